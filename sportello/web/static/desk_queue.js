// The queue, alive: figures and lines change where they stand; what is new is offered, not pushed in.

import { listen, news, tell } from "./desk_live.js";

const nobody = document.getElementById("queue")?.dataset.nobody ?? "";

/** Bring a line up to date, unless it says this already. */
function refresh(line, change) {
  if (Number(line.dataset.version) >= change.version) return false;
  line.dataset.version = change.version;
  line.classList.add("fresh");
  line.classList.toggle("gone", !change.open);
  line.querySelector("[data-cell=stage]").textContent = change.open ? change.stage : change.what;
  line.querySelector("[data-cell=assignee]").textContent = change.assignee || nobody;
  return true;
}

listen({
  board(figures) {
    for (const [name, figure] of Object.entries(figures)) {
      const place = document.querySelector(`[data-count="${CSS.escape(name)}"]`);
      if (place) place.textContent = figure;
    }
  },
  request(change) {
    const line = document.querySelector(`tr[data-reference="${CSS.escape(change.reference)}"]`);
    if (line && !refresh(line, change)) return;
    if (!line && !change.open) return;
    const told = news();
    told.querySelector("span").textContent = `${change.shown} · ${change.kind}: ${change.what}, ${change.who}, ${change.at}`;
    if (line) told.querySelector("a").remove(); // it shows already
    tell(told);
  },
});
