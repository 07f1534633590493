/** The bubbles of one chat: changed in place, never drawn anew as a whole. */

import { el, button, icon } from "./dom.js";
import { t } from "./i18n.js";
import { itemsOf } from "./items.js";
import { bubbleRow } from "./message.js";
import { Follower } from "./scroll.js";

const FLASH_MS = 1600;
const TYPING_MS = 5500;

export class Transcript {
  /** `actions`: what a bubble can ask for (press, reply, edit, remove, follow, command). */
  constructor(actions) {
    this.rows = new Map();
    this.busy = new Set();
    const jump = (id) => this.jump(id);
    this.view = { actions: { ...actions, jump }, busy: this.busy, group: false };
    this.missed = 0;
    this.list = el("div", { class: "list", role: "log", label: "messages" });
    this.scroller = el("div", { class: "scroller", tabindex: 0 }, this.list);
    this.count = el("span", { class: "badge", hidden: true });
    const down = { click: () => this.follower.toEnd() };
    const newest = { class: "newest round", label: "newest", hidden: true, on: down };
    this.newest = button(newest, icon("down"), this.count);
    const dots = [el("i"), el("i"), el("i")];
    const typing = { class: "typing", role: "status", hidden: true };
    this.typing = el("div", typing, el("span", { i18n: "typing" }), ...dots);
    this.element = el("div", { class: "viewport" }, this.scroller, this.typing, this.newest);
    const moved = (following) => this.#moved(following);
    this.follower = new Follower(this.scroller, this.list, moved);
  }

  #moved(following) {
    if (following) this.missed = 0;
    this.newest.hidden = following;
    this.#count();
  }

  #count() {
    this.count.textContent = this.missed;
    this.count.hidden = !this.missed;
  }

  /** Forget everything: another chat or another person follows. */
  clear() {
    this.rows.clear();
    this.busy.clear();
    this.list.replaceChildren();
    this.fresh = true;
  }

  /** Show the messages as `me` sees them; `group` says whether names are shown. */
  show(messages, { me, group, typing }) {
    this.view.group = group;
    this.#type(typing);
    const items = itemsOf(messages, me);
    const added = this.#update(items);
    if (!items.length) this.list.replaceChildren(el("p", { class: "line", i18n: "empty" }));
    this.#settle(added);
    this.fresh = false;
  }

  /** A chat action lasts five seconds; nobody tells when it is over. */
  #type(typing) {
    clearTimeout(this.typingEnds);
    this.typing.hidden = !typing;
    if (typing) this.typingEnds = setTimeout(() => (this.typing.hidden = true), TYPING_MS);
  }

  #update(items) {
    const keys = new Set(items.map((item) => item.key));
    for (const [key, row] of this.rows) {
      if (keys.has(key)) continue;
      row.node.remove();
      this.rows.delete(key);
    }
    const added = items.filter((item) => this.#place(item));
    items.forEach((item, index) => {
      const { node } = this.rows.get(item.key);
      const there = this.list.children[index];
      if (there !== node) this.list.insertBefore(node, there ?? null);
    });
    while (this.list.children.length > items.length) this.list.lastChild.remove();
    return added.filter((item) => item.kind === "bubble");
  }

  /** Make or change the row of one item; true when it is new. */
  #place(item) {
    const known = this.rows.get(item.key);
    if (known?.look === item.look) return false;
    const bubble = item.kind === "bubble";
    const node = bubble ? bubbleRow(item, this.view) : el("p", { class: item.kind }, item.text);
    this.rows.set(item.key, { node, look: item.look, content: item.content });
    if (!known) {
      if (!this.fresh) node.classList.add("arriving");
      return true;
    }
    replace(known.node, node);
    if (known.content !== item.content) flash(node, "changed");
    return false;
  }

  #settle(added) {
    if (this.fresh) {
      this.follower.toEnd("instant");
      return;
    }
    if (!added.length) return;
    if (this.follower.following || added.some((item) => item.own)) {
      this.follower.toEnd();
    } else {
      this.missed += added.length;
      this.#count();
    }
  }

  /** Draw every row again, in the language that is now chosen. */
  retell(messages, how) {
    for (const row of this.rows.values()) row.node.remove();
    this.rows.clear();
    const { following } = this.follower;
    const { scrollTop } = this.scroller;
    this.fresh = true;
    this.show(messages, how);
    if (!following) this.scroller.scrollTop = scrollTop;
  }

  /** Show or end the spinner of one button, now and in whatever replaces its bubble. */
  setBusy(id, busy) {
    if (busy) this.busy.add(id);
    else this.busy.delete(id);
    for (const key of this.list.querySelectorAll("[data-key]")) {
      if (key.dataset.key !== id) continue;
      key.classList.toggle("busy", busy);
      key.toggleAttribute("aria-busy", busy);
    }
  }

  /** Go to a message and let it shine; an album is found by any of its photos. */
  jump(id) {
    const found = this.list.querySelector(`[data-message-id="${Number(id)}"]`)?.closest(".row");
    if (!found) return;
    this.follower.toRow(found);
    flash(found, "found");
  }

  /** Draw a confirmation into a small button until it is pressed again or left alone. */
  confirm(node) {
    if (node.classList.contains("sure")) return true;
    node.classList.add("sure");
    node.title = t("removeSure");
    node.setAttribute("aria-label", t("removeSure"));
    setTimeout(() => node.classList.remove("sure"), 2500);
    return false;
  }
}

function flash(node, name) {
  node.classList.remove(name);
  requestAnimationFrame(() => node.classList.add(name));
  setTimeout(() => node.classList.remove(name), FLASH_MS);
}

function replace(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(node);
  if (!focused) return;
  const keys = [...node.querySelectorAll("[data-key]")];
  const twin = keys.find((key) => key.dataset.key === focused.dataset.key);
  (twin ?? node).focus({ preventScroll: true });
}
