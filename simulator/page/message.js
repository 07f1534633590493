/** One message, or one album, as a bubble. */

import { el, button, icon } from "./dom.js";
import { t } from "./i18n.js";
import { inlineKeyboard } from "./keyboard.js";
import { attachmentsOf, kindOf } from "./media.js";
import { hourOf } from "./time.js";

const TONES = 7;

/** "王建国" or "Anna Petrova" for a user, the title for a chat that speaks as itself. */
export function nameOf(who) {
  if (!who) return "";
  return who.title ?? [who.first_name, who.last_name].filter(Boolean).join(" ");
}

/** The colour class that a person keeps everywhere on the page. */
export function toneOf(id) {
  return `tone-${Math.abs(id) % TONES}`;
}

/** Who speaks: the chat for anonymous admins and channels, else the user. */
export function senderOf(message) {
  return message.sender_chat ?? message.from;
}

/** A message in one line of plain text, for quotes and the reply bar. */
export function summaryOf(message) {
  const words = message.text ?? message.caption;
  const kind = kindOf(message);
  return [kind && t(kind), words].filter(Boolean).join(" · ").replaceAll("\n", " ") || t("other");
}

function quote(message, view) {
  const original = message.reply_to_message;
  if (!original || original.forum_topic_created) return null;
  const from = senderOf(original);
  return button(
    {
      class: `quote ${toneOf(from?.id ?? 0)}`,
      on: { click: () => view.actions.jump(original.message_id) },
    },
    el("strong", {}, nameOf(from)),
    el("span", {}, message.quote?.text ?? summaryOf(original)),
  );
}

/** The server's `html` is made safe there from the message's entities: the only markup taken over. */
function body(message, view) {
  const node = el("div", { class: "body" });
  node.innerHTML = message.html;
  node.addEventListener("click", (event) => followLink(event, view));
  for (const hidden of node.querySelectorAll(".tg-spoiler, tg-spoiler")) {
    hidden.tabIndex = 0;
    hidden.title = t("spoiler");
    hidden.setAttribute("role", "button");
  }
  return node;
}

function followLink(event, view) {
  const hidden = event.target.closest(".tg-spoiler, tg-spoiler");
  const link = event.target.closest("a, [data-command]");
  if (hidden && !hidden.classList.contains("shown")) {
    event.preventDefault();
    hidden.classList.add("shown");
  } else if (link) {
    event.preventDefault();
    if (link.dataset.command) view.actions.command(link.dataset.command);
    else view.actions.follow(link.getAttribute("href"));
  }
}

function meta(messages) {
  const [first] = messages;
  const edited = messages.some((message) => message.edit_date);
  const at = new Date(first.date * 1000);
  return el(
    "span",
    { class: "meta" },
    edited && el("span", { class: "edited", i18n: "edited" }),
    el("time", { datetime: at.toISOString() }, hourOf(at.getTime())),
  );
}

function acts(message, own, view) {
  const act = (name, label, listener) =>
    button({ class: `act ${name}`, label, on: { click: listener } }, icon(name));
  return el(
    "div",
    { class: "acts" },
    own && message.text && act("edit", "edit", () => view.actions.edit(message)),
    own && act("delete", "remove", (event) => view.actions.remove(message, event.currentTarget)),
    act("reply", "reply", () => view.actions.reply(message)),
  );
}

/**
 * The row of one item of the transcript: {messages, own, first, last}, where several messages are
 * an album and first/last say where it stands in a run of the same sender.
 */
export function bubbleRow(item, view) {
  const [head] = item.messages;
  const from = senderOf(head);
  const worded = item.messages.find((message) => message.html);
  const media = attachmentsOf(item.messages, view);
  const side = [item.own && "own", item.first && "first", item.last && "last"].filter(Boolean);
  return el(
    "article",
    {
      class: ["row", ...side].join(" "),
      tabindex: -1,
      "data-testid": "message",
      "data-message-id": head.message_id,
      "aria-label": nameOf(from),
    },
    el(
      "div",
      { class: head.reply_markup?.inline_keyboard ? "stack keyed" : "stack" },
      el(
        "div",
        { class: worded || !head.photo ? "bubble" : "bubble bare" },
        view.group && !item.own && item.first && el("div", { class: `author ${toneOf(from.id)}` }, nameOf(from)),
        quote(head, view),
        media,
        el("div", { class: "words" }, worded && body(worded, view), meta(item.messages)),
      ),
      acts(head, item.own, view),
      inlineKeyboard(head, view),
    ),
  );
}
