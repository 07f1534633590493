/** From the messages of a screen to what the transcript shows: days, runs of a sender, albums. */

import { senderOf } from "./message.js";
import { serviceText } from "./service.js";
import { dayKey, dayOf } from "./time.js";

/** A run of the same sender ends when this long passes between two messages. */
const RUN_SECONDS = 600;

function albumsOf(messages) {
  const bunches = [];
  for (const message of messages) {
    const previous = bunches.at(-1)?.[0];
    const joined = message.media_group_id && previous?.media_group_id === message.media_group_id;
    if (joined) bunches.at(-1).push(message);
    else bunches.push([message]);
  }
  return bunches;
}

function sameRun(one, other) {
  if (one?.kind !== "bubble" || other?.kind !== "bubble") return false;
  const [left, right] = [one.messages[0], other.messages[0]];
  const close = Math.abs(right.date - left.date) < RUN_SECONDS;
  return senderOf(left)?.id === senderOf(right)?.id && close;
}

function itemOf(messages, me) {
  const [head] = messages;
  const key = `m${head.message_id}`;
  const line = serviceText(head);
  if (line) return { kind: "line", key, text: line, messages };
  return { kind: "bubble", key, messages, own: senderOf(head)?.id === me };
}

function withDays(items) {
  const result = [];
  let day = null;
  for (const item of items) {
    const at = item.messages[0].date * 1000;
    if (dayKey(at) !== day) {
      day = dayKey(at);
      result.push({ kind: "day", key: `d${day}`, text: dayOf(at) });
    }
    result.push(item);
  }
  return result;
}

/**
 * The transcript's items, oldest first: {kind: "bubble" | "line" | "day", key, text?, messages?,
 * own?, first?, last?, content, look}. `content` changes when the message itself was changed,
 * `look` also when only its place among its neighbours did.
 */
export function itemsOf(messages, me) {
  const items = withDays(albumsOf(messages).map((bunch) => itemOf(bunch, me)));
  return items.map((item, index) => {
    const first = !sameRun(items[index - 1], item);
    const last = !sameRun(item, items[index + 1]);
    const content = JSON.stringify(item.messages ?? item.text);
    return { ...item, first, last, content, look: `${first}${last}${item.text ?? ""}${content}` };
  });
}
