/** Ready-made photos for a visitor who has none at hand: drawn here, sent as real PNG files. */

import { el } from "./dom.js";
import { chair, lamp, leak, socket, window_ } from "./scenes.js";

const WIDTH = 960;
const HEIGHT = 720;
const THUMB = 0.25;

function draw(scene, scale) {
  const size = { width: WIDTH * scale, height: HEIGHT * scale };
  const canvas = el("canvas", { ...size, "aria-hidden": "true" });
  const brush = canvas.getContext("2d");
  brush.scale(scale, scale);
  brush.lineCap = "round";
  brush.lineJoin = "round";
  scene(brush, WIDTH, HEIGHT);
  return canvas;
}

function sample(name, label, scene) {
  const file = async () => {
    const canvas = draw(scene, 1);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    return new File([blob], `${name}.png`, { type: "image/png" });
  };
  return { name, label, file, canvas: () => draw(scene, THUMB) };
}

/** Each: {name, label: key of its words, canvas(): a thumbnail, file(): a promise of the PNG}. */
export const samples = [
  sample("leak", "sampleLeak", leak),
  sample("window", "sampleWindow", window_),
  sample("lamp", "sampleLamp", lamp),
  sample("chair", "sampleChair", chair),
  sample("socket", "sampleSocket", socket),
];
