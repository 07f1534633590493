/** Keeps a chat at its newest message, but only for a reader who is already there. */

import { calm } from "./dom.js";

const NEAR_PX = 40;

export class Follower {
  /** `onMove(following)` is called when the reader leaves or reaches the newest message. */
  constructor(scroller, content, onMove) {
    this.scroller = scroller;
    this.following = true;
    this.onMove = onMove;
    this.top = 0;
    scroller.addEventListener("scroll", () => this.#look(), { passive: true });
    const keep = new ResizeObserver(() => this.following && this.toEnd("instant"));
    keep.observe(scroller);
    keep.observe(content);
  }

  #look() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const near = scrollHeight - clientHeight - scrollTop < NEAR_PX;
    const upward = scrollTop < this.top - 1;
    this.top = scrollTop;
    // A smooth scroll on its way down has not left the newest message.
    if (near || upward) this.#set(near);
  }

  #set(following) {
    if (following === this.following) return;
    this.following = following;
    this.onMove(following);
  }

  /** Go to the newest message and stay there. */
  toEnd(behavior = calm() ? "instant" : "smooth") {
    this.#set(true);
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
  }

  /** Bring one row to the middle, leaving the newest message if need be. */
  toRow(row) {
    this.#set(false);
    row.scrollIntoView({ block: "center", behavior: calm() ? "instant" : "smooth" });
  }
}
