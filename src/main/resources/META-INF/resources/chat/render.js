// Draws a turn from its state. Drawing again changes only what differs, so that a selection, an open
// <details> or a focused button survives the stream.

import { copyText, element, growText, icon } from "./dom.js";
import { duration, number, t } from "./i18n.js";
import { blocksOf, runsOf, withLabel } from "./markup.js";
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
    this.answer.dataset.status = answer.status;
    this.when("who", [answer.model ?? answer.requestedModel], () => this.drawWho(answer));
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

  drawWho(answer) {
    this.who.replaceChildren(
      element("span", { className: "model-name", textContent: answer.model ?? answer.requestedModel ?? "" }),
      element("span", { className: "badge", textContent: t("aiGenerated") }),
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
    clearInterval(this.countdown);
    const nodes = [];
    if (answer.cut) nodes.push(this.cutNotice(answer));
    else if (answer.status === "failed" || answer.link === "lost") nodes.push(this.errorNotice(answer));
    if (answer.status === "cancelled") nodes.push(element("p", { className: "aside", textContent: t("stopped") }));
    if (answer.error?.code === "stop_failed") {
      const text = t("stopFailed", { message: t(`errors.${answer.error.message}`) ?? answer.error.message });
      nodes.push(element("p", { className: "aside", textContent: text }));
    }
    if (answer.finishReason === "length") nodes.push(element("p", { className: "aside", textContent: t("atLength") }));
    this.notices.replaceChildren(...nodes);
  }

  cutNotice({ cut, status }) {
    const input = cut.stage === "input";
    return notice(
      "cut",
      "shield",
      t(input ? "inputCutTitle" : "cutTitle"),
      element("p", { textContent: cut.notice ?? t(input ? "inputCutNotice" : "cutNotice") }),
      cut.retractFrom === null ? null : element("p", { textContent: t("hidden") }),
      facts([t("category"), cut.category], [t("trace"), cut.traceId]),
      status === "failed" ? actions(this.button("edit", "edit", "edit")) : null,
    );
  }

  errorNotice({ error, link }) {
    const message = t(`errors.${error?.code}`) ?? error?.message ?? t("errors.generation_failed");
    const retry = link === "lost" ? this.button("reconnect", "retry", "reconnect") : this.button("retry", "retry", "retry");
    if (error?.retryAfter && error.retryAfter <= 120) this.countDown(retry, error.retryAt);
    return notice(
      "failure",
      "alert",
      t("errorTitle"),
      element("p", { textContent: message }),
      element("p", { textContent: hint(error) }),
      facts(["HTTP", error?.status || null], [null, error?.code], [t("trace"), error?.traceId]),
      actions(retry, link === "lost" ? null : this.button("edit", "edit", "edit")),
    );
  }

  countDown(button, until) {
    const label = button.lastChild;
    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      button.disabled = left > 0;
      label.textContent = left > 0 ? t("retryIn", { seconds: left }) : t("retry");
      if (left <= 0) clearInterval(this.countdown);
    };
    this.countdown = setInterval(tick, 1000);
    tick();
  }

  button(action, drawing, text) {
    const button = element("button", { type: "button", className: "quiet" }, icon(drawing), element("span", { textContent: t(text) }));
    button.addEventListener("click", () => this.act[action](this.turn));
    return button;
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

function hint(error) {
  if (!error) return "";
  const status = error.status >= 500 && error.status !== 503 ? 500 : error.status;
  const advice = t(`hints.${error.code}`) ?? t(`hints.${status}`) ?? "";
  const wait = error.retryAfter ? t("waitFor", { time: duration(error.retryAfter) }) : "";
  return [advice, wait].filter(Boolean).join(" ");
}

function notice(kind, drawing, title, ...content) {
  const body = content.filter((node) => node && node.textContent !== "");
  return element("div", { className: `notice ${kind}` }, icon(drawing), element("div", {}, element("p", { className: "notice-title", textContent: title }), ...body));
}

function facts(...pairs) {
  const known = pairs.filter(([, value]) => value);
  return element("p", { className: "facts" }, ...known.map(([name, value]) => element("span", {}, name ? `${name} ` : "", element("code", { textContent: value }))));
}

function actions(...buttons) {
  return element("div", { className: "actions" }, ...buttons);
}

function sameBlock(one, other) {
  return one.kind === other.kind && one.text === other.text && one.language === other.language && one.start === other.start;
}

function blockNode(block, label) {
  switch (block.kind) {
    case "code":
      return codeNode(block, label);
    case "heading":
      return element("p", { className: "heading" }, ...runNodes(block.text));
    case "list": {
      const list = element(block.ordered ? "ol" : "ul", {}, ...block.items.map((item) => element("li", {}, ...runNodes(item))));
      if (block.ordered) list.start = block.start;
      return list;
    }
    default:
      return element("p", {}, ...runNodes(block.text));
  }
}

function codeNode({ language, text }, label) {
  const code = element("code", { textContent: text });
  const copy = copyButton("copyCode", () => withLabel(code.textContent, label(), language));
  const head = element("div", { className: "code-head" }, element("span", { textContent: language }), copy);
  return element("div", { className: "code" }, head, element("pre", { tabIndex: 0 }, code));
}

function runNodes(text) {
  return runsOf(text).map((run) =>
    run.kind === "plain" ? document.createTextNode(run.text) : element(run.kind, { textContent: run.text }),
  );
}

function copyButton(text, content) {
  const label = element("span", { textContent: t(text) });
  const button = element("button", { type: "button", className: "quiet copy" }, icon("copy"), label);
  button.addEventListener("click", async () => {
    let result = "copied";
    try {
      await copyText(content());
    } catch {
      result = "copyFailed";
    }
    label.textContent = t(result);
    setTimeout(() => (label.textContent = t(text)), 1600);
  });
  return button;
}
