// The little formatting that answers get: code, headings, lists, bold. Reads text into plain descriptions
// of blocks; render.js makes nodes of them. What it doesn't know stays as it was written.

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)[^`]*$/;
const HEADING = /^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$/;
const ITEM = /^\s*(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;

/** The blocks of a text: `{kind, text}` with `language`, or with `items` for lists. */
export function blocksOf(text) {
  const blocks = [];
  let fence = null;
  let open = null;
  for (const line of text.split("\n")) {
    if (fence) {
      if (closes(line, fence.mark)) fence = null;
      else fence.lines.push(line);
      continue;
    }
    const mark = line.match(FENCE);
    if (mark) {
      fence = { kind: "code", mark: mark[1], language: mark[2], lines: [] };
      blocks.push(fence);
      open = null;
      continue;
    }
    open = readLine(blocks, open, line);
  }
  return blocks.map(finish);
}

function readLine(blocks, open, line) {
  if (!line.trim()) return open?.kind === "list" ? { ...open, kind: "gap", list: open } : null;
  const heading = line.match(HEADING);
  if (heading) {
    blocks.push({ kind: "heading", lines: [heading[2]] });
    return null;
  }
  const item = line.match(ITEM);
  if (item) return readItem(blocks, open, item);
  if (open?.kind === "paragraph") {
    open.lines.push(line);
    return open;
  }
  if (open?.kind === "list" || (open?.kind === "gap" && /^\s{2,}/.test(line))) {
    const list = open.list ?? open;
    list.items[list.items.length - 1] += `\n${line.trim()}`;
    return list;
  }
  const paragraph = { kind: "paragraph", lines: [line] };
  blocks.push(paragraph);
  return paragraph;
}

function readItem(blocks, open, [, , number, text]) {
  const ordered = number !== undefined;
  const current = open?.list ?? open;
  if (current?.kind === "list" && current.ordered === ordered) {
    current.items.push(text);
    return current;
  }
  const list = { kind: "list", ordered, start: ordered ? Number(number) : 1, items: [text], lines: [] };
  blocks.push(list);
  return list;
}

function closes(line, mark) {
  const trimmed = line.trim();
  return trimmed.length >= mark.length && trimmed === mark[0].repeat(trimmed.length);
}

function finish({ kind, language, ordered, start, items, lines }) {
  return { kind, language, ordered, start, items, text: items ? items.join("\n") : lines.join("\n") };
}

/** The runs of a line: `{kind: "plain" | "code" | "strong", text}`. */
export function runsOf(text) {
  const runs = [];
  let last = 0;
  for (const match of text.matchAll(/(`+)(.+?)\1(?!`)|\*\*(?=\S)([^*]+?)(?<=\S)\*\*/gs)) {
    if (match.index > last) runs.push({ kind: "plain", text: text.slice(last, match.index) });
    runs.push(match[1] ? { kind: "code", text: match[2].trim() || match[2] } : { kind: "strong", text: match[3] });
    last = match.index + match[0].length;
  }
  if (last < text.length) runs.push({ kind: "plain", text: text.slice(last) });
  return runs;
}

const COMMENT = [
  [/^(java|kotlin|kt|js|javascript|ts|typescript|jsx|tsx|c|cpp|c\+\+|cs|c#|go|rust|rs|swift|scala|php|dart)$/i, "// "],
  [/^(py|python|sh|bash|shell|zsh|rb|ruby|ya?ml|toml|dockerfile|perl|r|properties)$/i, "# "],
  [/^(sql|lua|haskell|hs)$/i, "-- "],
];

/** Text for the clipboard with the label that must go with it, as a comment where the language has one. */
export function withLabel(text, label, language = "") {
  if (!label) return text;
  const comment = COMMENT.find(([languages]) => languages.test(language))?.[1] ?? "";
  return `${text.replace(/\n+$/, "")}\n\n${comment}${label}\n`;
}
