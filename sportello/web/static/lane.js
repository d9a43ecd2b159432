// One citizen on one network: fetches what is new, posts what is written, remembers what was read.

const FINAL = new Set(["done", "parked", "sent", "delivered", "failed", "stale"]);

export class Lane {
  constructor(channel, person) {
    this.channel = channel;
    this.sender = person.senders[channel];
    this.person = person;
    this.name = `${channel}:${this.sender}`;
    this.lines = [];
    this.cursor = ""; // everything before it is here and settled
    this.loaded = false;
    this.trouble = ""; // what is chosen to go wrong, where a network plays that
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

  /** Read to the end, page by page; the next reading begins where everything before is settled. */
  async #fetch() {
    const all = new Map(this.lines.map((line) => [line.key, line]));
    const fresh = [];
    let from = this.cursor;
    let settled = true;
    for (;;) {
      const { lines, cursor } = await this.#page(from);
      if (!lines.length && cursor === from) break;
      fresh.push(...lines.filter((line) => !all.has(line.key)));
      for (const line of lines) all.set(line.key, line);
      settled &&= lines.every((line) => FINAL.has(line.status) && !line.open);
      if (settled) this.cursor = cursor;
      from = cursor;
    }
    this.lines = [...all.values()].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    return fresh;
  }

  async #page(after) {
    const query = new URLSearchParams({ channel: this.channel, sender: this.sender, after });
    const answer = await fetch(`/phone/api/messages?${query}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = await answer.json();
    this.trouble = page.trouble;
    return page;
  }

  /** Choose what goes wrong from now on; gives "" or the key of the words for what went wrong itself. */
  async choose(trouble) {
    const query = new URLSearchParams({ sender: this.sender, trouble });
    try {
      const answer = await fetch(`/phone/api/trouble?${query}`, { method: "POST" });
      if (!answer.ok) return "error-0";
      this.trouble = trouble;
      return "";
    } catch {
      return "error-0";
    }
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
