// The mailbox of certified mail: each letter with its receipts, or with how far it got.

import { exactly, knows, make, say } from "./dom.js";
import { MailPane } from "./mailbox.js";

// What a receipt says, by the norm's word for it (tipo): the words, and whether it is good news.
const RECEIPTS = {
  accettazione: ["pec-accepted", "✓"],
  "avvenuta-consegna": ["pec-delivered", "✓✓"],
  "non-accettazione": ["pec-refused", "✗"],
  "errore-consegna": ["pec-undelivered", "✗"],
  "preavviso-errore-consegna": ["pec-late", "⏱"],
};
// The states of an answer that went well, in their order; and those that stand in place of the last.
const WAY = ["sent", "accepted", "delivered"];
const ENDS = { failed: ["pec-undelivered", "✗"], warned: ["pec-late", "⏱"], expired: ["pec-over", "✗"] };

export class PecPane extends MailPane {
  constructor(section, page) {
    super(section, page);
    this.trouble = section.querySelector("#trouble");
    this.trouble.addEventListener("change", () => this.#choose());
  }

  show(lane) {
    super.show(lane);
    if (document.activeElement !== this.trouble) this.trouble.value = lane.trouble;
  }

  async #choose() {
    const failure = await this.lane.choose(this.trouble.value);
    if (failure) this.page.fail(failure);
    else await this.page.refresh([this.name]);
  }

  status(letter) {
    // How far an answer got is told by its steps; what waits for staff, in words.
    return letter.direction === "in" || !known(letter) ? super.status(letter) : "";
  }

  mark(letter) {
    if (letter.status === "parked") return make("span", { className: "mark late" }, say("status-parked"));
    const last = stepsOf(letter).at(-1);
    return last ? make("span", { className: `mark ${last.manner}` }, `${last.sign} ${last.text}`) : "";
  }

  proofs(letter) {
    const steps = stepsOf(letter);
    if (letter.direction === "out" && letter.status !== "delivered" && letter.open) {
      steps.push({ manner: "due", sign: "…", text: say("pec-waiting") });
    }
    if (!steps.length) return [];
    const label = say(letter.direction === "in" ? "pec-proofs" : "pec-way");
    return [make("ul", { className: "proofs", ariaLabel: label }, ...steps.map(step))];
  }
}

const known = (letter) => WAY.includes(letter.status) || letter.status in ENDS;

/** What is known of a letter, the oldest first. */
function stepsOf(letter) {
  if (letter.direction === "in") {
    return letter.receipts.map(({ kind, at }) => entry(...(RECEIPTS[kind] ?? [kind, "•"]), exactly(at)));
  }
  const reached = WAY.indexOf(letter.status);
  const late = letter.status in ENDS && letter.open; // a failure may be of before the sending
  const gone = late ? ["sent"] : WAY.slice(0, reached + 1);
  const steps = gone.map((state) => entry(`pec-${state}`, state === "delivered" ? "✓✓" : "✓"));
  return letter.status in ENDS ? [...steps, entry(...ENDS[letter.status])] : steps;
}

function entry(key, sign, at = "") {
  const manner = { "✗": "bad", "⏱": "late" }[sign] ?? "good";
  return { manner, sign, text: knows(key) ? say(key) : key, at };
}

function step({ manner, sign, text, at }) {
  const mark = make("span", { ariaHidden: "true" }, sign);
  return make("li", { className: manner }, mark, ` ${text}`, at ? make("time", {}, ` ${at}`) : "");
}
