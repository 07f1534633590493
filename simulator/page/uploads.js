/** What kind of message a chosen file becomes. */

const PHOTOS = new Set(["image/jpeg", "image/png", "image/webp"]);

/** "photo", "video", "audio" or "document". */
export function kindOfFile(file) {
  if (PHOTOS.has(file.type)) return "photo";
  const [family] = file.type.split("/");
  return family === "video" || family === "audio" ? family : "document";
}

/** Pairs [kind, files] in the order of first appearance: one message or album for each. */
export function together(files, kindOf) {
  const bunches = new Map();
  for (const file of files) {
    const kind = kindOf(file);
    bunches.set(kind, [...(bunches.get(kind) ?? []), file]);
  }
  return bunches;
}
