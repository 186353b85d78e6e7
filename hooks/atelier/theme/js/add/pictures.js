// A picture that somebody chooses: made small in the browser, and without what a camera writes along, such as the place.

import { say } from "../lib/elements.js";

const LONGEST_SIDE = 1600; // pixels; a page shows at most 1,280
const QUALITY = 0.82;

// A chosen file as a small JPEG: drawn anew, so that nothing of the file but what is seen is left. Fails where the browser
// cannot read it.
async function small(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; // JPEG knows no transparency
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { bytes, canvas, text: asText(bytes) };
}

/** Bytes as text, for a draft or a post. */
export const asText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const fromText = (text) => new Blob([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))]);

/** The field of a form for a picture, if it has one; `changed` is called when another is chosen, or none. */
export class Picture {
  chosen = undefined; // { bytes, canvas, text }, with its bytes as text for a draft
  touched = false; // one was chosen, or left out again

  constructor({ root, part, texts, changed }) {
    this.input = root.querySelector("[data-picture]");
    if (!this.input) return;
    Object.assign(this, { part, texts, changed });
    this.input.addEventListener("change", () => this.input.files.length && this.choose(this.input.files[0]));
    part("picture").querySelector("button").addEventListener("click", () => this.leave());
  }

  /** Say which picture is there already. */
  isThere(name) {
    if (this.input && name) this.show(say(this.texts.picture_there, { name }));
  }

  async choose(file) {
    this.touched = true;
    try {
      this.chosen = await small(file);
      this.show(say(this.texts.picture_small, { size: Math.ceil(this.chosen.bytes.length / 1024) }));
    } catch {
      this.chosen = undefined;
      this.show(this.texts.picture_unreadable);
    }
    this.changed();
  }

  takeFromDraft(text) {
    return this.choose(fromText(text));
  }

  leave() {
    this.chosen = undefined;
    this.input.value = "";
    this.show("");
    this.changed();
  }

  show(text) {
    const box = this.part("picture");
    box.hidden = !text;
    this.part("picture-said").textContent = text;
    box.querySelector("canvas")?.remove();
    box.querySelector("button").hidden = !this.chosen;
    if (!this.chosen) return;
    const { canvas } = this.chosen;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", this.texts.picture_chosen);
    box.prepend(canvas);
  }
}
