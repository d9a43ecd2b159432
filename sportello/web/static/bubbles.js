// The two panes made of bubbles: the SMS phone, which counts segments, and the chat, with buttons and files.

import { Composer } from "./composer.js";
import { card, fully, knows, link, linked, make, say, when } from "./dom.js";
import { measure } from "./gsm7.js";
import { newId } from "./lane.js";

class Bubbles {
  constructor(section, page) {
    this.section = section;
    this.page = page;
    this.scroller = section.querySelector(".lines");
    this.list = this.scroller.querySelector("ol");
    this.composer = new Composer(section.querySelector("form"), page).sendOnEnter();
    this.atEnd = true; // whoever reads further up stays there; whoever is at the end is kept there
    this.scroller.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.scroller;
      this.atEnd = scrollHeight - scrollTop - clientHeight < 80;
    });
    new ResizeObserver(() => this.#stay()).observe(this.scroller);
    this.drawn = new Map(); // key → what the bubble was drawn from, and the bubble
  }

  copy(sample) {
    this.composer.fill(sample.text);
  }

  show(lane) {
    if (this.lane !== lane) {
      this.lane = lane;
      this.atEnd = true;
      this.drawn.clear();
      this.list.replaceChildren();
      this.composer.clear();
      const me = this.section.querySelector(".me");
      if (me) me.textContent = `${lane.person.name} · ${lane.sender.replace(/^(\+39)(\d{3})/, "$1 $2 ")}`;
    }
    this.#draw(lane.lines);
    this.#stay();
  }

  #stay() {
    if (this.atEnd) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #draw(lines) {
    this.list.querySelector(".hint")?.remove();
    for (const [index, line] of lines.entries()) {
      const bubble = this.#drawn(line);
      if (this.list.children[index] !== bubble) this.list.insertBefore(bubble, this.list.children[index] ?? null);
    }
    const last = lines[lines.length - 1];
    if (!last && this.lane.loaded) this.#hint(say(`empty-${this.section.dataset.pane}`), "empty");
    if (last?.direction === "in" && this.lane.unsettled) this.#hint(say("writing"), "writing");
  }

  /** The bubble of a line: the one that stands there, unless something about the line has changed. */
  #drawn(line) {
    const from = JSON.stringify(line);
    const old = this.drawn.get(line.key);
    if (old?.from === from) return old.bubble;
    const bubble = this.bubble(line);
    old?.bubble.replaceWith(bubble);
    this.drawn.set(line.key, { from, bubble });
    return bubble;
  }

  #hint(text, kind) {
    this.list.append(make("li", { className: `hint ${kind}` }, text));
  }

  /** One line as an item of the list: what was said, then the small print. */
  bubble(line) {
    const mine = line.direction === "in";
    const who = make("span", { className: "hidden" }, say(mine ? "from-me" : "from-counter", { at: fully(line.at) }), ": ");
    const said = make("div", { className: "bubble" }, who, ...this.content(line), this.small(line));
    return make("li", { className: mine ? "mine" : "theirs" }, said, ...this.below(line));
  }

  content(line) {
    return [make("p", {}, ...linked(line.text))];
  }

  small(line) {
    const notes = [when(line.at), ...this.notes(line)];
    if (knows(`status-${line.status}`)) notes.push(say(`status-${line.status}`));
    return make("small", { className: "small" }, notes.join(" · "));
  }

  notes() {
    return [];
  }

  below() {
    return [];
  }
}

export class SmsPane extends Bubbles {
  constructor(section, page) {
    super(section, page);
    this.count = section.querySelector(".count");
    this.composer.text.addEventListener("input", () => this.#tell());
    this.#tell();
  }

  #tell() {
    const { segments, left, encoding } = measure(this.composer.text.value);
    this.count.textContent = say("sms-count", { n: segments, left, encoding });
  }

  notes(line) {
    const { segments, encoding } = measure(line.text);
    return [say("sms-size", { n: segments, encoding })];
  }
}

export class ChatPane extends Bubbles {
  content(line) {
    const files = line.files.map(card);
    if (line.text) return [...files, make("p", {}, ...linked(line.text))];
    if (line.tap) return [make("p", { className: "tap" }, say("tapped", { name: this.#label(line.tap) }))];
    return files;
  }

  below(line) {
    if (!line.buttons.length) return [];
    const keys = line.buttons.map((button) =>
      button.url ? link(button.url, `${button.label} ↗`, "key") : this.#key(button),
    );
    return [make("div", { className: "keys" }, ...keys)];
  }

  #key(button) {
    const key = make("button", { type: "button", className: "key" }, button.label);
    key.addEventListener("click", async () => {
      if (key.ariaBusy === "true") return;
      key.ariaBusy = "true";
      await this.page.post("chat", { id: newId(), tap: button.token });
      key.ariaBusy = "false";
    });
    return key;
  }

  #label(token) {
    const buttons = this.lane.lines.flatMap((line) => line.buttons);
    return buttons.findLast((button) => button.token === token)?.label ?? token;
  }
}
