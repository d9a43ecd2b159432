// The page of the phone: who writes, which pane is in front, and what is new.

import { ChatPane, SmsPane } from "./bubbles.js";
import { hour, say } from "./dom.js";
import { Lane } from "./lane.js";
import { MailPane } from "./mailbox.js";
import { PecPane } from "./pec.js";

const PANES = { sms: SmsPane, chat: ChatPane, mail: MailPane, pec: PecPane };
const LETTERS = ["mail", "pec"]; // on a large screen they share a place: one of them is in front
const ONE_SECOND = 1000;
const QUIET = 15; // seconds between two looks while the stream of events is open and nothing is awaited
const byId = (id) => document.getElementById(id);
const OFFERED = Object.keys(PANES).filter((pane) => byId(`pane-${pane}`)); // not every counter has all

class Page {
  constructor(people) {
    this.people = people;
    this.lanes = new Map();
    this.limit = Number(document.body.dataset.limit);
    this.panes = Object.fromEntries(OFFERED.map((pane) => [pane, new PANES[pane](byId(`pane-${pane}`), this)]));
    this.silence = 0;
  }

  lane(pane) {
    const name = `${pane} ${this.person.key}`;
    if (!this.lanes.has(name)) this.lanes.set(name, new Lane(`try-${pane}`, this.person));
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
    if (hidden || LETTERS.includes(pane)) byId("news").textContent = say("new-message", { name: say(pane) });
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
      const panes = OFFERED.filter((pane) => this.lane(pane).name === JSON.parse(event.data).lane);
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
      const awaited = OFFERED.filter((pane) => this.lane(pane).unsettled);
      if (document.hidden || (open && !awaited.length && this.silence < QUIET)) return;
      this.silence = 0;
      this.refresh(open && awaited.length ? awaited : undefined);
    }, ONE_SECOND);
  }
}

/** All panes stay in the page. Tabs choose one on a small screen, and between two mailboxes on a large one. */
function useTabs() {
  const tabs = [...byId("tabs").children];
  const large = matchMedia("(min-width: 64em)");
  const chosen = { pane: OFFERED.includes(recall("pane")) ? recall("pane") : "sms", letters: "mail" };
  if (LETTERS.includes(recall("letters")) && OFFERED.includes(recall("letters"))) chosen.letters = recall("letters");

  const draw = () => {
    const selected = large.matches ? chosen.letters : chosen.pane;
    for (const tab of tabs) {
      const { pane } = tab.dataset;
      tab.ariaSelected = String(pane === selected);
      tab.tabIndex = pane === selected ? 0 : -1;
      const section = byId(`pane-${pane}`);
      section.classList.toggle("front", pane === chosen.pane);
      section.classList.toggle("behind", LETTERS.includes(pane) && pane !== chosen.letters);
      if (section.offsetParent !== null) tab.classList.remove("news");
    }
  };
  const front = (pane) => {
    chosen.pane = pane;
    if (LETTERS.includes(pane)) chosen.letters = pane;
    remember("pane", chosen.pane);
    remember("letters", chosen.letters);
    draw();
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => front(tab.dataset.pane));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const shown = tabs.filter((one) => one.offsetParent !== null);
      const next = shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
      front(next.dataset.pane);
      next.focus();
    });
  }
  large.addEventListener("change", draw);
  draw();
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
