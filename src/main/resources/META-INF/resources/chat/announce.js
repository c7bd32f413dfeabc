// Tells a screen reader how an answer comes along: whole blocks, at intervals, instead of every word.

import { blocksOf } from "./markup.js";
import { element } from "./dom.js";
import { t } from "./i18n.js";

const INTERVAL = 4_000;

export class Announcer {
  #region;
  #said = 0;
  #last = 0;

  constructor(region) {
    this.#region = region;
  }

  begin() {
    this.#region.replaceChildren();
    this.#said = 0;
    this.#last = 0;
  }

  /** Says the blocks that are complete; `ended` says the rest. */
  progress(text, ended, now = Date.now()) {
    if (!ended && now - this.#last < INTERVAL) return;
    const blocks = blocksOf(text);
    const ready = blocks.slice(this.#said, ended ? blocks.length : -1);
    if (!ready.length) return;
    this.#last = now;
    this.#said += ready.length;
    this.say(ready.map((block) => (block.kind === "code" ? t("liveCode") : block.text)).join("\n"));
  }

  say(text) {
    this.#region.append(element("p", { textContent: text }));
  }
}
