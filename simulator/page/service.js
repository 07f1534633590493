/** What happened to a chat ("X joined"), as the thin line between the bubbles. */

import { t } from "./i18n.js";
import { kindOf } from "./media.js";
import { nameOf } from "./message.js";

const ALONE = {
  group_chat_created: "groupMade",
  supergroup_chat_created: "groupMade",
  migrate_to_chat_id: "migrated",
  migrate_from_chat_id: "migrated",
  pinned_message: "pinned",
  forum_topic_closed: "topicClosed",
  forum_topic_reopened: "topicReopened",
  forum_topic_edited: "topicEdited",
};

function came(message, by) {
  const people = message.new_chat_members;
  const alone = people.length === 1 && people[0].id === message.from?.id;
  const name = people.map(nameOf).join(", ");
  return alone ? t("joined", { name }) : t("added", { by, name });
}

function went(message, by) {
  const person = message.left_chat_member;
  const name = nameOf(person);
  return person.id === message.from?.id ? t("left", { name }) : t("removed", { by, name });
}

/** The sentence for a service message; null for a message that somebody wrote or sent. */
export function serviceText(message) {
  const by = nameOf(message.from);
  if (message.new_chat_members) return came(message, by);
  if (message.left_chat_member) return went(message, by);
  if (message.new_chat_title) return t("titled", { by, title: message.new_chat_title });
  const topic = message.forum_topic_created;
  if (topic) return t("topicMade", { name: topic.name });
  const fact = Object.keys(ALONE).find((name) => message[name]);
  if (fact) return t(ALONE[fact], { by });
  const content = message.text ?? message.caption ?? kindOf(message);
  return content ? null : t("service");
}
