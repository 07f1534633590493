/** The tour: what to try, step by step, ticked by the visitor; each step points at its phone. */

import { el, button, icon } from "./dom.js";
import { onLanguage, pick } from "./i18n.js";

const TICKED = "caretaker-tour-ticked";
const CLOSED = "caretaker-tour-closed";

export class Tour {
  /**
   * `steps`: [{en, zh, name?: {en, zh}, highlights?}]; `onPoint(index)` when a step wants to show
   * its phone.
   */
  constructor(steps, onPoint) {
    this.steps = steps;
    this.onPoint = onPoint;
    this.panel = document.getElementById("tour");
    this.toggle = document.getElementById("tour-toggle");
    if (!steps.length) return;
    this.ticked = new Set(JSON.parse(sessionStorage.getItem(TICKED) ?? "[]"));
    this.items = steps.map((_, index) => this.#item(index));
    this.done = el("p", { class: "tour-done", i18n: "tourDone" });
    const shut = { class: "round", label: "tourClose", on: { click: () => this.#open(false) } };
    const close = button(shut, icon("close"));
    this.list = el("ol", {}, ...this.items);
    this.panel.append(el("h2", { i18n: "tour" }), this.list, this.done, close);
    this.toggle.hidden = false;
    this.toggle.addEventListener("click", () => this.#open(this.panel.hidden));
    onLanguage(() => this.#tell());
    addEventListener("resize", () => this.#reveal());
    this.#open(sessionStorage.getItem(CLOSED) !== "yes");
    this.#draw();
  }

  #tell() {
    this.items.forEach((item, index) => {
      const step = this.steps[index];
      item.querySelector(".step-name").textContent = pick(step.name);
      item.querySelector(".step-words").textContent = item.title = pick(step);
    });
  }

  #item(index) {
    const tick = () => this.#tick(index, box.checked);
    const box = el("input", { type: "checkbox", on: { change: tick } });
    const drawn = [String(index + 1), icon("check")];
    const mark = el("span", { class: "mark", "aria-hidden": "true" }, ...drawn);
    const words = [el("b", { class: "step-name" }), " ", el("span", { class: "step-words" })];
    const label = el("label", {}, box, mark, el("span", {}, ...words));
    return el("li", { "data-testid": `tour-step-${index}` }, label);
  }

  #tick(index, ticked) {
    if (ticked) this.ticked.add(index);
    else this.ticked.delete(index);
    sessionStorage.setItem(TICKED, JSON.stringify([...this.ticked]));
    this.#draw();
  }

  #open(open) {
    this.panel.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    sessionStorage.setItem(CLOSED, open ? "no" : "yes");
    this.#point();
  }

  #draw() {
    this.current = this.steps.findIndex((_, index) => !this.ticked.has(index));
    this.items.forEach((item, index) => {
      item.querySelector("input").checked = this.ticked.has(index);
      item.classList.toggle("ticked", this.ticked.has(index));
      item.toggleAttribute("aria-current", index === this.current);
      if (index === this.current) item.setAttribute("aria-current", "step");
    });
    this.done.hidden = this.current !== -1;
    this.#reveal();
    this.#point();
  }

  /** Only the list itself scrolls: the page stays where it is. */
  #reveal() {
    const item = this.items[this.current];
    if (!item) return;
    const { offsetLeft, offsetTop } = item;
    const { list } = this;
    list.scrollTo({ left: offsetLeft - list.offsetLeft, top: offsetTop - list.offsetTop });
  }

  #point() {
    const step = this.panel.hidden ? null : this.steps[this.current];
    this.onPoint(step?.highlights ?? null);
  }
}
