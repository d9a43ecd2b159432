// The page of the phone: who writes, which pane is in front, and what is new.

import { ChatPane, SmsPane } from "./bubbles.js";
import { hour, say } from "./dom.js";
import { Lane } from "./lane.js";
import { MailPane } from "./mailbox.js";

const CHANNELS = { sms: "try-sms", chat: "try-chat", mail: "try-mail" };
const ONE_SECOND = 1000;
const QUIET = 15; // seconds between two looks while the stream of events is open and nothing is awaited
const byId = (id) => document.getElementById(id);

class Page {
  constructor(people) {
    this.people = people;
    this.lanes = new Map();
    this.limit = Number(document.body.dataset.limit);
    this.panes = {
      sms: new SmsPane(byId("pane-sms"), this),
      chat: new ChatPane(byId("pane-chat"), this),
      mail: new MailPane(byId("pane-mail"), this),
    };
    this.silence = 0;
  }

  lane(pane) {
    const name = `${pane} ${this.person.key}`;
    if (!this.lanes.has(name)) this.lanes.set(name, new Lane(CHANNELS[pane], this.person));
    return this.lanes.get(name);
  }

  choose(key) {
    this.person = this.people.find((person) => person.key === key) ?? this.people[0];
    remember("person", this.person.key);
    for (const pane of Object.keys(this.panes)) this.panes[pane].show(this.lane(pane));
    return this.refresh();
  }

  async refresh(panes = Object.keys(this.panes)) {
    const looks = panes.map((pane) => this.#look(pane));
    const failed = (await Promise.all(looks)).includes(false);
    if (failed) this.warn(say("offline"), "offline");
    else if (byId("alert").dataset.kind === "offline") this.calm();
  }

  async #look(pane) {
    const lane = this.lane(pane);
    const first = !lane.loaded;
    try {
      const fresh = await lane.refresh();
      if (lane.person !== this.person) return true;
      this.panes[pane].show(lane);
      if (!first) this.#announce(pane, fresh.filter((line) => line.direction === "out"));
      return true;
    } catch {
      return false;
    }
  }

  #announce(pane, fresh) {
    if (!fresh.length) return;
    // The bubbles are a log that is read by itself; letters are not, and hidden panes are not either.
    const hidden = byId(`pane-${pane}`).offsetParent === null;
    if (hidden) byId(`tab-${pane}`).classList.add("news");
    if (hidden || pane === "mail") byId("news").textContent = say("new-message", { name: say(pane) });
  }

  async post(pane, fields, files) {
    this.calm();
    const lane = this.lane(pane);
    const failure = await lane.post(fields, files);
    if (failure) this.fail(failure);
    else await this.refresh([pane]);
    return failure;
  }

  fail(key) {
    this.warn(say(key, { limit: Math.floor(this.limit / 2 ** 20) }));
  }

  warn(text, kind = "") {
    Object.assign(byId("alert"), { textContent: text, hidden: false }).dataset.kind = kind;
  }

  calm() {
    Object.assign(byId("alert"), { textContent: "", hidden: true }).dataset.kind = "";
  }

  #listen() {
    this.stream = new EventSource("/phone/events");
    this.stream.addEventListener("message", (event) => {
      const panes = Object.keys(CHANNELS).filter((pane) => this.lane(pane).name === JSON.parse(event.data).lane);
      if (panes.length) this.refresh(panes);
    });
  }

  /** Listen to the stream of events; without it, or while an answer is awaited, look every second. */
  watch() {
    this.#listen();
    // A browser opens six connections to one place: pages that nobody looks at leave theirs to the others.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return this.stream.close();
      this.#listen();
      return this.refresh();
    });
    setInterval(() => {
      this.silence += 1;
      const open = this.stream.readyState === EventSource.OPEN;
      const awaited = Object.keys(CHANNELS).filter((pane) => this.lane(pane).unsettled);
      if (document.hidden || (open && !awaited.length && this.silence < QUIET)) return;
      this.silence = 0;
      this.refresh(open && awaited.length ? awaited : undefined);
    }, ONE_SECOND);
  }
}

/** Tabs are for small screens: all three panes stay in the page, and the style sheet shows the chosen one. */
function useTabs() {
  const tabs = [...byId("tabs").children];
  const front = (pane) => {
    for (const tab of tabs) {
      const chosen = tab.dataset.pane === pane;
      tab.ariaSelected = String(chosen);
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) tab.classList.remove("news");
      byId(`pane-${tab.dataset.pane}`).classList.toggle("front", chosen);
    }
    remember("pane", pane);
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => front(tab.dataset.pane));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(index + step + tabs.length) % tabs.length];
      front(next.dataset.pane);
      next.focus();
    });
  }
  front(recall("pane") in CHANNELS ? recall("pane") : "sms");
  return front;
}

function useSamples(page, front) {
  byId("samples")?.addEventListener("click", (event) => {
    const key = event.target.closest("[data-copy]");
    if (!key) return;
    front(key.dataset.copy);
    page.panes[key.dataset.copy].copy(key.closest("tr").dataset);
    byId("news").textContent = say("copied", { name: say(key.dataset.copy) });
  });
}

function usePeople(page) {
  const chosen = byId("people").querySelector(`[value="${CSS.escape(recall("person") ?? "")}"]`);
  if (chosen) chosen.checked = true;
  byId("people").addEventListener("change", (event) => page.choose(event.target.value));
  return byId("people").querySelector(":checked").value;
}

function remember(name, value) {
  sessionStorage.setItem(`phone-${name}`, value);
}

function recall(name) {
  return sessionStorage.getItem(`phone-${name}`);
}

function tick() {
  for (const clock of document.querySelectorAll(".clock")) clock.textContent = hour();
}

async function fetchPeople() {
  const answer = await fetch("/phone/api/people");
  return (await answer.json()).people;
}

async function start() {
  tick();
  setInterval(tick, 10 * ONE_SECOND);
  const page = new Page(await fetchPeople());
  const front = useTabs();
  useSamples(page, front);
  if (matchMedia("(min-width: 64em)").matches) byId("samples")?.setAttribute("open", "");
  await page.choose(usePeople(page));
  page.watch();
  document.documentElement.dataset.ready = "true";
}

start().catch(() => {
  Object.assign(byId("alert"), { textContent: say("error-0"), hidden: false });
});
