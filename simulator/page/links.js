/** What a link inside a chat leads to. */

/**
 * {start: {username, payload}} for a link that opens a bot, {message: {chat_id, message_id}} for
 * one to a message of a private group, {page: url} for a page of the web, else {}.
 */
export function targetOf(href) {
  const url = URL.canParse(href, location.href) ? new URL(href, location.href) : null;
  if (!url) return {};
  if (url.protocol === "tg:") return fromScheme(url);
  if (!/^https?:$/.test(url.protocol)) return {};
  if (!/^(www\.)?(t|telegram)\.me$/.test(url.hostname)) return { page: url.href };
  const [first, second, third] = url.pathname.split("/").filter(Boolean);
  if (first === "c") {
    return { message: { chat_id: Number(`-100${second}`), message_id: Number(third) } };
  }
  return first ? { start: { username: first, payload: url.searchParams.get("start") } } : {};
}

function fromScheme(url) {
  const username = url.searchParams.get("domain");
  if (!url.href.startsWith("tg://resolve") || !username) return {};
  return { start: { username, payload: url.searchParams.get("start") } };
}
