// A form that writes one message: Enter sends, files can be taken away again, a failed text stays.

import { make, say } from "./dom.js";
import { newId } from "./lane.js";

export class Composer {
  constructor(form, page) {
    this.form = form;
    this.page = page;
    this.text = form.elements.text;
    this.input = form.elements.files ?? null;
    this.list = form.querySelector(".chosen");
    this.files = [];
    this.id = newId();
    this.extra = () => ({});
    this.sent = () => {};
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.text.addEventListener("input", () => this.grow());
    this.input?.addEventListener("change", () => this.attach([...this.input.files]));
  }

  /** Enter sends and Shift+Enter breaks the line, as chats do. */
  sendOnEnter() {
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.send();
    });
    return this;
  }

  fill(text) {
    this.text.value = text;
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.text.focus();
  }

  grow() {
    this.text.rows = Math.min(5, Math.max(1, Math.ceil(this.text.value.length / 34), this.text.value.split("\n").length));
  }

  attach(files) {
    this.files.push(...files);
    this.input.value = "";
    this.#draw();
  }

  clear() {
    this.form.reset();
    this.files = [];
    this.id = newId();
    this.#draw();
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async send() {
    const fields = { id: this.id, text: this.text.value, ...this.extra() };
    if (!fields.text.trim() && !fields.subject?.trim() && !this.files.length) {
      this.page.warn(say("empty-error"));
      this.text.focus();
      return;
    }
    if (this.files.reduce((sum, file) => sum + file.size, 0) > this.page.limit) {
      this.page.fail("error-413");
      return;
    }
    if (this.form.ariaBusy === "true") return;
    this.form.ariaBusy = "true";
    const failure = await this.page.post(this.form.closest(".pane").dataset.pane, fields, this.files);
    this.form.ariaBusy = "false";
    if (failure) return; // the same id goes along with the next try
    this.clear();
    this.text.focus();
    this.sent();
  }

  #draw() {
    this.list?.replaceChildren(
      ...this.files.map((file, index) => {
        const remove = make("button", { type: "button", ariaLabel: say("remove", { name: file.name }) }, "×");
        remove.addEventListener("click", () => {
          this.files.splice(index, 1);
          this.#draw();
          this.text.focus();
        });
        return make("li", {}, file.name, " ", remove);
      }),
    );
  }
}
