// Puts the page together: what is typed, what is asked, what is drawn.

import { Announcer } from "./announce.js";
import { loadModel, loadTurns, messagesFor, randomId, saveModel, saveTurns } from "./conversation.js";
import { element } from "./dom.js";
import { Exchange } from "./exchange.js";
import { startLanguage, t, toggleLanguage } from "./i18n.js";
import { KeyPanel } from "./keypanel.js";
import { runsOf } from "./markup.js";
import { TurnView } from "./render.js";
import { freshAnswer, isFinished, visibleContent } from "./stream.js";

const NEAR_BOTTOM = 48;
const SAVE_EVERY = 1_000;

const byId = (id) => document.getElementById(id);
const prompt = byId("prompt");
const send = byId("send");
const modelChoice = byId("model");
const scroller = byId("conversation");

let turns = loadTurns();
let views = new Map();
let exchange = null;
let saveTimer = null;
let drawing = null;
let following = true;
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
  following = true;
  announcer.begin();
  exchange = new Exchange(turn, () => keyPanel.key, changed);
  exchange.begin({ model: turn.answer.requestedModel, messages });
  changed(turn, { type: "asked" });
}

/** After an answer that nobody knows the fate of the same key joins it; after a known end it takes a new one. */
function retry(turn) {
  if (busy() || !ready()) return;
  const { error, requestedModel, idempotencyKey } = turn.answer;
  const sameRequest = error?.definite === false && requestedModel === modelChoice.value;
  turn.answer = freshAnswer(modelChoice.value, sameRequest ? idempotencyKey : randomId());
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
  if (exchange) exchange.leave();
  following = true;
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
  const answer = turns.at(-1)?.answer;
  return Boolean(answer && !isFinished(answer) && answer.link !== "lost");
}

/** After a load: the models for the stored key, and the answer that was coming when the page went away. */
function takeUp() {
  drawAll();
  if (keyPanel.key) keyPanel.check();
  else if (!turns.length) byId("key-toggle").click();
  resumeLast();
}

function resumeLast() {
  const turn = turns.at(-1);
  if (!turn || isFinished(turn.answer)) return;
  exchange?.leave();
  if (!turn.answer.eventsUrl) {
    ask(turn);
    return;
  }
  announcer.begin();
  reconnect(turn);
}

/* ---- hearing of steps ---- */

function changed(turn, event) {
  if (!turns.includes(turn)) return;
  dirty.add(turn);
  scheduleDraw();
  scheduleSave(event);
  if (turn === turns.at(-1)) announce(turn.answer, event);
  if (event.type === "refused" && event.failure.status === 401) keyPanel.reject(event.failure);
  if (event.type === "lost" && event.failure.status === 401) keyPanel.reject(event.failure);
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
  if (event.type === "done" && answer.status === "completed") {
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
  if (following) toBottom();
}

function drawAll() {
  views = new Map(turns.map((turn) => [turn, new TurnView(turn, { retry, edit, reconnect })]));
  byId("turns").replaceChildren(...Array.from(views.values(), (view) => view.node));
  showState();
  if (following) toBottom();
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
  showJump();
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
    node.replaceChildren(
      ...runsOf(t(node.dataset.rich)).map((run) => element(run.kind === "code" ? "code" : "span", { textContent: run.text })),
    );
  }
  byId("examples").replaceChildren(
    ...t("examples").map((text) => element("li", {}, element("button", { type: "button", className: "example", textContent: text }))),
  );
  if (modelChoice.disabled) showModels([]);
}

/* ---- scrolling and size ---- */

function atBottom() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM;
}

function toBottom() {
  scroller.scrollTop = scroller.scrollHeight;
  showJump();
}

function showJump() {
  byId("jump").hidden = turns.length === 0 || atBottom();
}

function fitPrompt() {
  prompt.style.height = "auto";
  prompt.style.height = `${prompt.scrollHeight}px`;
  showState();
}

/** Where the keyboard covers the page instead of shrinking it, the page shrinks itself. */
function fitViewport() {
  const { height, scale } = window.visualViewport;
  const covered = scale === 1 && window.innerHeight - height > 60;
  if (covered) document.documentElement.style.setProperty("--app-height", `${height}px`);
  else document.documentElement.style.removeProperty("--app-height");
  if (covered) window.scrollTo(0, 0);
  if (following) toBottom();
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
  byId("jump").addEventListener("click", () => {
    following = true;
    toBottom();
  });
  modelChoice.addEventListener("change", () => saveModel(modelChoice.value));
  scroller.addEventListener("scroll", () => {
    following = atBottom();
    showJump();
  });
  new ResizeObserver(() => following && toBottom()).observe(scroller);
  new MutationObserver(showState).observe(byId("key-panel"), { attributeFilter: ["hidden"] });
  window.visualViewport?.addEventListener("resize", fitViewport);
  window.addEventListener("online", () => exchange?.hurry());
  window.addEventListener("pagehide", saveNow);
  window.addEventListener("pageshow", (event) => event.persisted && resumeLast());
}
