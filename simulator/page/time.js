/** Moments as the school's wall clock shows them. Moments are numbers: milliseconds since 1970. */

import { language } from "./i18n.js";

const DAY_MS = 86_400_000;
const formats = new Map();
let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Use the school's IANA zone, for example "Asia/Shanghai". */
export function setZone(name) {
  zone = name;
  formats.clear();
}

function format(name, options) {
  const key = `${name}-${language()}`;
  if (!formats.has(key)) {
    const locale = language() === "zh" ? "zh-CN" : "en-GB";
    formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  }
  return formats.get(key);
}

/** "09:05". */
export function hourOf(at) {
  return format("hour", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** Chinese puts no space before the weekday, and the eye misses it. */
function spaced(date) {
  return date.replace(/(?<=日)(?=周|星期)/, " ");
}

/** "11月24日 周一" or "Mon, 24 Nov": the separator between two days of a chat. */
export function dayOf(at) {
  return spaced(format("day", { month: "short", day: "numeric", weekday: "short" }).format(at));
}

/** "2025年11月24日 周一" or "Mon, 24 Nov 2025". */
export function dateOf(at) {
  const options = { year: "numeric", month: "short", day: "numeric", weekday: "short" };
  return spaced(format("date", options).format(at));
}

/** "10月8日 周四 08:00" or "Thu 8 Oct 08:00". */
export function momentOf(at) {
  return `${dayOf(at)} ${hourOf(at)}`;
}

function wall(at) {
  const numeric = { year: "numeric", month: "numeric", day: "numeric" };
  const clock = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" };
  const parts = format("wall", { ...numeric, ...clock }).formatToParts(at);
  const part = (type) => Number(parts.find((one) => one.type === type).value);
  return Date.UTC(
    part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"),
  );
}

/** A key that is equal for two moments of the same day in the school's zone. */
export function dayKey(at) {
  return Math.floor(wall(at) / DAY_MS);
}
