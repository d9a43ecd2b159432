// One broadcast, alive: its numbers change where they stand; when its state changes the page is made anew.

const box = document.getElementById("live");
const state = document.getElementById("live-state");
const bar = document.getElementById("bar");
let stream = null;

/** Say how the stream itself stands. */
function say(name) {
  box.hidden = false;
  box.dataset.state = name;
  state.textContent = box.dataset[name];
}

function stop() {
  stream?.close();
  stream = null;
}

/** Whether somebody is in the middle of typing or ticking something. */
function busy() {
  const fields = [...document.querySelectorAll("main textarea, main input:not([type=hidden])")];
  return fields.some((each) => (each.type === "checkbox" ? each.checked : each.value));
}

/** Another state is another page: there are other things to do. What is being typed is not taken away. */
function renew(told) {
  if (told.state === box.dataset.is) return;
  box.dataset.is = told.state;
  if (!busy()) location.replace(location.pathname);
  else document.getElementById("live-news").replaceChildren(document.getElementById("news").content.cloneNode(true));
}

/** Put the figures of an event where the page has a place for them. */
function show(told) {
  for (const [name, text] of Object.entries(told.cells)) {
    const place = document.querySelector(`[data-live="${CSS.escape(name)}"]`);
    if (place && place.textContent !== text) place.textContent = text;
  }
  if (bar) {
    bar.max = told.all || 1;
    bar.value = told.done;
    const reasons = told.failures.map(([label, number]) => Object.assign(document.createElement("li"), { textContent: `${label}: ${number}` }));
    document.getElementById("why-list").replaceChildren(...reasons);
    document.getElementById("why").hidden = !reasons.length;
  }
  renew(told);
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
