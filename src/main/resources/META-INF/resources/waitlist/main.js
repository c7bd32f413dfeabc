// The waitlist page: apply, see how things stand, draw the code, withdraw.

import { copyText, element } from "../chat/dom.js";
import { startLanguage, toggleLanguage } from "../chat/i18n.js";
import { criterion, problem, say } from "./words.js";

const STORE = "sluice.waitlist.ticket";
const $ = (id) => document.getElementById(id);
const state = { open: true, criteria: [], ticket: recall(), standing: null, code: null, trouble: null };

function recall() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

function keep(ticket) {
  state.ticket = ticket;
  try {
    if (ticket) localStorage.setItem(STORE, ticket);
    else localStorage.removeItem(STORE);
  } catch {
    // Storage is switched off: the ticket lasts as long as the page.
  }
}

/** Asks the gateway; fails with the code of its error. */
async function ask(method, path = "", body = undefined) {
  let answer;
  try {
    answer = await fetch(`/v1/waitlist${path}`, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
    });
  } catch {
    throw Object.assign(new Error("offline"), { code: "offline" });
  }
  const json = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.ok) return json;
  throw Object.assign(new Error("refused"), { code: json?.error?.code, param: json?.error?.param });
}

/** Does something that may fail; what went wrong is shown until the next try. */
async function attempt(work) {
  state.trouble = null;
  try {
    await work();
  } catch (failure) {
    if (failure.code === "ticket_not_found") keep(null);
    state.trouble = failure.code ?? "other";
  }
  show();
}

const start = () =>
  attempt(async () => {
    Object.assign(state, await ask("GET"));
    if (state.ticket) state.standing = await ask("GET", `/${state.ticket}`);
  });

async function apply(event) {
  event.preventDefault();
  const fields = [...$("apply-form").querySelectorAll("input")];
  fields.forEach((field) => mark(field, field.value.trim() ? null : "fieldMissing"));
  const wrong = fields.find((field) => field.getAttribute("aria-invalid") === "true");
  if (wrong) return wrong.focus();
  const button = event.submitter ?? $("apply-form").querySelector("button");
  button.disabled = true;
  button.textContent = say("sending");
  const answers = Object.fromEntries(state.criteria.map((name) => [name, $(`criterion-${name}`).value]));
  const body = { contact: $("contact").value, answers, language: document.documentElement.lang };
  await attempt(async () => {
    try {
      const { ticket, ...standing } = await ask("POST", "", body);
      keep(ticket);
      state.standing = standing;
    } catch (failure) {
      if (failure.param !== "contact") throw failure;
      mark($("contact"), "contactWrong");
    }
  });
  button.disabled = false;
  button.textContent = say("send");
  if (state.ticket) $("standing-title").focus();
  else if ($("contact").getAttribute("aria-invalid") === "true") $("contact").focus();
}

function mark(field, word) {
  field.setAttribute("aria-invalid", String(word !== null));
  const error = $(`${field.id}-error`);
  error.dataset.word = word ?? "";
  error.textContent = word ? say(word) : "";
}

async function lookUp(event) {
  event.preventDefault();
  const ticket = $("ticket").value.trim();
  if (!ticket) return $("ticket").focus();
  await attempt(async () => {
    state.standing = await ask("GET", `/${encodeURIComponent(ticket)}`);
    keep(ticket);
  });
  if (state.ticket) $("standing-title").focus();
}

const draw = () =>
  attempt(async () => {
    state.code = (await ask("POST", `/${state.ticket}/code`)).code;
  });

function leave() {
  keep(null);
  Object.assign(state, { standing: null, code: null, trouble: null });
  show();
  $("contact").focus();
}

async function withdraw() {
  if (!confirm(say("withdrawSure"))) return;
  await attempt(async () => {
    await ask("DELETE", `/${state.ticket}`);
    leave();
  });
}

async function copy(button, text) {
  await copyText(text);
  const word = button.dataset.text;
  button.textContent = say("copied");
  setTimeout(() => (button.textContent = say(word)), 1500);
}

function show() {
  document.title = say("title");
  document.querySelectorAll("[data-text]").forEach((node) => (node.textContent = say(node.dataset.text)));
  document.querySelectorAll("[data-title]").forEach((node) => {
    node.title = say(node.dataset.title);
    node.setAttribute("aria-label", node.title);
  });
  document.querySelectorAll("[data-word]").forEach((node) => {
    node.textContent = node.dataset.word ? say(node.dataset.word) : "";
  });
  $("trouble").textContent = state.trouble ? problem(state.trouble) : "";
  const known = Boolean(state.ticket && state.standing);
  $("standing").hidden = !known;
  $("apply").hidden = known || !state.open;
  $("closed").hidden = known || state.open;
  showCriteria();
  if (known) showStanding(state.standing);
}

function showCriteria() {
  const given = new Map(state.criteria.map((name) => [name, $(`criterion-${name}`)?.value ?? ""]));
  $("criteria").replaceChildren(
    ...state.criteria.map((name) => {
      const id = `criterion-${name}`;
      const input = element("input", { id, required: true, maxLength: 200, value: given.get(name) });
      input.setAttribute("aria-describedby", `${id}-error`);
      const error = element("p", { id: `${id}-error`, className: "field-error" });
      return element("div", { className: "field" }, element("label", { htmlFor: id }, criterion(name)), input, error);
    }),
  );
}

function showStanding({ status, position, reason, redeemed }) {
  const text = {
    waiting: () => say(position === 1 ? "nextText" : "waitingText", { position }),
    declined: () => reason,
    invited: () => say(redeemed ? "redeemedText" : state.code ? "codeText" : "invitedText"),
  };
  $("standing-title").textContent = say(`${status}Title`);
  $("standing-text").textContent = text[status]();
  $("draw").hidden = status !== "invited" || redeemed;
  $("draw").className = state.code ? "secondary" : "primary";
  $("draw").textContent = say(state.code ? "drawAgain" : "draw");
  $("code").hidden = $("copy-code").hidden = !state.code;
  $("code").textContent = state.code ?? "";
  $("ticket-shown").textContent = state.ticket;
}

startLanguage();
show();
$("apply").hidden = true; // until it is known what is asked
$("apply-form").addEventListener("submit", apply);
$("ticket-form").addEventListener("submit", lookUp);
$("draw").addEventListener("click", draw);
$("leave").addEventListener("click", leave);
$("withdraw").addEventListener("click", withdraw);
$("copy-code").addEventListener("click", () => copy($("copy-code"), state.code));
$("copy-ticket").addEventListener("click", () => copy($("copy-ticket"), state.ticket));
$("language-toggle").addEventListener("click", () => {
  toggleLanguage();
  show();
});
start();
