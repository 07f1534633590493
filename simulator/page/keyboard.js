/** Keyboards: the one under a message, and the one that replaces typing. */

import { el, button, icon } from "./dom.js";

/** What tells one button of a message from another while its press is under way. */
export function keyId(message, key) {
  return `${message.message_id} ${key.callback_data ?? key.text}`;
}

function inlineKey(message, key, view) {
  const busy = view.busy.has(keyId(message, key));
  const leaves = key.url || key.web_app;
  return button(
    {
      class: ["key", key.style, busy && "busy"].filter(Boolean).join(" "),
      "data-testid": "button",
      "data-label": key.text,
      "data-key": keyId(message, key),
      "aria-busy": busy ? "true" : null,
      on: { click: () => view.actions.press(message, key) },
    },
    el("span", {}, key.text),
    leaves && icon("link"),
  );
}

/** The rows under a message, or null. A press shows a spinner until the bot has answered. */
export function inlineKeyboard(message, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const keysOf = (row) => row.map((key) => inlineKey(message, key, view));
  const drawn = rows.map((row) => el("div", { class: "keys" }, ...keysOf(row)));
  return el("div", { class: "keyboard" }, ...drawn);
}

/** The rows of a ReplyKeyboardMarkup; pressing one is saying it. */
export function replyKeyboard(markup, onTap) {
  const keyOf = (key) => {
    const text = typeof key === "string" ? key : key.text;
    return button(
      {
        class: "key",
        "data-testid": "reply-button",
        "data-label": text,
        on: { click: () => onTap(text) },
      },
      el("span", {}, text),
    );
  };
  return markup.keyboard.map((row) => el("div", { class: "keys" }, ...row.map(keyOf)));
}
