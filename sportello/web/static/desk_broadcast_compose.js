// Writing a broadcast, alive: what the words and the audience come to is asked anew while they are written.

const form = document.getElementById("compose");
const REST = 500; // milliseconds without a change before it is asked
let waiting = 0;
let asked = 0;

/** Ask for the part of the page that tells lengths, people and costs; files are sent only when all is saved. */
function measure() {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  const request = new XMLHttpRequest(); // it parses without running anything, and asks for no trusted HTML
  const number = (asked += 1);
  request.open("POST", `${form.dataset.measure}?lang=${document.documentElement.lang}`);
  request.setRequestHeader("X-CSRF-Token", document.body.dataset.csrf);
  request.responseType = "document";
  request.addEventListener("load", () => {
    const fresh = request.status === 200 && number === asked && request.response?.getElementById("measured");
    if (fresh) document.getElementById("measured").replaceChildren(...document.importNode(fresh, true).childNodes);
  });
  request.send(fields);
}

/** Ask soon, once for all that changes meanwhile. */
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(measure, REST);
}

form.addEventListener("input", (event) => {
  if (event.target.type !== "file") soon();
});
document.getElementById("measure").addEventListener("click", (event) => {
  event.preventDefault();
  measure();
});

// The wording that is offered goes into the fields; without a script the server puts it there.
form.addEventListener("click", (event) => {
  const [, language] = event.target.closest("button")?.value.match(/^wording-(\w+)$/) ?? [];
  if (!language) return;
  event.preventDefault();
  const { title, body } = event.target.closest("button").dataset;
  document.getElementById(`title-${language}`).value = title;
  document.getElementById(`body-${language}`).value = body;
  document.getElementById(`body-${language}`).focus();
  measure();
});
