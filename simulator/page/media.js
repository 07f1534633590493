/** Photos, albums, files and voice inside a bubble, and the enlarged photo. */

import { el, button, icon } from "./dom.js";
import { t } from "./i18n.js";

const SEEN = ["photo", "animation", "video", "video_note"];
const HEARD = ["voice", "audio"];
const KINDS = [...SEEN, ...HEARD, "document", "sticker", "location", "contact", "poll"];

/** What a message carries besides words: one of KINDS, or null. */
export function kindOf(message) {
  return KINDS.find((kind) => message[kind]) ?? null;
}

/** The attachment of one message, or the mosaic of an album; null when there is none. */
export function attachmentsOf(messages) {
  const shown = messages.filter(kindOf);
  if (!shown.length) return null;
  const pictures = shown.filter((message) => message.photo);
  const others = shown.filter((message) => !message.photo);
  return el(
    "div",
    { class: "media" },
    pictures.length > 0 && mosaic(pictures),
    ...others.map((one) => (SEEN.includes(kindOf(one)) ? film(one) : chip(one))),
  );
}

function mosaic(pictures) {
  const count = Math.min(pictures.length, 3);
  const photos = pictures.map((one) => photo(one, pictures.length > 1));
  return el("div", { class: `mosaic of-${count}` }, ...photos);
}

function photo(message, inAlbum) {
  const { width, height } = message.photo.at(-1);
  const image = el("img", { src: message.file_url, width, height, alt: "", decoding: "async" });
  const frame = button(
    {
      class: "photo",
      label: "enlarge",
      "data-message-id": message.message_id,
      on: { click: () => enlarge(message) },
    },
    image,
  );
  const shape = Math.min(Math.max(width / height, 0.8), 2);
  frame.style.aspectRatio = inAlbum ? "1" : String(shape);
  return frame;
}

function film(message) {
  const { length, width = length, height = length } = message[kindOf(message)];
  const props = { src: message.file_url, width, height, controls: true, preload: "metadata" };
  return el("video", { class: "film", ...props });
}

function chip(message) {
  const kind = kindOf(message);
  if (HEARD.includes(kind)) return sound(message, kind);
  const thing = message[kind];
  const name = thing.file_name ?? thing.emoji ?? thing.question ?? thing.phone_number ?? t(kind);
  return el(
    message.file_url ? "a" : "div",
    { class: "chip", href: message.file_url, target: "_blank", rel: "noopener" },
    el("span", { class: "disc" }, icon("file")),
    chipWords(name, sizeOf(thing) || t(kind)),
  );
}

function chipWords(name, detail) {
  return el("span", { class: "chip-words" }, el("strong", {}, name), el("small", {}, detail));
}

function sound(message, kind) {
  const thing = message[kind];
  const player = new Audio();
  const disc = el("span", { class: "disc" }, icon("play"));
  const show = (name) => () => disc.replaceChildren(icon(name));
  player.addEventListener("play", show("pause"));
  player.addEventListener("pause", show("play"));
  const toggle = () => {
    if (!player.src) player.src = message.file_url;
    if (player.paused) player.play().catch(show("play"));
    else player.pause();
  };
  return button(
    { class: "chip", label: "play", on: { click: toggle } },
    disc,
    chipWords(thing.title ?? t(kind), lengthOf(thing)),
  );
}

function sizeOf({ file_size: bytes }) {
  if (!bytes) return "";
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function lengthOf({ duration = 0 }) {
  return `${Math.floor(duration / 60)}:${String(duration % 60).padStart(2, "0")}`;
}

function enlarge(message) {
  const box = document.getElementById("lightbox");
  const close = () => box.close();
  box.replaceChildren(
    el("img", { src: message.file_url, alt: message.caption ?? "", on: { click: close } }),
    ...(message.caption ? [el("p", {}, message.caption)] : []),
    button({ class: "round", label: "close", on: { click: close } }, icon("close")),
  );
  box.onclick = (event) => event.target === box && close();
  box.setAttribute("aria-label", t("photo"));
  box.showModal();
}
