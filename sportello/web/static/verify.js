// The camera that reads the square code of a certificate, and the PDF that is dropped on the page.

const PLACE = /\/verifica\/([0-9A-Za-z-]{20,24})(?:[?#]|$)/;
const find = (id) => document.getElementById(id);

const drop = find("drop");
const file = find("file");

for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  file.files = event.dataTransfer.files;
  drop.requestSubmit();
});

const camera = find("camera");
let stream = null;

/** Let the camera go. */
function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  find("scanner").hidden = true;
  camera.hidden = false;
  camera.focus();
}

/** Look until a certificate's code is seen; whatever else a square says is passed over. */
async function look(detector, view) {
  while (stream) {
    for (const { rawValue } of await detector.detect(view)) {
      const seen = PLACE.exec(rawValue);
      if (!seen) continue;
      const lang = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "it";
      stop();
      location.assign(`/verifica/${seen[1]}?lang=${lang}`);
      return;
    }
    await new Promise(requestAnimationFrame);
  }
}

/** Open the camera of the back; without one, the photo of the form below does as well. */
async function scan() {
  find("scanner").hidden = false;
  camera.hidden = true;
  const view = find("view");
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    view.srcObject = stream;
    await view.play();
    await look(new BarcodeDetector({ formats: ["qr_code"] }), view);
  } catch {
    find("scanning").textContent = find("scanning").dataset.none;
  }
}

if (camera && "BarcodeDetector" in window && navigator.mediaDevices) {
  BarcodeDetector.getSupportedFormats().then((formats) => {
    camera.hidden = !formats.includes("qr_code");
  });
  camera.addEventListener("click", scan);
  find("stop").addEventListener("click", stop);
}
