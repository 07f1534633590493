/** The one way this page makes elements: text goes in as text, never as markup. */

import { t } from "./i18n.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element.
 * `props`: attributes; `on` = {event: listener}; `i18n` = key of its text; `label` = key of its
 * aria-label, for a button also of its tooltip. Children: nodes or strings; null, undefined and
 * false are left out.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "i18n") {
      node.dataset.i18n = value;
      node.textContent = t(value);
    } else if (name === "label") {
      node.dataset.i18nLabel = value;
      node.setAttribute("aria-label", t(value));
      if (tag === "button") node.title = t(value);
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  const left = [null, undefined, false];
  node.append(...children.filter((child) => !left.includes(child)));
  return node;
}

/** A real button; the same props as `el`. */
export function button(props, ...children) {
  return el("button", { type: "button", ...props }, ...children);
}

/** A picture from the symbols of index.html, decorative: its button carries the words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Whether the person asked the system for less movement. */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
