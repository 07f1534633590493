/** What opens above the line: the menu of commands, or photos and files to send. */

import { el, button, icon } from "./dom.js";
import { samples } from "./samples.js";

export class Tray {
  constructor({ onCommand, onFiles }) {
    this.onCommand = onCommand;
    this.onFiles = onFiles;
    this.name = null;
    this.element = el("div", { class: "tray", hidden: true });
    const picker = { type: "file", multiple: true, hidden: true, "data-testid": "file" };
    this.picker = el("input", picker);
    this.picker.addEventListener("change", () => this.#send([...this.picker.files]));
    document.addEventListener("pointerdown", (event) => {
      const near = this.element.parentElement?.contains(event.target);
      if (!near) this.close();
    });
  }

  /** Open what is closed, close what is open. */
  toggle(name, commands) {
    if (this.name === name) this.close();
    else this.open(name, commands);
  }

  /** Show "commands" (a list of {command, description}) or "samples". */
  open(name, commands = []) {
    if (name === "commands" && !commands.length) {
      this.close();
      return;
    }
    this.name = name;
    this.element.className = `tray ${name}`;
    const inside = name === "commands" ? this.#commands(commands) : this.#samples();
    this.element.replaceChildren(...inside);
    this.element.hidden = false;
  }

  /** Close it, or only when `name` is what is open; true when something was closed. */
  close(name = this.name) {
    if (!this.name || name !== this.name) return false;
    this.name = null;
    this.element.hidden = true;
    return true;
  }

  #commands(commands) {
    return commands.map(({ command, description }) =>
      button(
        {
          class: "command",
          "data-testid": "command",
          "data-command": command,
          on: { click: () => this.onCommand(`/${command}`) },
        },
        el("b", {}, `/${command}`),
        el("span", {}, description),
      ),
    );
  }

  #samples() {
    const one = (sample) =>
      button(
        {
          class: "sample",
          label: sample.label,
          "data-testid": "sample-photo",
          "data-sample": sample.name,
          on: { click: async () => this.#send([await sample.file()]) },
        },
        sample.canvas(),
        el("span", { i18n: sample.label }),
      );
    const choose = { class: "quiet wide", on: { click: () => this.picker.click() } };
    return [
      el("h3", { i18n: "samples" }),
      el("div", { class: "shelf" }, ...samples.map(one)),
      button(choose, icon("picture"), el("span", { i18n: "choose" })),
      this.picker,
    ];
  }

  #send(files) {
    this.picker.value = "";
    this.close();
    if (files.length) this.onFiles(files);
  }
}
