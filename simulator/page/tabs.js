/** Which phone is looked at: on a narrow screen one at a time, chosen by a bar at the bottom. */

import { button, el } from "./dom.js";
import { onLanguage, pick } from "./i18n.js";

export class Tabs {
  /** `entries`: the phones as the demo describes them. */
  constructor(entries) {
    this.entries = entries;
    this.phones = [];
    this.shown = 0;
    this.narrow = matchMedia("(max-width: 719px)");
    this.nav = document.getElementById("tabs");
    this.nav.replaceChildren(...entries.map((_, index) => this.#tab(index)));
    this.nav.hidden = entries.length < 2;
    this.narrow.addEventListener("change", () => this.#draw());
    onLanguage(() => this.#name());
  }

  #tab(index) {
    const props = { "data-testid": `tab-${index}`, on: { click: () => this.show(index) } };
    return button(props, el("span"), el("i", { class: "badge", hidden: true }));
  }

  #name() {
    [...this.nav.children].forEach((tab, index) => {
      const entry = this.entries[index];
      const name = pick(entry.label) || this.phones[index]?.header.name.textContent;
      tab.firstChild.textContent = name ?? String(index + 1);
    });
  }

  /** Take the phones once they are on the page. */
  attach(phones) {
    this.phones = phones;
    this.#name();
    this.#draw();
  }

  /** Look at one phone. */
  show(index) {
    this.shown = index;
    this.#draw();
  }

  #draw() {
    this.phones.forEach((phone, index) => {
      const shown = index === this.shown;
      phone.element.classList.toggle("shown", shown);
      this.nav.children[index].setAttribute("aria-pressed", String(shown));
      phone.watch(shown || !this.narrow.matches);
    });
  }

  /** Mark a phone's tab: a number for its open chat, a dot for its others. */
  news(index, { inbox, userId, chatId }) {
    const badge = this.nav.children[index].lastChild;
    badge.textContent = inbox.unread || "";
    badge.hidden = !inbox.unread && !inbox.elsewhere(userId, chatId);
  }

  /** Let one phone shine (the tour's current step), or none. */
  point(index) {
    this.phones.forEach((phone, at) => {
      phone.element.classList.toggle("pointed", at === index);
      this.nav.children[at].classList.toggle("pointed", at === index);
    });
  }
}
