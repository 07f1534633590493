/** One phone: whose eyes and hands it is, which chat is open, and what happens when it is used. */

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { Header } from "./header.js";
import { onLanguage, t } from "./i18n.js";
import { Inbox } from "./inbox.js";
import { keyId } from "./keyboard.js";
import { targetOf } from "./links.js";
import { Toasts } from "./toast.js";
import { Transcript } from "./transcript.js";
import { kindOfFile, together } from "./uploads.js";

/** A bot that never answers a press leaves its spinner for this long, as Telegram's apps do. */
const PRESS_PATIENCE_MS = 15_000;

export class Phone {
  /** `onNews(phone)` is called when its number of unread messages may have changed. */
  constructor(index, entry, world, onNews) {
    this.world = world;
    this.onNews = onNews;
    const ids = entry.user_ids ?? [entry.user_id];
    this.users = ids.map((id) => world.users.find((user) => user.id === id)).filter(Boolean);
    this.userId = ids[0];
    this.chatId = entry.chat_id;
    this.inbox = new Inbox(world, ids, entry.chat_id);
    this.waiting = new Map();
    this.watched = true;
    this.#build(index, entry);
    onLanguage(() => this.#retell());
  }

  #build(index, entry) {
    this.header = new Header(entry, this.users, {
      nameId: `phone-name-${index}`,
      onSpeaker: (id) => this.turn(id, this.chatId),
      onChat: (id) => this.turn(this.userId, id),
    });
    this.transcript = new Transcript({
      press: (message, key) => this.#press(message, key),
      reply: (message) => this.composer.take("reply", message),
      edit: (message) => this.composer.take("edit", message),
      remove: ({ message_id }, node) =>
        this.transcript.confirm(node) && this.#try(api.remove(this.#at({ message_id }))),
      follow: (href) => this.#follow(href),
      command: (text) => this.#try(api.say(this.#at({ text }))),
    });
    this.composer = new Composer({
      say: (text, reply_to) => this.#try(api.say(this.#at({ text, reply_to }))),
      tap: (text) => this.#try(api.tap(this.#at({ text }))),
      edited: ({ message_id }, text) => this.#try(api.edit(this.#at({ message_id, text }))),
      files: (files, caption, reply_to) => this.#sendFiles(files, caption, reply_to),
      begin: () => this.#try(api.open({ user_id: this.userId, bot_id: this.chatId })),
    });
    const inside = [this.header.element, this.transcript.element, this.composer.element];
    this.toasts = new Toasts(() => inside);
    this.transcript.element.append(this.toasts.notes);
    const props = { class: "phone", "data-testid": `phone-${index}` };
    const named = { "aria-labelledby": `phone-name-${index}` };
    this.element = el("section", { ...props, ...named }, ...inside, this.toasts.boxes);
  }

