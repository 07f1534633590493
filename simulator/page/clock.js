/** The simulated clock of the top bar: shown as the school's wall clock, moved by three buttons. */

import * as api from "./api.js";
import { button, el } from "./dom.js";
import { onLanguage } from "./i18n.js";
import { dateOf, hourOf, nextMorning } from "./time.js";

const MOVES = [
  { id: "clock-15", key: "clock15", short: "clockShort15", move: () => ({ forward: 900 }) },
  { id: "clock-60", key: "clock60", short: "clockShort60", move: () => ({ forward: 3600 }) },
  {
    id: "clock-morning",
    key: "clockMorning",
    short: "clockShortMorning",
    move: (now) => ({ to: new Date(nextMorning(now)).toISOString() }),
  },
];

export class Clock {
  /** `onFailure(error)` when the clock could not be moved. */
  constructor(onFailure) {
    this.onFailure = onFailure;
    this.day = document.getElementById("clock-day");
    this.time = document.getElementById("clock-time");
    this.now = 0;
    this.heardAt = 0;
    this.flowing = false;
    const buttons = MOVES.map((one) => this.#button(one));
    document.getElementById("clock-moves").append(...buttons);
    onLanguage(() => this.#draw());
    setInterval(() => this.flowing && this.#draw(), 1000);
  }

  #button({ id, key, short, move }) {
    const words = el("span", { class: "long", i18n: key });
    const brief = el("span", { class: "short", i18n: short });
    const click = () => this.#move(node, move);
    const node = button({ "data-testid": id, on: { click } }, words, brief);
    return node;
  }

  async #move(node, move) {
    if (this.moving) return;
    this.moving = true;
    node.setAttribute("aria-busy", "true");
    try {
      this.set(await api.moveClock(move(this.current())));
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
  }
}
