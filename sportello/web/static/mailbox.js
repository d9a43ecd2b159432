// The mailbox: letters on the left, the open one on the right, and a form to write or answer.

import { Composer } from "./composer.js";
import { card, fully, knows, linked, make, say, when } from "./dom.js";

const REPLY = /^\s*(re|r)\s*:\s*/i;

export class MailPane {
  constructor(section, page) {
    this.section = section;
    this.page = page;
    this.name = section.dataset.pane;
    const { address } = section.dataset;
    this.counter = address ? `${say("contact")} <${address}>` : say("contact");
    this.list = section.querySelector(".letters");
    this.letter = section.querySelector(".letter");
    this.form = section.querySelector(".letter-form");
    this.composer = new Composer(this.form, page);
    this.composer.grow = () => {};
    this.composer.extra = () => ({ subject: this.form.elements.subject.value, thread: this.thread });
    this.composer.sent = () => this.#follow();
    section.querySelector(".write").addEventListener("click", () => this.write());
    this.form.querySelector(".back").addEventListener("click", () => this.#close());
    section.addEventListener("keydown", (event) => event.key === "Escape" && this.#close());
  }

  copy(sample) {
    this.write(say("sample-subject"), sample.body);
  }

  show(lane) {
    if (this.lane !== lane) {
      this.lane = lane;
      this.opened = null;
      this.composer.clear();
      this.form.hidden = true;
      this.section.querySelector(".me").textContent = `${lane.person.name} · ${lane.sender}`;
    }
    this.letters = gather(lane.lines);
    const newest = this.letters.at(-1);
    if (this.following && newest) this.opened = newest.key;
    const drawn = JSON.stringify([this.letters, this.opened, this.form.hidden, lane.name, lane.loaded]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.#drawList();
    this.#drawLetter();
  }

  /** Open the form, empty or as an answer. */
  write(subject = "", text = "", thread = "") {
    this.thread = thread;
    this.following = false;
    this.form.hidden = false;
    this.form.elements.subject.value = subject;
    this.composer.text.value = text;
    this.composer.text.setSelectionRange(0, 0);
    this.show(this.lane);
    (subject ? this.composer.text : this.form.elements.subject).focus();
  }

  #reply(letter) {
    const subject = letter.subject || say("mail-no-subject");
    const told = say("mail-quote-line", { at: fully(letter.at), name: say("contact") });
    const quoted = letter.text.split("\n").map((row) => `> ${row}`);
    this.write(REPLY.test(subject) ? subject : `Re: ${subject}`, ["", "", told, ...quoted].join("\n"), letter.thread);
  }

  /** After sending, the letter just sent is shown, then its answer when it comes. */
  #follow() {
    this.following = true;
    this.form.hidden = true;
    this.show(this.lane);
  }

  #close() {
    this.following = false;
    if (!this.form.hidden) this.form.hidden = true;
    else this.opened = null;
    this.show(this.lane);
    (this.list.querySelector("[aria-current]") ?? this.section.querySelector(".write")).focus();
  }

