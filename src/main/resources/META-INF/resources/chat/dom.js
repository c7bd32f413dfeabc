// The three things the page does to the DOM by hand. Text goes in as text, never as markup.

/** An element with properties and children; a child that is null is left out, a string becomes text. */
export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** One of the drawings at the end of index.html. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Makes a text node's element hold `text`, appending only what is new, so that a selection survives. */
export function growText(node, text) {
  const leaf = node.firstChild;
  if (leaf?.nodeType === Node.TEXT_NODE && node.childNodes.length === 1 && text.startsWith(leaf.data)) {
    if (text.length > leaf.data.length) leaf.appendData(text.slice(leaf.data.length));
  } else {
    node.textContent = text;
  }
}

/** Puts text on the clipboard; plain http on a LAN has no clipboard interface, so there is a second way. */
export async function copyText(text) {
  if (navigator.clipboard?.writeText) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = element("textarea", { value: text, readOnly: true, className: "sr-only" });
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  focused?.focus?.();
  if (!copied) throw new Error("copy refused");
}
