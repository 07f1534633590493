/** One long poll that keeps the whole page up to date, and finds its way back after a break. */

import * as api from "./api.js";

/** Bursts are taken together: the screens of several quick changes are fetched once. */
const GATHER_MS = 60;
const RETRY_MS = [500, 1000, 2000, 4000, 8000];

const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

function whenVisible() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resume) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", look);
      resume();
    };
    document.addEventListener("visibilitychange", look);
  });
}

/** A hidden page lets go of its connection: browsers allow only six to one server. */
function endWhenHidden() {
  const control = new AbortController();
  const look = () => document.hidden && control.abort();
  const stop = () => document.removeEventListener("visibilitychange", look);
  document.addEventListener("visibilitychange", look);
  return { signal: control.signal, stop };
}

async function once(version, onChanges) {
  const patience = endWhenHidden();
  try {
    const news = await api.changes(version, patience.signal);
    if (news.version < version) throw new Error("the server began anew");
    await onChanges(news);
    if (news.screens.length) await pause(GATHER_MS);
    return news.version;
  } finally {
    patience.stop();
  }
}

/**
 * Follow the world from `version` for as long as the page lives.
 * `onChanges({version, now, screens})` on news, done before the next question; `onBreak()` when
 * the connection is lost; `onReturn()` once it may answer again: it fetches everything anew and
 * gives the version to go on from.
 */
export async function follow(version, { onChanges, onBreak, onReturn }) {
  let at = version;
  let failures = 0;
  for (;;) {
    await whenVisible();
    try {
      if (failures) at = await onReturn();
      failures = 0;
      at = await once(at, onChanges);
    } catch {
      if (document.hidden) continue;
      if (failures) await pause(RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
      failures += 1;
      onBreak();
    }
  }
}