  #open(letter) {
    this.following = false;
    this.form.hidden = true;
    this.opened = letter.key;
    this.show(this.lane);
    this.letter.focus();
  }

  #drawList() {
    const rows = [...this.letters].reverse().map((letter) => this.#row(letter));
    if (!rows.length && this.lane.loaded) rows.push(make("li", { className: "hint" }, say(`empty-${this.name}`)));
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.list.replaceChildren(...rows);
    if (focused) this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #row(letter) {
    const mine = letter.direction === "in";
    const who = mine ? say("mail-sent") : say("contact");
    const key = make(
      "button",
      { type: "button", data: { key: letter.key } },
      make("span", { className: "who" }, make("span", {}, who), make("time", {}, when(letter.at))),
      make("span", { className: "subject" }, letter.files.length ? clip() : "", letter.subject || say("mail-no-subject")),
      make("span", { className: "start" }, letter.text.slice(0, 90)),
      this.mark(letter),
    );
    if (letter.key === this.opened) key.setAttribute("aria-current", "true");
    if (!mine && !this.lane.read?.has(letter.key) && letter.key !== this.opened) {
      key.classList.add("unread");
      key.append(make("span", { className: "hidden" }, say("mail-unread")));
    }
    key.addEventListener("click", () => this.#open(letter));
    return make("li", { className: mine ? "mine" : "theirs" }, key);
  }

  #drawLetter() {
    const letter = this.letters.find((one) => one.key === this.opened);
    this.section.classList.toggle("reading", Boolean(letter) || !this.form.hidden);
    this.letter.hidden = !this.form.hidden;
    if (!letter) {
      this.letter.replaceChildren(make("p", { className: "hint" }, this.letters.length ? say("mail-none") : ""));
      return;
    }
    (this.lane.read ??= new Set()).add(letter.key);
    this.letter.replaceChildren(this.#back(), ...this.#head(letter), ...this.#body(letter));
  }

  #back() {
    const back = make("button", { type: "button", className: "back" }, "‹ ", say("mail-back"));
    back.addEventListener("click", () => this.#close());
    return back;
  }

  #head(letter) {
    const [me, counter] = [this.lane.sender, this.counter];
    const [from, to] = letter.direction === "in" ? [me, counter] : [counter, me];
    const status = this.status(letter);
    const about = make(
      "dl",
      {},
      make("dt", {}, say("mail-from")), make("dd", {}, from),
      make("dt", {}, say("mail-to")), make("dd", {}, to),
    );
    const at = make("p", { className: "small" }, fully(letter.at) + status);
    return [make("h3", {}, letter.subject || say("mail-no-subject")), about, at, ...this.proofs(letter)];
  }

  /** What the date of a letter is followed by. */
  status(letter) {
    return knows(`status-${letter.status}`) ? ` · ${say(`status-${letter.status}`)}` : "";
  }

  /** What a row of the list ends with. */
  mark() {
    return "";
  }

  /** What stands between the head of a letter and its text. */
  proofs() {
    return [];
  }

  #body(letter) {
    const parts = [make("div", { className: "text" }, ...linked(letter.text))];
    if (letter.files.length) parts.push(make("div", { className: "cards" }, ...letter.files.map(card)));
    if (letter.direction !== "out") return parts;
    const reply = make("button", { type: "button", className: "reply" }, "↩ ", say("reply"));
    reply.addEventListener("click", () => this.#reply(letter));
    parts.push(reply);
    const before = this.letters.slice(0, this.letters.indexOf(letter));
    const asked = before.findLast((one) => one.direction === "in");
    if (asked) {
      parts.push(make("details", {}, make("summary", {}, say("mail-quoted")), make("blockquote", {}, asked.text)));
    }
    return parts;
  }
}

const clip = () => make("span", { className: "paperclip", role: "img", ariaLabel: say("mail-files") });

/** Letters from lines: a file that follows its letter is its attachment; the subject leaves the text. */
function gather(lines) {
  const letters = [];
  let asked = "";
  for (const line of lines) {
    const last = letters.at(-1);
    if (line.direction === "out" && !line.text && last?.direction === "out") {
      last.files = [...last.files, ...line.files];
      continue;
    }
    const letter = line.direction === "in" ? received(line) : { ...line, subject: line.subject || answering(asked) };
    if (line.direction === "in") asked = letter.subject;
    letters.push(letter);
  }
  return letters;
}

const answering = (subject) => (!subject || REPLY.test(subject) ? subject : `Re: ${subject}`);

/** What the citizen wrote: the counter keeps the subject as the first line of the text. */
function received(line) {
  const [first, ...rest] = line.text.split("\n");
  const subject = line.subject.trim() || first;
  return { ...line, subject, text: first === subject ? rest.join("\n") : line.text };
}
