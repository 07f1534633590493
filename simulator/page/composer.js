/** Where a person writes: the line, its reply bar, the menu of commands, photos, the keyboard. */

import { el, button, icon } from "./dom.js";
import { t } from "./i18n.js";
import { replyKeyboard } from "./keyboard.js";
import { nameOf, senderOf, summaryOf } from "./message.js";
import { Tray } from "./tray.js";

const TALLEST_PX = 120;

export class Composer {
  /**
   * `actions`: say(text, replyTo), edited(message, text), files(files, caption, replyTo),
   * tap(text), begin(). The first two tell whether it worked.
   */
  constructor(actions) {
    this.actions = actions;
    this.drafts = new Map();
    this.commands = [];
    this.context = null;
    this.input = this.#input();
    this.bar = el("div", { class: "context", hidden: true });
    this.keys = el("div", { class: "reply-keyboard", hidden: true });
    this.tray = new Tray({
      onCommand: (text) => this.#say(text),
      onFiles: (files) => this.#files(files),
    });
    this.#buttons();
    const tools = [this.attach, this.input, this.fold, this.menu, this.send];
    this.line = el("div", { class: "line-in" }, ...tools);
    this.begin = button({ class: "primary", hidden: true, on: { click: () => actions.begin() } });
    const parts = [this.tray.element, this.bar, this.line, this.keys, this.begin];
    this.element = el("footer", { class: "composer" }, ...parts);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#escape(event);
    });
  }

  #input() {
    const props = { rows: 1, label: "input", "data-testid": "input", enterkeyhint: "send" };
    const input = el("textarea", props);
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => {
      // Enter that ends a Chinese input method's composition is not meant for us.
      const composing = event.isComposing || event.keyCode === 229;
      if (event.key !== "Enter" || event.shiftKey || composing) return;
      event.preventDefault();
      this.#submit();
    });
    return input;
  }

  #buttons() {
    const small = (name, label, id, listener) =>
      button({ class: "tool", label, "data-testid": id, on: { click: listener } }, icon(name));
    this.attach = small("attach", "attach", "attach", () => this.tray.toggle("samples"));
    const commands = () => this.tray.toggle("commands", this.commands);
    this.menu = small("menu", "commands", "commands", commands);
    this.fold = small("keyboard", "keyboard", "keyboard", () => this.#fold());
    this.send = small("send", "send", "send", () => this.#submit());
    this.send.classList.add("send");
    this.menu.hidden = true;
    this.fold.hidden = true;
  }

  #typed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST_PX)}px`;
    const text = this.input.value;
    const meant = this.commands.filter((one) => `/${one.command}`.startsWith(text));
    if (text.startsWith("/")) this.tray.open("commands", meant);
    else this.tray.close("commands");
  }

  #set(text) {
    this.input.value = text;
    this.#typed();
    this.tray.close();
  }

  #escape(event) {
    if (this.tray.close()) this.input.focus();
    else if (this.context) this.drop();
    else return;
    event.stopPropagation();
  }

  async #submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { context } = this;
    this.drop();
    this.#set("");
    const done = context?.mode === "edit"
      ? await this.actions.edited(context.message, text)
      : await this.actions.say(text, context?.message.message_id);
    if (!done && !this.input.value) this.#set(text);
  }

  #say(text) {
    this.#set("");
    this.input.focus({ preventScroll: true });
    this.actions.say(text);
  }

  async #files(files) {
    const caption = this.input.value.trim();
    const replyTo = this.context?.message.message_id;
    this.drop();
    this.#set("");
    await this.actions.files(files, caption, replyTo);
  }

  #fold() {
    this.keys.hidden = !this.keys.hidden;
    this.fold.setAttribute("aria-expanded", String(!this.keys.hidden));
  }

  /** What this chat offers now: commands, keyboard, and whether one must first start or unblock. */
  offer({ commands, reply_keyboard: markup, started, blocked, chat }) {
    this.commands = commands ?? [];
    this.menu.hidden = !this.commands.length;
    this.#keyboard(markup);
    const idle = chat.type === "private" && (blocked || !started);
    this.line.hidden = idle;
    this.begin.hidden = !idle;
    if (!idle) return;
    this.begin.dataset.i18n = blocked ? "unblock" : "start";
    this.begin.textContent = t(this.begin.dataset.i18n);
  }

  #keyboard(markup) {
    const shown = markup?.keyboard?.length ? JSON.stringify(markup) : "";
    this.input.placeholder = markup?.input_field_placeholder ?? t("input");
    if (shown === this.shown) return;
    this.shown = shown;
    const tap = (text) => {
      if (markup.one_time_keyboard) this.#fold();
      this.actions.tap(text);
    };
    this.keys.replaceChildren(...(shown ? replyKeyboard(markup, tap) : []));
    this.keys.hidden = !shown;
    this.fold.hidden = !shown;
    this.fold.setAttribute("aria-expanded", String(Boolean(shown)));
  }

  /** Answer or edit one message: shown above the line until it is sent or dropped. */
  take(mode, message) {
    this.context = { mode, message };
    const title = mode === "edit" ? t("editing") : nameOf(senderOf(message));
    const summary = el("span", {}, summaryOf(message));
    this.bar.replaceChildren(
      icon(mode),
      el("div", { class: "context-words" }, el("strong", {}, title), summary),
      button({ class: "tool", label: "cancel", on: { click: () => this.drop() } }, icon("close")),
    );
    this.bar.hidden = false;
    if (mode === "edit") this.#set(message.text);
    this.input.focus({ preventScroll: true });
  }

  /** Forget what is answered or edited. */
  drop() {
    if (this.context?.mode === "edit") this.#set("");
    this.context = null;
    this.bar.hidden = true;
  }

  /** Another chat or speaker: each keeps its own unsent words. */
  move(from, to) {
    if (this.context?.mode !== "edit") this.drafts.set(from, this.input.value);
    this.drop();
    this.#set(this.drafts.get(to) ?? "");
  }
}
