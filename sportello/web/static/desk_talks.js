// Conversations, alive: what is told of them is shown anew when something is said; what is being typed stays.

const box = document.getElementById("live");
const state = document.getElementById("live-state");
const one = document.getElementById("one");
const MOST = 200; // conversations of a list

const say = (name) => {
  box.hidden = false;
  box.dataset.state = name;
  state.textContent = box.dataset[name];
};

/** Fetch the page again and put its telling part in place of the old one; the form learns what was read. */
function refresh() {
  const request = new XMLHttpRequest(); // it parses without running anything, and asks for no trusted HTML
  request.open("GET", `/desk/talks/${one.dataset.talk}/fresh`);
  request.responseType = "document";
  request.addEventListener("load", () => {
    const fresh = request.status === 200 && request.response?.getElementById("told");
    if (!fresh) return;
    document.getElementById("told").replaceWith(document.importNode(fresh, true));
    const heard = document.querySelector("input[name=heard]");
    const read = request.response.querySelector("input[name=heard]");
    if (heard && read) heard.value = read.value;
  });
  request.send();
}

/** Say that something is new: on the list with a link, on a conversation by showing it. */
function hear(event) {
  const { talks } = JSON.parse(event.data);
  if (one && !talks.includes(Number(one.dataset.talk))) return;
  if (one) refresh();
  const news = document.getElementById("news").content.firstElementChild.cloneNode(true);
  if (one) news.querySelector("a").remove();
  document.getElementById("live-news").replaceChildren(news);
}

/** What this page shows of each conversation: how often either side had done something when it was made. */
function shown() {
  return [...document.querySelectorAll("[data-mark]")].map((each) => [each.dataset.talk, each.dataset.mark]);
}

/** Look whether anything happened between the making of the page and the beginning of the stream. */
function compare(event) {
  const marks = JSON.parse(event.data);
  const open = one || shown().length >= MOST ? shown().length : Object.keys(marks).length;
  if (open !== shown().length || shown().some(([talk, mark]) => marks[talk] !== mark)) {
    hear({ data: JSON.stringify({ talks: [Number(one?.dataset.talk)] }) });
  }
}

let stream = null;

function stop() {
  stream?.close();
  stream = null;
}

function start() {
  if (stream) return;
  stream = new EventSource(box.dataset.stream);
  stream.addEventListener("open", () => say("on"));
  stream.addEventListener("error", () => say("off"));
  stream.addEventListener("marks", compare);
  stream.addEventListener("talks", hear);
  stream.addEventListener("over", () => {
    stop();
    say("over");
  });
}

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
addEventListener("pagehide", stop);
addEventListener("pageshow", start);
start();

// A ready answer goes into the text where it is being written; without a script the server puts it there.
document.getElementById("insert")?.addEventListener("click", (event) => {
  event.preventDefault();
  const text = document.getElementById("text");
  const ready = document.getElementById("canned").selectedOptions[0]?.dataset.text;
  if (ready) text.value = [text.value.trim(), ready].filter(Boolean).join("\n\n");
  text.focus();
});