  #at(rest) {
    return { user_id: this.userId, chat_id: this.chatId, ...rest };
  }

  /** Wait for what was asked; the server's own sentence is shown when it refuses. */
  async #try(asked) {
    try {
      return (await asked) ?? true;
    } catch (failure) {
      this.complain(failure);
      return null;
    }
  }

  /** Tell the person what failed: the server's own sentence, if it gave one. */
  complain(failure) {
    this.toasts.note(failure.status ? failure.message : t("unreachable"), "error");
  }

  /** Look through another person's eyes, or at another chat. */
  async turn(userId, chatId) {
    if (userId === this.userId && chatId === this.chatId) return;
    this.composer.move(`${this.userId} ${this.chatId}`, `${userId} ${chatId}`);
    [this.userId, this.chatId] = [userId, chatId];
    this.screen = null;
    this.#heading();
    await this.refresh();
  }

  /** Whether this phone shows, or keeps an eye on, what `userId` sees. */
  holds(userId) {
    return this.users.some((user) => user.id === userId);
  }

  /** Whether a change of this screen is before the visitor's eyes: a group is the same for all. */
  shows(userId, chatId) {
    const shared = chatId === this.screen?.chat.id && this.screen.chat.type !== "private";
    return chatId === this.chatId && (userId === this.userId || shared);
  }

  /** Fetch the open screen; calls that come meanwhile are answered by one more fetch. */
  async refresh() {
    this.stale = true;
    if (this.fetching) return this.fetching;
    this.fetching = this.#fetch().finally(() => (this.fetching = null));
    return this.fetching;
  }

  async #fetch() {
    while (this.stale) {
      this.stale = false;
      const { userId, chatId } = this;
      const screen = await api.screen(userId, chatId);
      if (userId === this.userId && chatId === this.chatId) this.#show(screen);
      else this.stale = true;
    }
  }

  /** Fetch which chats a person of this phone has, and what is unread there. */
  async refreshChats(userId = this.userId) {
    this.inbox.take(userId, await api.chats(userId));
    this.#heading();
  }

  #show(screen) {
    if (!this.screen) {
      this.transcript.clear();
      this.toasts.skip(screen.toasts);
    }
    this.screen = screen;
    this.transcript.show(screen.messages, this.#how());
    this.composer.offer(screen);
    for (const answer of screen.toasts) this.#answered(answer);
    if (this.watched) this.inbox.saw(this.userId, this.chatId, screen.messages);
    this.inbox.count(this.userId, this.chatId, screen.messages);
    this.#heading();
  }

  #how() {
    const { chat, typing } = this.screen;
    return { me: this.userId, group: chat.type !== "private", typing };
  }

  #retell() {
    if (!this.screen) return;
    this.transcript.retell(this.screen.messages, this.#how());
    this.composer.offer(this.screen);
    this.#heading();
  }

  #heading() {
    this.header.list(this.inbox.chats(this.userId, this.chatId), this.chatId);
    this.header.speak(this.userId, this.inbox.others(this.userId, this.chatId));
    this.onNews(this);
  }

  /** Say whether somebody looks at this phone: on a narrow screen only one is shown. */
  watch(watched) {
    this.watched = watched;
    if (watched && this.screen) this.inbox.saw(this.userId, this.chatId, this.screen.messages);
    if (watched && this.transcript.follower.following) this.transcript.follower.toEnd("instant");
    this.onNews(this);
  }

  async #press(message, key) {
    if (!key.callback_data) {
      this.#pressElse(key);
      return;
    }
    const id = keyId(message, key);
    if (this.transcript.busy.has(id)) return;
    this.transcript.setBusy(id, true);
    const end = () => this.transcript.setBusy(id, false);
    const { message_id } = message;
    const answer = await this.#try(api.press(this.#at({ message_id, data: key.callback_data })));
    if (!answer || answer.answered) {
      end();
      if (answer) this.toasts.show(answer);
      if (answer?.url) this.#follow(answer.url);
      return;
    }
    this.waiting.set(answer.id, end);
    setTimeout(() => this.#done(answer.id), PRESS_PATIENCE_MS);
  }

  #pressElse(key) {
    const address = key.url ?? key.web_app?.url;
    if (address) this.#follow(address);
    else if (key.copy_text) this.#copy(key.copy_text.text);
    else this.toasts.note(t("notHere"));
  }

  async #copy(text) {
    await navigator.clipboard.writeText(text);
    this.toasts.note(t("copied"));
  }

  #answered(answer) {
    this.#done(answer.id);
    this.toasts.show(answer);
  }

  #done(id) {
    this.waiting.get(id)?.();
    this.waiting.delete(id);
  }

  async #follow(href) {
    const { start, message, page } = targetOf(href);
    const named = (one) => one.username?.toLowerCase() === start?.username.toLowerCase();
    const bot = this.world.bots.find(named);
    if (bot) {
      const payload = start.payload ?? undefined;
      await this.turn(this.userId, bot.id);
      await this.#try(api.open({ user_id: this.userId, bot_id: bot.id, payload }));
    } else if (message && this.inbox.has(this.userId, message.chat_id)) {
      await this.turn(this.userId, message.chat_id);
      this.transcript.jump(message.message_id);
    } else if (page) {
      window.open(page, "_blank", "noopener");
    }
  }

  async #sendFiles(files, caption, reply_to) {
    for (const [kind, bunch] of together(files, kindOfFile)) {
      await this.#try(api.send(this.#at({ kind, caption, reply_to }), bunch));
    }
  }
}
