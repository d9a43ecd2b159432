// Builds elements from data, never from markup: whatever a message says, it stays text.

const words = JSON.parse(document.getElementById("words").textContent);

/** Say a message of the page's language, its values filled in. */
export function say(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Whether the page has a message of this name. */
export const knows = (key) => key in words;

/** Make an element: properties by name, `data` and `aria` as objects, children as nodes or texts. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "data") Object.assign(element.dataset, value);
    else if (name === "aria") for (const [key, said] of Object.entries(value)) element.setAttribute(`aria-${key}`, said);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** Cut a text into text and links; only web addresses become links. */
export function linked(text) {
  const pieces = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/);
  return pieces.map((piece, index) => (index % 2 ? link(piece, piece) : piece));
}

/** A link to a web address in a new tab, or plain text if the address is of another kind. */
export function link(address, label, className = "") {
  let url;
  try {
    url = new URL(address, location.href);
  } catch {
    return label;
  }
  if (!["http:", "https:"].includes(url.protocol)) return label;
  return make("a", { href: url.href, target: "_blank", rel: "noopener", className }, label);
}

const locale = document.documentElement.lang === "en" ? "en-GB" : "it-IT";
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });

/** The time of a line: the hour today, the day otherwise. */
export function when(iso) {
  const at = new Date(iso);
  return at.toDateString() === new Date().toDateString() ? clock.format(at) : day.format(at);
}

/** The day and the hour of a line. */
export const fully = (iso) => `${day.format(new Date(iso))}, ${clock.format(new Date(iso))}`;

const second = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The time to the second, as receipts have it. */
export const exactly = (iso) => second.format(new Date(iso));

export const hour = () => clock.format(new Date());

/** A size in bytes as people write it. */
export function size(bytes) {
  const units = ["B", "kB", "MB"];
  let step = 0;
  for (; bytes >= 1000 && step < units.length - 1; step += 1) bytes /= 1000;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(bytes)} ${units[step]}`;
}

/** The card of an attachment: opens it, and offers it for download. */
export function card(file) {
  const address = `/phone/files/${file.sha256}?name=${encodeURIComponent(file.name)}`;
  const kind = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4).toUpperCase() : "FILE";
  const open = link(address, file.name, "name");
  open.setAttribute("aria-label", `${say("open")}: ${file.name}`);
  const download = make("a", { href: address, download: file.name, className: "download", title: say("download") }, "⬇");
  download.setAttribute("aria-label", `${say("download")}: ${file.name}`);
  const about = make("span", { className: "about" }, open, make("small", {}, file.size ? size(file.size) : kind));
  return make("div", { className: "card" }, make("span", { className: "kind", ariaHidden: "true" }, kind), about, download);
}
