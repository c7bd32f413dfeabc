// Draws a turn from its state. Drawing again changes only what differs, so that a selection, an open
// <details> or a focused button survives the stream.

import { blockNode, copyButton, sameBlock } from "./blocks.js";
import { element, growText } from "./dom.js";
import { number, t } from "./i18n.js";
import { blocksOf, withLabel } from "./markup.js";
import { cutNotice, errorNotice } from "./notices.js";
import { isFinished, visibleContent } from "./stream.js";

/** The drawing of one turn; `act` says what its buttons do: retry, edit, reconnect. */
export class TurnView {
  constructor(turn, act) {
    this.turn = turn;
    this.act = act;
    this.reasoning = details("reasoning");
    this.tools = details("tools");
    this.text = element("div", { className: "text" });
    this.progress = element("p", { className: "progress", hidden: true }, wave(), element("span"));
    this.notices = element("div", { className: "notices" });
    this.foot = element("div", { className: "foot", hidden: true });
    this.who = element("p", { className: "who" });
    this.answer = element(
      "div",
      { className: "answer" },
      element("h3", { className: "sr-only", textContent: t("answer") }),
      this.who,
      this.reasoning,
      this.tools,
      this.text,
      this.progress,
      this.notices,
      this.foot,
    );
    this.node = element("article", { className: "turn" }, question(turn), this.answer);
    this.blocks = [];
    this.drawn = {};
    this.update();
  }

  update() {
    const answer = this.turn.answer;
    this.answer.dataset.status = answer.link === "lost" ? "lost" : answer.status;
    const empty = isFinished(answer) && !(answer.content || answer.reasoning || answer.refusal);
    this.when("who", [answer.model ?? answer.requestedModel, empty], () => this.drawWho(answer, empty));
    this.drawDetails(this.reasoning, answer.reasoning, answer.content || isFinished(answer) ? "reasoning" : "thinking");
    this.drawDetails(this.tools, answer.toolCalls, "toolCalls");
    this.drawBlocks(visibleContent(answer) || answer.refusal);
    this.drawProgress(answer);
    this.when("notices", [answer.status, answer.link, answer.error, answer.cut, answer.finishReason], () =>
      this.drawNotices(answer),
    );
    this.when("foot", [answer.status, answer.label, answer.usage, Boolean(answer.content)], () => this.drawFoot(answer));
  }

  /** Draws a part anew only if what it shows is no longer the same. */
  when(part, shown, draw) {
    const before = this.drawn[part];
    if (before && shown.every((value, at) => value === before[at])) return;
    this.drawn[part] = shown;
    draw();
  }

  drawWho(answer, empty) {
    this.who.replaceChildren(
      element("span", { className: "model-name", textContent: answer.model ?? answer.requestedModel ?? "" }),
      empty ? "" : element("span", { className: "badge", textContent: t("aiGenerated") }),
    );
  }

  drawDetails(node, text, title) {
    node.hidden = !text;
    if (!text) return;
    growText(node.firstChild, t(title));
    growText(node.lastChild, text);
  }

  drawBlocks(text) {
    const blocks = blocksOf(text);
    let same = 0;
    while (same < blocks.length && same < this.blocks.length && sameBlock(blocks[same], this.blocks[same])) same++;
    const growing = blocks[same];
    if (growing?.kind === "code" && this.blocks[same]?.kind === "code" && growing.language === this.blocks[same].language) {
      growText(this.text.children[same].querySelector("code"), growing.text);
      same++;
    }
    while (this.text.children.length > same) this.text.lastChild.remove();
    for (const block of blocks.slice(same)) this.text.append(blockNode(block, () => this.turn.answer.label));
    this.blocks = blocks;
  }

  drawProgress(answer) {
    const text = progressText(answer);
    this.progress.hidden = !text;
    if (text) growText(this.progress.lastChild, text);
  }

  drawNotices(answer) {
    const act = (action) => this.act[action](this.turn);
    const nodes = [];
    if (answer.cut) nodes.push(cutNotice(answer, act));
    else if (answer.status === "failed" || answer.link === "lost") nodes.push(errorNotice(answer, act));
    if (answer.status === "cancelled") nodes.push(element("p", { className: "aside", textContent: t("stopped") }));
    if (answer.error?.code === "stop_failed") {
      const text = t("stopFailed", { message: t(`errors.${answer.error.message}`) ?? answer.error.message });
      nodes.push(element("p", { className: "aside", textContent: text }));
    }
    if (answer.finishReason === "length") nodes.push(element("p", { className: "aside", textContent: t("atLength") }));
    this.notices.replaceChildren(...nodes);
  }

  drawFoot(answer) {
    const shown = isFinished(answer) && Boolean(answer.content || answer.refusal);
    this.foot.hidden = !shown && !(isFinished(answer) && answer.usage);
    const { usage, label } = answer;
    const tokens =
      usage &&
      t(usage.estimated ? "tokensEstimated" : "tokens", { input: number(usage.input), output: number(usage.output) });
    const wholeText = () => withLabel(visibleContent(this.turn.answer) || this.turn.answer.refusal, this.turn.answer.label);
    this.foot.replaceChildren(
      shown ? copyButton("copy", wholeText) : "",
      label ? element("span", { className: "label", textContent: label }) : "",
      tokens ? element("span", { className: "usage", textContent: tokens }) : "",
    );
  }
}

function question(turn) {
  return element(
    "div",
    { className: "question" },
    element("h3", { className: "sr-only", textContent: t("you") }),
    element("p", { textContent: turn.question }),
  );
}

function details(name) {
  return element("details", { className: name, hidden: true }, element("summary"), element("div", { className: "details-text" }));
}

function wave() {
  return element("i", { className: "wave" }, element("b"), element("b"), element("b"));
}

function progressText({ status, link, queue, content, reasoning }) {
  if (link === "lost" || ["completed", "cut", "failed", "cancelled"].includes(status)) return "";
  if (link === "reconnecting") return t("reconnecting");
  if (status === "sending") return t("sending");
  if (status === "queued") return t(queue.eta ? "queuedEta" : "queued", { position: queue.position, eta: Math.ceil(queue.eta) });
  if (content) return "";
  return reasoning ? t("thinking") : t("waiting");
}
