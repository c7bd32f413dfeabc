// Makes nodes of an answer's blocks, and the buttons that copy them.

import { copyText, element, icon } from "./dom.js";
import { t } from "./i18n.js";
import { runsOf, withLabel } from "./markup.js";

export function sameBlock(one, other) {
  return one.kind === other.kind && one.text === other.text && one.language === other.language && one.start === other.start;
}

/** The node of a block; `label` gives the label that a copy of code must carry. */
export function blockNode(block, label) {
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

export function runNodes(text) {
  return runsOf(text).map((run) =>
    run.kind === "plain" ? document.createTextNode(run.text) : element(run.kind, { textContent: run.text }),
  );
}

/** A button that copies what `content` gives at that moment, and says so. */
export function copyButton(text, content) {
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
