// What outlives a reload: the key, the chosen model, the turns of this tab.

import { isFinished, visibleContent } from "./stream.js";

const KEY = "sluice.key";
const MODEL = "sluice.model";
const TURNS = "sluice.turns";

/** The API key and whether it is kept beyond this tab. */
export function loadKey() {
  const remembered = read("localStorage", KEY);
  return { key: remembered ?? read("sessionStorage", KEY) ?? "", remembered: remembered !== null };
}

/** Keeps the key in this tab, or on this device when asked to; an empty key is forgotten. */
export function saveKey(key, remember) {
  write("localStorage", KEY, remember && key ? key : null);
  write("sessionStorage", KEY, !remember && key ? key : null);
}

export function loadModel() {
  return read("localStorage", MODEL);
}

export function saveModel(model) {
  write("localStorage", MODEL, model);
}

/** The turns of this tab, each `{question, answer}`. */
export function loadTurns() {
  try {
    const turns = JSON.parse(read("sessionStorage", TURNS) ?? "[]");
    return Array.isArray(turns) ? turns.filter((turn) => typeof turn?.question === "string" && turn.answer) : [];
  } catch {
    return [];
  }
}

/** Keeps the turns; when the browser's room is spent, the oldest give way. */
export function saveTurns(turns) {
  for (let from = 0; from <= turns.length; from++) {
    const kept = turns.slice(from);
    if (write("sessionStorage", TURNS, kept.length ? JSON.stringify(kept) : null)) return;
  }
}

/**
 * The messages that ask for the answer of `turns[index]`. A question that got no text is left out afterwards:
 * one that was refused for its content would else get every later one refused too.
 */
export function messagesFor(turns, index) {
  const messages = [];
  for (const turn of turns.slice(0, index)) {
    const text = visibleContent(turn.answer);
    if (!isFinished(turn.answer) || !text.trim()) continue;
    messages.push({ role: "user", content: turn.question }, { role: "assistant", content: text });
  }
  messages.push({ role: "user", content: turns[index].question });
  return messages;
}

/** A version 4 UUID; `crypto.randomUUID` is missing where the page came over plain http. */
export function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function read(store, name) {
  try {
    return window[store].getItem(name);
  } catch {
    return null;
  }
}

function write(store, name, value) {
  try {
    if (value === null) window[store].removeItem(name);
    else window[store].setItem(name, value);
    return true;
  } catch {
    return false;
  }
}
