/** The five drawings behind the ready-made photos. Each fills `brush` on a field of w by h. */

function shade(brush, from, to, box) {
  const [x, y, right, bottom] = box;
  const paint = brush.createLinearGradient(x, y, right, bottom);
  paint.addColorStop(0, from);
  paint.addColorStop(1, to);
  return paint;
}

function wall(brush, w, h, [from, to]) {
  brush.fillStyle = shade(brush, from, to, [0, 0, w * 0.4, h]);
  brush.fillRect(0, 0, w, h);
}

/** Darker corners, as a phone's camera makes them. */
function vignette(brush, w, h) {
  const paint = brush.createRadialGradient(w / 2, h / 2, h * 0.35, w / 2, h / 2, h * 0.95);
  paint.addColorStop(0, "rgba(10, 14, 20, 0)");
  paint.addColorStop(1, "rgba(10, 14, 20, 0.5)");
  brush.fillStyle = paint;
  brush.fillRect(0, 0, w, h);
}

function block(brush, [x, y, width, height], radius, paint) {
  brush.fillStyle = paint;
  brush.beginPath();
  brush.roundRect(x, y, width, height, radius);
  brush.fill();
}

function path(brush, points, close = false) {
  brush.beginPath();
  points.forEach(([x, y], index) => (index ? brush.lineTo(x, y) : brush.moveTo(x, y)));
  if (close) brush.closePath();
}

function oval(brush, [x, y, rx, ry], paint) {
  brush.fillStyle = paint;
  brush.beginPath();
  brush.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
  brush.fill();
}

function tiles(brush, w, h, size) {
  brush.strokeStyle = "rgba(70, 95, 105, 0.28)";
  brush.lineWidth = 4;
  for (let x = size / 2; x < w; x += size) {
    path(brush, [[x, 0], [x, h]]);
    brush.stroke();
  }
  for (let y = size / 2; y < h; y += size) {
    path(brush, [[0, y], [w, y]]);
    brush.stroke();
  }
}

function drop(brush, x, y, size) {
  brush.fillStyle = shade(brush, "#d8f1ff", "#4d9cc9", [x - size, y - size, x + size, y + size]);
  brush.beginPath();
  brush.moveTo(x, y - size * 1.7);
  brush.bezierCurveTo(x + size * 1.2, y, x + size, y + size, x, y + size);
  brush.bezierCurveTo(x - size, y + size, x - size * 1.2, y, x, y - size * 1.7);
  brush.fill();
}

/** A tap over a basin that does not close. */
export function leak(brush, w, h) {
  wall(brush, w, h, ["#dfe9ea", "#a9bec4"]);
  tiles(brush, w, h, 160);
  const steel = shade(brush, "#f7fafb", "#6d7d86", [380, 120, 560, 420]);
  block(brush, [430, 60, 100, 60], 24, steel);
  block(brush, [462, 100, 36, 90], 10, steel);
  block(brush, [420, 180, 120, 130], 30, steel);
  brush.strokeStyle = steel;
  brush.lineWidth = 62;
  path(brush, [[480, 230], [640, 230], [668, 262], [668, 322]]);
  brush.stroke();
  block(brush, [628, 312, 80, 34], 8, "#5c6a72");
  for (const [y, size] of [[400, 20], [474, 16], [540, 22]]) drop(brush, 668, y, size);
  block(brush, [110, 590, 740, 200], 60, shade(brush, "#ffffff", "#c4d0d4", [110, 590, 110, 760]));
  oval(brush, [480, 640, 320, 44], "#93a7af");
  oval(brush, [620, 652, 170, 26], "rgba(120, 190, 225, 0.85)");
  oval(brush, [668, 646, 60, 10], "rgba(235, 250, 255, 0.9)");
  vignette(brush, w, h);
}

/** The broken pane: the outline of its hole, and where its cracks run from the middle. */
const HOLE = [
  [600, 230], [648, 262], [700, 246], [694, 318], [736, 352], [672, 372],
  [650, 440], [612, 380], [548, 386], [580, 326], [540, 282], [594, 286],
];
const CRACKS = [
  [-140, -220], [20, -235], [138, -190], [142, 40],
  [100, 240], [-60, 250], [-140, 170], [-142, -60],
];

function cracks(brush, x, y) {
  brush.strokeStyle = "rgba(255, 255, 255, 0.9)";
  CRACKS.forEach(([dx, dy], index) => {
    brush.lineWidth = 3 + (index % 3);
    path(brush, [[x, y], [x + dx * 0.45 + 12, y + dy * 0.45 - 10], [x + dx, y + dy]]);
    brush.stroke();
  });
}

/** A classroom window with a hole in one pane. */
export function window_(brush, w, h) {
  wall(brush, w, h, ["#d9cdb8", "#9e927f"]);
  block(brush, [150, 60, 660, 560], 10, "#f2efe8");
  const sky = shade(brush, "#8cc3ea", "#dff0f8", [0, 80, 0, 560]);
  for (const box of [[180, 90, 288, 500], [492, 90, 288, 500]]) {
    brush.save();
    block(brush, box, 4, sky);
    brush.clip();
    oval(brush, [290, 590, 150, 120], "rgba(76, 128, 82, 0.75)");
    oval(brush, [690, 600, 190, 140], "rgba(60, 112, 72, 0.75)");
    brush.restore();
  }
  block(brush, [140, 590, 680, 40], 8, "#e6e1d6");
  block(brush, [120, 622, 720, 26], 8, "#b9b09f");
  brush.fillStyle = "#2c3a44";
  path(brush, HOLE, true);
  brush.fill();
  brush.strokeStyle = "rgba(255, 255, 255, 0.95)";
  brush.lineWidth = 5;
  brush.stroke();
  cracks(brush, 636, 330);
  for (const [x, y, size] of [[560, 668, 34], [630, 684, 24], [700, 664, 30]]) {
    brush.fillStyle = "rgba(222, 240, 248, 0.85)";
    path(brush, [[x, y], [x + size * 1.6, y - size * 0.5], [x + size, y + size * 0.7]], true);
    brush.fill();
  }
  vignette(brush, w, h);
}

