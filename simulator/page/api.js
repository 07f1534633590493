/** The simulator's people side over HTTP: one function per thing that a person can do or see. */

const WAIT_SECONDS = 25;
const SILENCE_MS = (WAIT_SECONDS + 15) * 1000;

async function answer(path, options) {
  const response = await fetch(`/people${path}`, options);
  const body = await response.json().catch(() => null);
  if (response.ok) return body;
  const failure = new Error(body?.error ?? `${response.status} ${response.statusText}`);
  failure.status = response.status;
  throw failure;
}

function get(path, query = {}, signal = undefined) {
  const search = new URLSearchParams(query).toString();
  return answer(search ? `${path}?${search}` : path, { signal, cache: "no-store" });
}

function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answer(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export const world = () => get("/world");
export const screen = (user_id, chat_id) => get("/screen", { user_id, chat_id });
export const chats = (user_id) => get("/chats", { user_id });
export const clock = () => get("/clock");
export const moveClock = (move) => post("/clock", move);
export const say = (words) => post("/say", words);
export const tap = (words) => post("/tap", words);
export const press = (what) => post("/press", what);
export const edit = (what) => post("/edit", what);
export const remove = (what) => post("/delete", what);
export const open = (link) => post("/open", link);

/** What the demo shows (title, zone, phones, jumps, tour), or null when nobody set one up. */
export async function demo() {
  try {
    return await get("/demo");
  } catch (failure) {
    if (failure.status === 404) return null;
    throw failure;
  }
}

/** Tell which language the visitor reads: who set the demo up may let its people follow. */
export const turnDemo = (lang) => post("/demo", { lang });

/**
 * Send files of one kind; several make an album.
 * `to`: {user_id, chat_id, kind, caption?, reply_to?}; empty ones are left out.
 */
export function send(to, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(to)) {
    if (value !== null && value !== undefined && value !== "") form.append(name, value);
  }
  for (const file of files) form.append("file", file, file.name);
  return answer("/send", { method: "POST", body: form });
}

/** Wait for news after `version`; ends by itself when the server is silent for too long. */
export function changes(after, signal) {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(SILENCE_MS)]);
  return get("/changes", { after, wait: WAIT_SECONDS }, patience);
}
