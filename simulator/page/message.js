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

function author(from) {
  return el("div", { class: `author ${toneOf(from.id)}` }, nameOf(from));
}

function forwarded({ forward_origin: origin }) {
  if (!origin) return null;
  const who = origin.sender_user ?? origin.sender_chat ?? origin.chat;
  const name = origin.sender_user_name ?? nameOf(who);
  return el("div", { class: "origin" }, t("forwarded", { name }));
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

/** The only markup taken over: the server makes `html` from the text and its entities, safely. */
function body(message, view) {
  const node = el("div", { class: "body" });
  node.innerHTML = message.html;
  for (const block of node.querySelectorAll("blockquote, pre")) endLines(block);
  node.addEventListener("click", (event) => followLink(event, view));
  node.addEventListener("keydown", (event) => event.key === "Enter" && followLink(event, view));
  for (const live of node.querySelectorAll(".command, .spoiler")) {
    live.tabIndex = 0;
    live.setAttribute("role", "button");
    if (live.matches(".spoiler")) live.title = t("spoiler");
  }
  return node;
}

/** A block begins and ends a line by itself: the line breaks around it are not shown again. */
function endLines({ previousSibling: before, nextSibling: after }) {
  if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.replace(/\n$/, "");
  if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
}

function followLink(event, view) {
  const live = event.target.closest(".spoiler:not(.shown), .command, a");
  if (!live) return;
  event.preventDefault();
  if (live.matches(".spoiler")) {
    const hidden = event.currentTarget.querySelectorAll(".spoiler");
    for (const one of hidden) one.classList.add("shown");
  } else if (live.matches(".command")) {
    view.actions.command(live.textContent);
  } else {
    view.actions.follow(live.getAttribute("href"));
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

function reactions({ reactions: given }) {
  if (!given?.length) return null;
  const marks = new Set(given.map((one) => one.emoji).filter(Boolean));
  return el("div", { class: "reactions" }, ...[...marks].map((mark) => el("span", {}, mark)));
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

/** A bubble without words lets the time stand on its photo, or beside its file. */
function kindOfBubble(head, worded) {
  if (worded || !kindOf(head)) return "worded";
  return head.photo ? "bare" : "filed";
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
        { class: `bubble ${kindOfBubble(head, worded)}` },
        view.group && !item.own && item.first && author(from),
        forwarded(head),
        quote(head, view),
        media,
        el("div", { class: "words" }, worded && body(worded, view), meta(item.messages)),
        reactions(head),
      ),
      acts(head, item.own, view),
      inlineKeyboard(head, view),
    ),
  );
}
