// One broadcast, alive: its numbers change where they stand; when its state changes the page is offered anew.

const box = document.getElementById("progress");
const state = document.getElementById("live-state");
const bar = document.getElementById("bar");
const why = document.getElementById("why-list");
let stream = null;

/** Say how the stream itself stands. */
function say(name) {
  const line = document.getElementById("live");
  line.hidden = false;
  line.dataset.state = name;
  if (state.textContent !== box.dataset[name]) state.textContent = box.dataset[name];
}

function stop() {
  stream?.close();
  stream = null;
}

/** Put the figures of an event where the page has a place for them. */
function show(told) {
  for (const [name, text] of Object.entries(told.cells)) {
    const place = document.querySelector(`[data-live="${CSS.escape(name)}"]`);
    if (place && place.textContent !== text) place.textContent = text;
  }
  bar.max = told.all || 1;
  bar.value = told.done;
  why.replaceChildren(...told.failures.map(([label, number]) => Object.assign(document.createElement("li"), { textContent: `${label}: ${number}` })));
  document.getElementById("why").hidden = !told.failures.length;
  if (told.state !== box.dataset.state) {
    box.dataset.state = told.state;
    // Nothing is being typed: what can be done now is another thing, so the page is made anew.
    if (![...document.querySelectorAll("textarea, input:not([type=hidden])")].some((each) => each.value && each.type !== "checkbox")) location.replace(location.pathname);
  }
}

function start() {
  if (stream || !("EventSource" in window)) return;
  stream = new EventSource(box.dataset.stream);
  stream.addEventListener("open", () => say("on"));
  stream.addEventListener("error", () => say("off"));
  stream.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  stream.addEventListener("over", () => {
    stop();
    say("over");
  });
}

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
addEventListener("pagehide", stop);
addEventListener("pageshow", start);
start();