/** A ceiling with two tubes, one of them failing. */
export function lamp(brush, w, h) {
  wall(brush, w, h, ["#59616c", "#2b3038"]);
  brush.strokeStyle = "rgba(255, 255, 255, 0.07)";
  brush.lineWidth = 6;
  for (let x = -200; x < w + 400; x += 240) {
    path(brush, [[x, 0], [x - 140, h]]);
    brush.stroke();
  }
  const glow = brush.createRadialGradient(480, 230, 20, 480, 230, 460);
  glow.addColorStop(0, "rgba(255, 250, 225, 0.8)");
  glow.addColorStop(1, "rgba(255, 250, 225, 0)");
  brush.fillStyle = glow;
  brush.fillRect(0, 0, w, h);
  block(brush, [130, 170, 700, 120], 18, shade(brush, "#f4f4f1", "#b9bcc0", [0, 170, 0, 290]));
  block(brush, [160, 206, 640, 46], 23, "#fffdf2");
  block(brush, [150, 430, 700, 120], 18, shade(brush, "#8d9299", "#5f646b", [0, 430, 0, 550]));
  block(brush, [180, 466, 640, 46], 23, shade(brush, "#4c4844", "#a79f8e", [180, 0, 820, 0]));
  block(brush, [180, 466, 120, 46], 23, "#1f1c1a");
  block(brush, [700, 466, 120, 46], 23, "#e8c98b");
  brush.strokeStyle = "#ffe08a";
  brush.lineWidth = 9;
  path(brush, [[858, 400], [826, 452], [866, 446], [834, 500]]);
  brush.stroke();
  vignette(brush, w, h);
}

/** The bars of the chair; the last is the stump of the lost leg. */
const FRAME = [
  [[-130, 20], [-160, 220]], [[120, 20], [150, 196]], [[-60, 20], [-78, 176]],
  [[-120, 0], [-140, -260]], [[120, 0], [128, -260]], [[66, 20], [74, 84]],
];

/** A pupil's chair with a leg gone. */
export function chair(brush, w, h) {
  wall(brush, w, h, ["#cfd9d2", "#97a89d"]);
  brush.fillStyle = shade(brush, "#b58f66", "#7f5f3e", [0, 500, 0, h]);
  brush.fillRect(0, 500, w, h - 500);
  oval(brush, [470, 640, 260, 30], "rgba(40, 26, 14, 0.35)");
  brush.save();
  brush.translate(480, 420);
  brush.rotate(0.12);
  brush.strokeStyle = "#46525c";
  brush.lineWidth = 22;
  for (const bar of FRAME) {
    path(brush, bar);
    brush.stroke();
  }
  const wood = shade(brush, "#e0b071", "#b47d3d", [-150, -260, 150, 40]);
  block(brush, [-164, -10, 318, 44], 16, wood);
  block(brush, [-164, -282, 312, 110], 22, wood);
  brush.restore();
  brush.strokeStyle = "#46525c";
  brush.lineWidth = 22;
  path(brush, [[640, 640], [790, 604]]);
  brush.stroke();
  vignette(brush, w, h);
}

/** Each hole of the socket: x, y and how it is turned. */
const HOLES = [
  [432, 286, 0], [528, 286, 0], [480, 396, 0], [420, 440, 0.5], [540, 440, -0.5],
];

function holes(brush) {
  for (const [x, y, turn] of HOLES) {
    brush.save();
    brush.translate(x, y);
    brush.rotate(turn);
    block(brush, [-10, -30, 20, 60], 6, "#2b2d30");
    brush.restore();
  }
}

/** The clouds of soot: x, y, how wide and how dark. */
const SOOT = [[586, 120, 190, 0.5], [600, 40, 150, 0.35], [560, 240, 120, 0.85]];

/** A wall socket after a short circuit: soot rises from its upper right. */
export function socket(brush, w, h) {
  wall(brush, w, h, ["#ece6da", "#c2b8a5"]);
  block(brush, [288, 172, 392, 392], 36, "rgba(60, 50, 40, 0.25)");
  block(brush, [280, 160, 400, 400], 34, shade(brush, "#ffffff", "#dcdcd8", [280, 160, 680, 560]));
  block(brush, [322, 202, 316, 316], 24, "#efefec");
  holes(brush);
  for (const [x, y, size, soot] of SOOT) {
    const cloud = brush.createRadialGradient(x, y, 4, x, y, size);
    cloud.addColorStop(0, `rgba(30, 22, 16, ${soot})`);
    cloud.addColorStop(1, "rgba(30, 22, 16, 0)");
    brush.fillStyle = cloud;
    brush.fillRect(x - size, y - size, size * 2, size * 2);
  }
  brush.strokeStyle = "rgba(18, 12, 8, 0.85)";
  brush.lineWidth = 6;
  path(brush, [[560, 262], [604, 220], [612, 178], [648, 150]]);
  brush.stroke();
  brush.fillStyle = "#ff9d2e";
  path(brush, [[556, 240], [572, 268], [560, 268], [570, 296], [540, 262], [552, 262]], true);
  brush.fill();
  vignette(brush, w, h);
}
