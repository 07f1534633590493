/** The top of a phone: whose it is, who is speaking, and which chat is open. */

import { el, button } from "./dom.js";
import { onLanguage, pick, t } from "./i18n.js";
import { nameOf, toneOf } from "./message.js";

export class Header {
  /**
   * `entry`: the phone as the demo describes it; `users`: the people who share it;
   * `nameId`: the id of the heading by which the whole phone is called.
   */
  constructor(entry, users, { nameId, onSpeaker, onChat }) {
    this.onSpeaker = onSpeaker;
    this.onChat = onChat;
    this.name = el("h2", { id: nameId });
    this.role = el("p", { class: "role" });
    const face = (user) =>
      el("span", { class: `face ${toneOf(user.id)}`, "aria-hidden": "true" }, [...nameOf(user)][0]);
    const faces = users.map(face);
    const who = el("div", { class: "who" }, this.name, this.role);
    const owner = el("div", { class: "owner" }, el("div", { class: "faces" }, ...faces), who);
    this.speakers = users.length > 1 ? this.#speakers(users) : null;
    this.tabs = el("div", { class: "chats", role: "group", label: "chats" });
    this.element = el("header", { class: "head" }, owner, this.speakers, this.tabs);
    onLanguage(() => {
      this.name.textContent = pick(entry.label) || nameOf(users[0]);
      this.role.textContent = pick(entry.role);
    });
  }

  #speakers(users) {
    const one = (user) =>
      button(
        {
          "data-testid": `speaker-${user.id}`,
          "data-user": user.id,
          on: { click: () => this.onSpeaker(user.id) },
        },
        el("span", {}, nameOf(user)),
        el("i", { class: "dot", hidden: true }),
      );
    const props = { class: "segmented", role: "group", label: "speaker" };
    const group = el("div", props, ...users.map(one));
    return el("div", { class: "speakers" }, el("span", { i18n: "speaker" }), group);
  }

  /** Show who speaks; `news` holds the ids of those whose other chats have something unread. */
  speak(userId, news) {
    for (const one of this.speakers?.querySelectorAll("button") ?? []) {
      const id = Number(one.dataset.user);
      one.setAttribute("aria-pressed", String(id === userId));
      one.querySelector(".dot").hidden = !news.has(id);
    }
  }

  /** Show the chats [{chat_id, title, note, unread}] with the open one marked. */
  list(chats, openId) {
    const many = chats.length > 1;
    this.tabs.classList.toggle("many", many);
    const shown = JSON.stringify([chats, openId]);
    if (shown === this.shown) return;
    this.shown = shown;
    const focused = this.tabs.contains(document.activeElement);
    this.tabs.replaceChildren(...chats.map((chat) => this.#tab(chat, openId, many)));
    if (focused) this.tabs.querySelector("[aria-pressed=true]")?.focus();
  }

  #tab(chat, openId, many) {
    const open = chat.chat_id === openId;
    const dot = chat.unread && !open;
    return button(
      {
        class: "chat-tab",
        "data-testid": "chat-tab",
        "data-chat-id": chat.chat_id,
        "aria-pressed": String(open),
        title: chat.title,
        on: { click: () => this.onChat(chat.chat_id) },
      },
      el("span", {}, chat.title),
      !many && chat.note && el("small", {}, chat.note),
      dot && el("i", { class: "dot", role: "img", "aria-label": t("unread") }),
    );
  }
}
