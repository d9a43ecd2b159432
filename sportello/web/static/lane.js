// One citizen on one network: fetches what is new, posts what is written, remembers what was read.

const FINAL = new Set(["done", "parked", "sent", "delivered", "failed", "stale"]);

export class Lane {
  constructor(channel, person) {
    this.channel = channel;
    this.sender = person.senders[channel];
    this.person = person;
    this.name = `${channel}:${this.sender}`;
    this.lines = [];
    this.seen = 0; // the cursor of the last line that was shown while its pane was open
    this.loaded = false;
    this.again = null; // one request at a time; one more if asked meanwhile
  }

  get unsettled() {
    return this.lines.some((line) => !FINAL.has(line.status));
  }

  /** Ask for what is new or was not settled; gives the lines that were never there before. */
  async refresh() {
    if (this.again) {
      this.again.wanted = true;
      return [];
    }
    this.again = { wanted: false };
    try {
      const fresh = await this.#fetch();
      this.loaded = true;
      return this.again.wanted ? [...fresh, ...(await this.#fetch())] : fresh;
    } finally {
      this.again = null;
    }
  }

  async #fetch() {
    const open = this.lines.findIndex((line) => !FINAL.has(line.status));
    const kept = open < 0 ? this.lines : this.lines.slice(0, open);
    const after = kept.length ? kept[kept.length - 1].cursor : 0;
    const query = new URLSearchParams({ channel: this.channel, sender: this.sender, after });
    const answer = await fetch(`/phone/api/messages?${query}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const { lines } = await answer.json();
    const known = new Set(this.lines.map((line) => line.cursor));
    this.lines = [...kept, ...lines];
    return lines.filter((line) => !known.has(line.cursor));
  }

  /** Post a message; gives "" or the key of the words for what went wrong. */
  async post(fields, files = []) {
    const form = new FormData();
    form.set("channel", this.channel);
    form.set("sender", this.sender);
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    for (const file of files) form.append("files", file);
    try {
      const answer = await fetch("/phone/api/messages", { method: "POST", body: form });
      if (answer.ok) return "";
      return [400, 413].includes(answer.status) ? `error-${answer.status}` : "error-0";
    } catch {
      return "error-0";
    }
  }
}

/** A new id for one submit: a repeat of the same submit is the same message. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
