/** Puts the page together: what to show, one phone for each person, one feed for all of them. */

import * as api from "./api.js";
import { Clock } from "./clock.js";
import { button, el } from "./dom.js";
import { follow } from "./feed.js";
import { language, onLanguage, pick, setLanguage, t } from "./i18n.js";
import { Phone } from "./phone.js";
import { Tabs } from "./tabs.js";
import { setZone } from "./time.js";
import { Tour } from "./tour.js";

const CHOSEN = "caretaker-language";
const RETRY_MS = 1500;

const linkState = document.getElementById("link-state");

function languages(demo) {
  const follow = (name) => demo && name !== demo.lang && api.turnDemo((demo.lang = name));
  const choose = (name) => {
    localStorage.setItem(CHOSEN, name);
    setLanguage(name);
    follow(name);
  };
  const one = (name, lang, words) =>
    button({ "data-testid": `lang-${name}`, lang, on: { click: () => choose(name) } }, words);
  const buttons = { zh: one("zh", "zh-Hans", "中文"), en: one("en", "en", "English") };
  document.getElementById("languages").append(...Object.values(buttons));
  onLanguage(() => {
    for (const [name, node] of Object.entries(buttons)) {
      node.setAttribute("aria-pressed", String(name === language()));
    }
  });
  setLanguage(localStorage.getItem(CHOSEN) ?? demo?.lang ?? "zh");
  follow(language());
}

/**
 * The phones of the demo; without a demo one for every user of the world, or for those that the
 * address names (`?users=101,102`).
 */
function entriesOf(demo, world) {
  const named = new URLSearchParams(location.search).get("users")?.split(",").map(Number);
  if (demo?.phones?.length && !named) return demo.phones;
  const users = world.users.filter((user) => !named || named.includes(user.id));
  return users.map((user) => ({ user_id: user.id, chat_id: world.bots[0]?.id }));
}

function titled(demo) {
  onLanguage(() => {
    const title = pick(demo?.title) || t("title");
    document.title = title;
    document.getElementById("title").textContent = title;
  });
}

async function refetch(phones) {
  await Promise.all(phones.flatMap((phone) => [
    phone.refresh(),
    ...phone.users.map((user) => phone.refreshChats(user.id)),
  ]));
}

/** Fetch what changed, and only that; a failure is the feed's to mend. */
async function take(news, phones, clock) {
  clock.set(news);
  await Promise.all(phones.flatMap((phone) => fetchesOf(phone, news.screens)));
}

function fetchesOf(phone, screens) {
  const mine = screens.filter(([userId]) => phone.holds(userId));
  const open = mine.some(([userId, chatId]) => userId === phone.userId && chatId === phone.chatId);
  const others = mine.filter(([userId, chatId]) => !phone.shows(userId, chatId));
  const listed = new Set(others.map(([userId]) => userId));
  const lists = [...listed].map((userId) => phone.refreshChats(userId));
  return open ? [phone.refresh(), ...lists] : lists;
}

async function begin() {
  const [world, demo, clock] = await Promise.all([api.world(), api.demo(), api.clock()]);
  // A simulator that is still being set up has nobody in it.
  if (!world.users.length) throw new Error("nobody is here yet");
  if (demo?.zone) setZone(demo.zone);
  languages(demo);
  titled(demo);
  return { world, demo, clock };
}

async function run({ world, demo, clock: time }) {
  const holder = document.getElementById("phones");
  const entries = entriesOf(demo, world);
  const tabs = new Tabs(entries);
  const phones = entries.map((entry, index) => {
    return new Phone(index, entry, world, (phone) => tabs.news(index, phone));
  });
  const clock = new Clock(demo?.jumps, (failure) => phones[tabs.shown]?.complain(failure));
  clock.set(time);
  holder.replaceChildren(...phones.map((phone) => phone.element));
  tabs.attach(phones);
  new Tour(demo?.tour ?? [], (index) => tabs.point(index));
  await refetch(phones);
  await follow(world.version, {
    onChanges: (news) => take(news, phones, clock),
    onBreak: () => (linkState.hidden = false),
    onReturn: async () => {
      const { version } = await api.world();
      clock.set(await api.clock());
      await refetch(phones);
      linkState.hidden = true;
      return version;
    },
  });
}

/** The page may be open before the simulator is: wait for it instead of staying blank. */
async function whenReady() {
  for (;;) {
    try {
      return await begin();
    } catch {
      const note = el("p", { class: "notice", i18n: "unreachable" });
      document.getElementById("phones").replaceChildren(note);
      await new Promise((resume) => setTimeout(resume, RETRY_MS));
    }
  }
}

await run(await whenReady());
