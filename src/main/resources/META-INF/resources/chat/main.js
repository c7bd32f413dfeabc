// Puts the page together: what is typed, what is asked, what is drawn.

import { Announcer } from "./announce.js";
import { runNodes } from "./blocks.js";
import { loadModel, loadTurns, messagesFor, randomId, saveModel, saveTurns } from "./conversation.js";
import { element } from "./dom.js";
import { Exchange } from "./exchange.js";
import { startLanguage, t, toggleLanguage } from "./i18n.js";
import { KeyPanel } from "./keypanel.js";
import { TurnView } from "./render.js";
import { Scroll } from "./scroll.js";
import { freshAnswer, isFinished, visibleContent } from "./stream.js";

const SAVE_EVERY = 1_000;

const byId = (id) => document.getElementById(id);
const prompt = byId("prompt");
const send = byId("send");
const modelChoice = byId("model");
const scroll = new Scroll(byId("conversation"), byId("jump"), byId("turns"));

let turns = loadTurns();
let views = new Map();
let exchange = null;
let saveTimer = null;
let drawing = null;
const dirty = new Set();

startLanguage();
const announcer = new Announcer(byId("live"));
const keyPanel = new KeyPanel(showModels);
showModels([]);
speak();
wire();
takeUp();

/* ---- asking ---- */

function submit() {
  const question = prompt.value.trim();
  if (!question || busy()) return;
  if (!ready()) return;
  prompt.value = "";
  fitPrompt();
  const turn = { question, answer: freshAnswer(modelChoice.value, randomId()) };
  turns.push(turn);
  drawAll();
  ask(turn);
}

function ready() {
  if (!keyPanel.key) keyPanel.open(t("keyNeeded"));
  else if (!modelChoice.value) keyPanel.check();
  return Boolean(keyPanel.key && modelChoice.value);
}

function ask(turn) {
  const messages = messagesFor(turns, turns.indexOf(turn));
  exchange?.leave();
  scroll.toBottom();
  announcer.begin();
  exchange = new Exchange(turn, () => keyPanel.key, changed);
  exchange.begin({ model: turn.answer.requestedModel, messages });
  changed(turn, { type: "asked" });
}

/**
 * A question asked again goes to the end. Where nobody knows what became of the first request, the same key
 * joins it; after a known end, or with another body, it takes a new one.
 */
function retry(turn) {
  if (busy() || !ready()) return;
  const { error, requestedModel, idempotencyKey } = turn.answer;
  const unchanged = turn === turns.at(-1) && requestedModel === modelChoice.value;
  const sameRequest = unchanged && error?.definite === false;
  turn.answer = freshAnswer(modelChoice.value, sameRequest ? idempotencyKey : randomId());
  turns = [...turns.filter((other) => other !== turn), turn];
  drawAll();
  ask(turn);
}

function edit(turn) {
  if (busy()) return;
  turns = turns.filter((other) => other !== turn);
  prompt.value = turn.question;
  drawAll();
  saveNow();
  fitPrompt();
  prompt.focus();
}

function reconnect(turn) {
  if (busy()) return;
  takeUpAnswer(turn);
}

function takeUpAnswer(turn) {
  exchange?.leave();
  announcer.begin();
  scroll.toBottom();
  exchange = new Exchange(turn, () => keyPanel.key, changed);
  exchange.resume();
}

function stop() {
  exchange?.stop();
  prompt.focus();
}

function startAnew() {
  if (busy()) exchange.stop();
  exchange = null;
  turns = [];
  saveNow();
  drawAll();
  prompt.focus();
}

function busy() {
  return turns.some(({ answer }) => !isFinished(answer) && answer.link !== "lost");
}

/** After a load: the models for the stored key, and the answer that was coming when the page went away. */
function takeUp() {
  drawAll();
  if (keyPanel.key) keyPanel.check();
  else if (!turns.length) byId("key-toggle").click();
  resumeLast();
}

function resumeLast() {
  const turn = [...turns].reverse().find(({ answer }) => !isFinished(answer));
  if (!turn) return;
  if (turn.answer.eventsUrl) takeUpAnswer(turn);
  else ask(turn);
}

/* ---- hearing of steps ---- */

function changed(turn, event) {
  if (!turns.includes(turn)) return;
  dirty.add(turn);
  scheduleDraw();
  scheduleSave(event);
  if (turn === turns.at(-1)) announce(turn.answer, event);
  if (event.failure?.status === 401) keyPanel.reject(event.failure);
}

