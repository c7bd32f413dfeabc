// One question and its answer, from the first request to the last event, across breaks and reloads.

import { ApiError, fetchGeneration, startGeneration, stopGeneration } from "./api.js";
import { advance, follow, isFinished } from "./stream.js";

const SENDS = 3;
const LOOKUPS = 8;
const LONGEST_PAUSE = 10_000;
const AFTER_STOP = 2_000;

export class Exchange {
  #turn;
  #key;
  #changed;
  #stopped = false;
  #unfollow = () => {};
  #lookups = 0;
  #startOver = false;
  #wake = null;

  /** `key` gives the API key of the moment; `changed` hears of every step. */
  constructor(turn, key, changed) {
    this.#turn = turn;
    this.#key = key;
    this.#changed = changed;
  }

  /** Asks for the answer. A request of unknown fate is repeated under the same idempotency key. */
  async begin(body) {
    const idempotencyKey = this.#turn.answer.idempotencyKey;
    for (let attempt = 1; ; attempt++) {
      try {
        const started = await startGeneration(this.#key(), body, idempotencyKey);
        this.#accept(started);
        return;
      } catch (failure) {
        if (this.#stopped) return;
        if (failure.code !== "unreachable" || attempt === SENDS) {
          this.#step({ type: "refused", failure });
          return;
        }
        await this.#pause(attempt);
        if (this.#stopped) return;
      }
    }
  }

  /** Takes up an answer that a reload interrupted, from its first event. */
  resume() {
    this.#lookups = 0;
    this.#startOver = true;
    this.#step({ type: "resume" });
    this.#follow(this.#turn.answer.eventsUrl);
  }

  /** Ends the answer at once for the reader, and at the gateway as soon as it can be told. */
  async stop() {
    this.#stopped = true;
    this.#wake?.();
    this.#step({ type: "stop" });
    if (!this.#turn.answer.generationId) return;
    await this.#tellStop();
    // The last event still brings the usage; if it doesn't come, never mind.
    setTimeout(() => this.#unfollow(), AFTER_STOP);
  }

  /** Stops reading without stopping the answer. */
  leave() {
    this.#stopped = true;
    this.#wake?.();
    this.#unfollow();
  }

  /** Doesn't wait any longer before the next attempt. */
  hurry() {
    this.#wake?.();
  }

  #accept({ id, eventsUrl }) {
    if (this.#stopped) {
      this.#turn.answer = { ...this.#turn.answer, generationId: id };
      this.#tellStop();
      return;
    }
    this.#step({ type: "accepted", generationId: id, eventsUrl });
    this.#follow(eventsUrl);
  }

  async #tellStop() {
    try {
      await stopGeneration(this.#key(), this.#turn.answer.generationId);
    } catch (failure) {
      if (failure.status !== 404) this.#step({ type: "stopFailed", message: failure.message });
    }
  }

  #follow(url) {
    this.#unfollow();
    this.#unfollow = follow(url, {
      received: (event) => this.#received(event),
      dropped: () => this.#step({ type: "dropped" }),
      restored: () => this.#step({ type: "restored" }),
      gone: () => this.#lookUp(),
    });
  }

  #received(event) {
    this.#lookups = 0;
    if (this.#startOver) {
      this.#startOver = false;
      this.#step({ type: "replay" });
    }
    this.#step(event);
  }

  /** The event stream refuses us: ask how the generation stands, and read on where there is something to read. */
  async #lookUp() {
    while (!this.#stopped && !isFinished(this.#turn.answer)) {
      this.#step({ type: "dropped" });
      await this.#pause(++this.#lookups);
      if (this.#stopped) return;
      try {
        const data = await fetchGeneration(this.#key(), this.#turn.answer.generationId);
        this.#step({ type: "snapshot", data });
        if (!isFinished(this.#turn.answer)) this.#reopen(data.events_url);
        return;
      } catch (failure) {
        if (this.#giveUp(failure)) return;
      }
    }
  }

  #giveUp(failure) {
    if (failure.status === 404 || failure.status === 410) {
      this.#step({ type: "refused", failure: new ApiError({ code: "expired", definite: true }) });
      return true;
    }
    const passing = failure.code === "unreachable" || failure.status >= 500 || failure.status === 429;
    if (passing && this.#lookups < LOOKUPS) return false;
    const lost = failure.code === "unreachable" ? new ApiError({ code: "connection_lost" }) : failure;
    this.#step({ type: "lost", failure: { code: lost.code, message: lost.message, status: lost.status } });
    return true;
  }

  #reopen(freshUrl) {
    const { eventsUrl, lastEventId } = this.#turn.answer;
    const url = freshUrl ?? eventsUrl;
    const after = lastEventId && !this.#startOver;
    const mark = url.includes("?") ? "&" : "?";
    this.#follow(after ? `${url}${mark}last_event_id=${encodeURIComponent(lastEventId)}` : url);
  }

  #step(event) {
    this.#turn.answer = advance(this.#turn.answer, event);
    this.#changed(this.#turn, event);
  }

  #pause(attempt) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(LONGEST_PAUSE, 500 * 2 ** (attempt - 1)));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
