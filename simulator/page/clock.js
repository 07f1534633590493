/** The simulated clock of the top bar: shown as the school's wall clock, moved by buttons. */

import * as api from "./api.js";
import { button, el } from "./dom.js";
import { onLanguage, pick, t } from "./i18n.js";
import { dateOf, hourOf, momentOf } from "./time.js";

/** What can be done with the clock of a world that nobody described. */
const USUAL = [
  { id: "minutes", label: { en: "+10 min", zh: "+10 分钟" }, forward: 600 },
  { id: "hour", label: { en: "+1 h", zh: "+1 小时" }, forward: 3600 },
  { id: "day", label: { en: "+1 day", zh: "+1 天" }, forward: 86_400 },
];

export class Clock {
  /**
   * `jumps`: [{id, label, short?, forward}] by so many seconds, or with `to`, a list of moments in
   * order: to the first that is still to come. `onFailure(error)` when the clock was not moved.
   */
  constructor(jumps, onFailure) {
    this.onFailure = onFailure;
    this.day = document.getElementById("clock-day");
    this.time = document.getElementById("clock-time");
    this.now = 0;
    this.heardAt = 0;
    this.flowing = false;
    this.buttons = (jumps ?? USUAL).map((jump) => this.#button(jump));
    document.getElementById("clock-moves").append(...this.buttons.map(({ node }) => node));
    onLanguage(() => this.#name());
    setInterval(() => this.flowing && this.#draw(), 1000);
  }

  #button(jump) {
    const words = el("span", { class: "long" });
    const brief = el("span", { class: "short" });
    const click = () => this.#move(node, jump);
    const node = button({ "data-testid": `clock-${jump.id}`, on: { click } }, words, brief);
    return { jump, node, words, brief };
  }

  #name() {
    for (const { jump, words, brief } of this.buttons) {
      words.textContent = pick(jump.label);
      brief.textContent = pick(jump.short ?? jump.label);
    }
    this.#draw();
  }

  /** Where a button leads: the body of the request; null when nothing is ahead any more. */
  #aim({ forward, to }) {
    if (!to) return { forward };
    const next = to.find((moment) => Date.parse(moment) > this.current());
    return next ? { to: next } : null;
  }

  async #move(node, jump) {
    const aim = this.#aim(jump);
    if (this.moving || !aim) return;
    this.moving = true;
    node.setAttribute("aria-busy", "true");
    try {
      this.set(await api.moveClock(aim));
    } catch (failure) {
      this.onFailure(failure);
    } finally {
      this.moving = false;
      node.removeAttribute("aria-busy");
    }
  }

  /** The simulated moment now, in milliseconds. */
  current() {
    return this.now + (this.flowing ? performance.now() - this.heardAt : 0);
  }

  /** Take the server's word {now, flowing?}. */
  set({ now, flowing = this.flowing }) {
    this.now = Date.parse(now);
    this.heardAt = performance.now();
    this.flowing = flowing;
    this.#draw();
  }

  #draw() {
    if (!this.now) return;
    const at = this.current();
    this.day.textContent = dateOf(at);
    this.time.textContent = hourOf(at);
    this.time.parentElement.dateTime = new Date(at).toISOString();
    for (const { jump, node } of this.buttons) this.#tell(jump, node);
  }

  /** Say in a button's tooltip which moment it leads to. */
  #tell(jump, node) {
    const aim = this.#aim(jump);
    node.disabled = !aim;
    node.title = aim?.to ? t("clockTo", { moment: momentOf(Date.parse(aim.to)) }) : "";
  }
}
