// The stream of a page: open while somebody looks at it, so that many tabs do not use up the browser's connections.

const box = document.getElementById("live");
const state = document.getElementById("live-state");

/** Show a text in place of the news before it. */
export function tell(node) {
  document.getElementById("live-news").replaceChildren(node);
}

/** Make a copy of the page's pattern for news. */
export function news() {
  return document.getElementById("news").content.firstElementChild.cloneNode(true);
}

/** Hear what happens: `heard.request` and `heard.board` are called with the data of each event. */
export function listen(heard) {
  if (!box || !("EventSource" in window)) return;
  let stream = null;
  let last = new URL(box.dataset.stream, location.href);

  const say = (name) => {
    box.hidden = false;
    box.dataset.state = name;
    state.textContent = box.dataset[name];
  };
  const stop = () => {
    stream?.close();
    stream = null;
  };
  const hear = (name) => (event) => {
    if (event.lastEventId) last.searchParams.set("after", event.lastEventId);
    heard[name]?.(JSON.parse(event.data));
  };
  const start = () => {
    if (stream) return;
    stream = new EventSource(last);
    stream.addEventListener("open", () => say("on"));
    stream.addEventListener("error", () => say("off"));
    stream.addEventListener("request", hear("request"));
    stream.addEventListener("board", hear("board"));
    stream.addEventListener("missed", () => {
      stop();
      say("missed");
    });
    stream.addEventListener("over", () => {
      stop();
      say("over");
    });
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", start);
  start();
}
