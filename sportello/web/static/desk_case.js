// One request, alive: what is told of it is shown anew when somebody else changes it; what is being typed stays.

import { listen, news, tell } from "./desk_live.js";

const one = document.getElementById("one");
let shown = Number(one.dataset.version);

/** Fetch the page again and put its telling parts in place of the old ones; the forms stay as they are. */
function refresh() {
  const request = new XMLHttpRequest(); // it parses without running anything, and asks for no trusted HTML
  request.open("GET", `${location.pathname.replace(/\/(take|assign|note|write)$/, "")}/fresh`);
  request.responseType = "document";
  request.addEventListener("load", () => {
    if (request.status !== 200 || !request.response) return;
    for (const id of ["told", "state"]) {
      const fresh = request.response.getElementById(id);
      if (fresh) document.getElementById(id).replaceWith(document.importNode(fresh, true));
    }
  });
  request.send();
}

listen({
  request(change) {
    if (change.reference !== one.dataset.one || change.version <= shown) return;
    shown = change.version;
    const told = news();
    told.querySelector("span").textContent = `${change.what} · ${change.who}, ${change.at}.`;
    tell(told);
    refresh();
  },
});

// A ready answer goes into the text where it is being written; without a script the server puts it there.
const insert = document.getElementById("insert");
insert?.addEventListener("click", (event) => {
  event.preventDefault();
  const text = document.getElementById("text");
  const canned = document.getElementById("canned").selectedOptions[0]?.dataset.text;
  if (canned) text.value = [text.value.trim(), canned].filter(Boolean).join("\n\n");
  text.focus();
});
