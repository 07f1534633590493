/** Photos, albums, files and voice inside a bubble, and the enlarged photo. */

import { el, button, icon } from "./dom.js";
import { t } from "./i18n.js";

const KINDS = [
  "photo", "animation", "video", "voice", "audio", "document", "sticker", "location", "contact", "poll",
];

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
    ...others.map((message) => (message.video || message.animation ? film(message) : chip(message))),
  );
}

function mosaic(pictures) {
  const count = Math.min(pictures.length, 3);
  return el("div", { class: `mosaic of-${count}` }, ...pictures.map((one) => photo(one, pictures.length > 1)));
}

function photo(message, inAlbum) {
  const { width, height } = message.photo.at(-1);
  const image = el("img", { src: message.file_url, width, height, alt: message.caption ?? "", decoding: "async" });
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
  const { width, height } = message.video ?? message.animation;
  return el("video", { class: "film", src: message.file_url, width, height, controls: true, preload: "metadata" });
}

function chip(message) {
  const kind = kindOf(message);
  if (kind === "voice" || kind === "audio") return sound(message, kind);
  const thing = message[kind];
  const name = thing.file_name ?? thing.emoji ?? thing.question ?? thing.phone_number ?? t(kind);
  return el(
    message.file_url ? "a" : "div",
    { class: "chip", href: message.file_url, target: "_blank", rel: "noopener" },
    el("span", { class: "disc" }, icon("file")),
    el("span", { class: "chip-words" }, el("strong", {}, name), el("small", {}, sizeOf(thing) || t(kind))),
  );
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
    el("span", { class: "chip-words" }, el("strong", {}, thing.title ?? t(kind)), el("small", {}, lengthOf(thing))),
  );
}

function sizeOf({ file_size: bytes }) {
  if (!bytes) return "";
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
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
