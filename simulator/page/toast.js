/** Answers to presses: a short note that goes by itself, or a box that waits for "OK". */

import { el, button } from "./dom.js";

const SHORTEST_MS = 3000;
const PER_CHARACTER_MS = 70;

export class Toasts {
  /** `behind()` gives the elements that must not be reached while a box is open. */
  constructor(behind) {
    this.behind = behind;
    this.known = new Set();
    this.notes = el("div", { class: "notes", role: "status", "aria-live": "polite" });
    this.boxes = el("div", { class: "boxes" });
  }

  /** Take these answers as already shown: they are older than this view of the chat. */
  skip(answers) {
    for (const { id } of answers) this.known.add(id);
  }

  /** Show an answer {id, text, alert} once, wherever it is heard of first. */
  show({ id, text, alert }) {
    if (this.known.has(id)) return;
    this.known.add(id);
    if (!text) return;
    if (alert) this.#box(text);
    else this.note(text);
  }

  /** A short note; `kind` "error" for what went wrong. */
  note(text, kind = "plain") {
    const props = { class: `toast ${kind}`, "data-testid": "toast", "data-alert": "false" };
    const node = el("div", props, text);
    this.notes.replaceChildren(node);
    setTimeout(() => node.remove(), SHORTEST_MS + PER_CHARACTER_MS * text.length);
  }

  #box(text) {
    const before = document.activeElement;
    const close = () => {
      veil.remove();
      for (const node of this.behind()) node.inert = false;
      before?.focus({ preventScroll: true });
    };
    const ok = button({ class: "primary", i18n: "ok", on: { click: close } });
    const words = el("p", { "data-testid": "toast", "data-alert": "true" }, text);
    const box = el("div", { class: "alert", role: "alertdialog", "aria-label": text }, words, ok);
    const escape = (event) => event.key === "Escape" && close();
    const veil = el("div", { class: "veil", on: { keydown: escape } }, box);
    for (const node of this.behind()) node.inert = true;
    this.boxes.append(veil);
    ok.focus({ preventScroll: true });
  }
}