function announce(answer, event) {
  if (event.type === "open") announcer.say(t("liveStarted"));
  if (event.type === "delta" && event.data.field === "content") announcer.progress(answer.content, false);
  if (event.type === "queue") announcer.say(t("queued", answer.queue ?? {}));
  if (event.type === "stop") announcer.say(t("stopped"));
  if (event.type === "cut") announcer.say(`${t("cutTitle")} ${answer.cut?.notice ?? ""}`);
  if (event.type === "refused" || event.type === "error" || event.type === "lost") {
    announcer.say(`${t("errorTitle")}. ${t(`errors.${answer.error?.code}`) ?? answer.error?.message ?? ""}`);
  }
  if (["done", "snapshot"].includes(event.type) && answer.status === "completed") {
    announcer.progress(visibleContent(answer), true);
    announcer.say(t("liveDone"));
  }
}

function scheduleSave(event) {
  if (event.type !== "delta") return saveNow();
  saveTimer ??= setTimeout(saveNow, SAVE_EVERY);
}

function saveNow() {
  clearTimeout(saveTimer);
  saveTimer = null;
  saveTurns(turns);
}

/* ---- drawing ---- */

function scheduleDraw() {
  drawing ??= requestAnimationFrame(drawDirty);
}

function drawDirty() {
  drawing = null;
  for (const turn of dirty) views.get(turn)?.update();
  dirty.clear();
  showState();
  scroll.settle();
}

function drawAll() {
  views = new Map(turns.map((turn) => [turn, new TurnView(turn, { retry, edit, reconnect })]));
  byId("turns").replaceChildren(...Array.from(views.values(), (view) => view.node));
  showState();
  scroll.settle();
}

function showState() {
  byId("welcome").hidden = turns.length > 0;
  byId("welcome-key").hidden = Boolean(keyPanel.key) || keyPanel.isOpen;
  byId("new-chat").disabled = turns.length === 0;
  const running = busy();
  send.dataset.state = running ? "busy" : "idle";
  const name = t(running ? "stop" : "send");
  send.setAttribute("aria-label", name);
  send.title = name;
  send.disabled = !running && !prompt.value.trim();
}

function showModels(ids) {
  const wanted = modelChoice.value || loadModel();
  const options = ids.length ? ids : [""];
  modelChoice.replaceChildren(...options.map((id) => element("option", { value: id, textContent: id || t("noModel") })));
  modelChoice.disabled = ids.length === 0;
  if (ids.includes(wanted)) modelChoice.value = wanted;
}

/** Writes all fixed text of the page in the language of the moment. */
function speak() {
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of document.querySelectorAll("[data-title]")) {
    node.title = t(node.dataset.title);
    node.setAttribute("aria-label", t(node.dataset.title));
  }
  for (const node of document.querySelectorAll("[data-rich]")) {
    node.replaceChildren(...runNodes(t(node.dataset.rich)));
  }
  byId("examples").replaceChildren(
    ...t("examples").map((text) => element("li", {}, element("button", { type: "button", className: "example", textContent: text }))),
  );
  if (modelChoice.disabled) showModels([]);
}

function fitPrompt() {
  prompt.style.height = "auto";
  prompt.style.height = `${prompt.scrollHeight}px`;
  showState();
}

/* ---- wiring ---- */

function wire() {
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy()) stop();
    else submit();
  });
  prompt.addEventListener("input", fitPrompt);
  prompt.addEventListener("keydown", (event) => {
    // Enter also confirms a word in an input method: that one isn't meant for us.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && busy()) stop();
  });
  byId("examples").addEventListener("click", (event) => {
    if (!event.target.matches(".example")) return;
    prompt.value = event.target.textContent;
    fitPrompt();
    prompt.focus();
    if (keyPanel.key) submit();
  });
  byId("new-chat").addEventListener("click", startAnew);
  byId("language-toggle").addEventListener("click", () => {
    toggleLanguage();
    speak();
    drawAll();
  });
  modelChoice.addEventListener("change", () => saveModel(modelChoice.value));
  new MutationObserver(showState).observe(byId("key-panel"), { attributeFilter: ["hidden"] });
  window.addEventListener("online", () => exchange?.hurry());
  window.addEventListener("pagehide", saveNow);
  window.addEventListener("pageshow", (event) => event.persisted && resumeLast());
}
