/** Which chats the people of one phone have, and what they have not read there. */

import { t } from "./i18n.js";
import { nameOf } from "./message.js";

const newestOf = (messages) => Math.max(0, ...messages.map((message) => message.message_id));

export class Inbox {
  /** `home`: the chat that the phone opens with; it is always the first tab. */
  constructor(world, users, home) {
    this.world = world;
    this.home = home;
    this.lists = new Map(users.map((id) => [id, new Map([[home, { chat_id: home }]])]));
    this.read = new Map();
    this.unread = 0;
  }

  /** Take a person's chat list; on first sight of a chat all of it counts as read. */
  take(userId, chats) {
    const list = this.lists.get(userId);
    for (const chat of chats) {
      const key = `${userId} ${chat.chat_id}`;
      if (!this.read.has(key)) this.read.set(key, chat.last?.message_id ?? 0);
      list.set(chat.chat_id, chat);
    }
    const kept = new Set([this.home, ...chats.map((chat) => chat.chat_id)]);
    for (const id of list.keys()) if (!kept.has(id)) list.delete(id);
  }

  /** The visitor looked at all of these messages: in a group, for everybody of this phone. */
  saw(userId, chatId, messages) {
    const readers = chatId < 0 ? this.lists.keys() : [userId];
    for (const id of readers) this.read.set(`${id} ${chatId}`, newestOf(messages));
    this.unread = 0;
  }

  /** Count what came into the open chat while nobody looked. */
  count(userId, chatId, messages) {
    const key = `${userId} ${chatId}`;
    if (!this.read.has(key)) this.read.set(key, newestOf(messages));
    const read = this.read.get(key);
    this.unread = messages.filter((one) => one.message_id > read && one.from?.id !== userId).length;
  }

  has(userId, chatId) {
    return this.lists.get(userId).has(chatId);
  }

  #fresh(userId, { chat_id: id, last }) {
    return (last?.message_id ?? 0) > (this.read.get(`${userId} ${id}`) ?? 0);
  }

  /** The tabs of a person: [{chat_id, title, note, unread}], home first, then as they came. */
  chats(userId, openId) {
    return [...this.lists.get(userId).values()].map((chat) => ({
      chat_id: chat.chat_id,
      title: chat.title ?? this.#title(chat.chat_id),
      note: this.#note(chat.chat_id),
      unread: chat.chat_id !== openId && this.#fresh(userId, chat),
    }));
  }

  /** The people, other than who speaks now, with something unread outside the open chat. */
  others(userId, openId) {
    const waits = (id) => (chat) => chat.chat_id !== openId && this.#fresh(id, chat);
    const ids = [...this.lists.keys()].filter((id) => id !== userId);
    return new Set(ids.filter((id) => [...this.lists.get(id).values()].some(waits(id))));
  }

  /** Whether anything is unread in the chats that are not open. */
  elsewhere(userId, openId) {
    const mine = this.chats(userId, openId).some((chat) => chat.unread);
    return mine || this.others(userId, openId).size > 0;
  }

  #title(chatId) {
    const bot = this.world.bots.find((one) => one.id === chatId);
    return nameOf(bot ?? this.world.chats.find((one) => one.id === chatId));
  }

  #note(chatId) {
    if (this.world.bots.some((one) => one.id === chatId)) return t("bot");
    const chat = this.world.chats.find((one) => one.id === chatId);
    return chat?.members ? t("members", { count: chat.members.length }) : "";
  }
}
