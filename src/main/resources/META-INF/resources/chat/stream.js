// An answer as it comes: a pure function from what is known and one event to what is known next,
// and the reader of a generation's event stream.

const FIELDS = { content: "content", reasoning_content: "reasoning", refusal: "refusal", tool_calls: "toolCalls" };
const STATUS_OF_SNAPSHOT = { completed: "completed", cut: "cut", failed: "failed", cancelled: "cancelled" };
const EVENTS = ["queue", "open", "delta", "cut", "done", "error"];
const SILENT_DROPS = 4;

/** An answer that was asked for and of which nothing is known yet. */
export function freshAnswer(model, idempotencyKey) {
  return {
    status: "sending", // sending, waiting, queued, streaming; then completed, cut, failed or cancelled
    link: "live", // live, reconnecting, lost
    requestedModel: model,
    idempotencyKey,
    generationId: null,
    eventsUrl: null,
    lastEventId: null,
    ...nothingReceived(),
  };
}

function nothingReceived() {
  return {
    model: null,
    queue: null,
    content: "",
    reasoning: "",
    refusal: "",
    toolCalls: "",
    cut: null,
    error: null,
    finishReason: null,
    usage: null,
    label: null,
  };
}

export function isFinished(answer) {
  return ["completed", "cut", "failed", "cancelled"].includes(answer.status);
}

/** What may be seen of the content: all of it, or the part before the point from which a cut withdraws it. */
export function visibleContent(answer) {
  const from = answer.cut?.retractFrom;
  return typeof from === "number" ? firstCodePoints(answer.content, from) : answer.content;
}

/** The first `count` code points; an emoji counts once although it fills two UTF-16 units. */
export function firstCodePoints(text, count) {
  let end = 0;
  for (let seen = 0; seen < count && end < text.length; seen++) {
    end += text.codePointAt(end) > 0xffff ? 2 : 1;
  }
  return text.slice(0, end);
}

/** The next state of an answer; `event` is one of the stream's, or one of the page's own. */
export function advance(answer, event) {
  const step = STEPS[event.type];
  if (!step) return answer;
  const next = step(answer, event);
  return event.id ? { ...next, lastEventId: event.id } : next;
}

const STEPS = {
  accepted: (answer, { generationId, eventsUrl }) => ({ ...answer, status: "waiting", generationId, eventsUrl }),
  // The stream starts over: what was shown before is about to come again.
  replay: (answer) => ({ ...answer, ...nothingReceived(), status: "waiting", lastEventId: null }),

  // Position 0: the waiting is over, and the answer is being asked for.
  queue: (answer, { data }) =>
    data.position > 0
      ? live(answer, { status: "queued", queue: { position: data.position, eta: data.eta_s } })
      : live(answer, { status: "waiting", queue: null }),
  open: (answer, { data }) =>
    live(answer, {
      status: "streaming",
      queue: null,
      model: data.model ?? answer.model,
      label: labelText(data.label) ?? answer.label,
    }),
  delta: (answer, { data }) => {
    const field = FIELDS[data.field];
    if (!field || (data.index ?? 0) !== 0 || typeof data.text !== "string") return answer;
    return live(answer, { status: "streaming", queue: null, [field]: answer[field] + data.text });
  },
  cut: (answer, { data }) => {
    if (answer.status === "cancelled") return answer;
    return { ...answer, status: "cut", link: "live", queue: null, cut: readCut(data, answer.generationId) };
  },
  done: (answer, { data }) => ({
    ...answer,
    status: isFinished(answer) ? answer.status : data.finish_reason === "content_filter" ? "cut" : "completed",
    link: "live",
    queue: null,
    finishReason: data.finish_reason ?? answer.finishReason,
    usage: readUsage(data.usage) ?? answer.usage,
    label: labelText(data.label) ?? answer.label,
  }),
  error: (answer, { data }) => (isFinished(answer) ? answer : fail(answer, readError(data.error ?? data, answer))),

  refused: (answer, { failure }) => fail(answer, failure),
  stop: (answer) => (isFinished(answer) ? answer : { ...answer, status: "cancelled", link: "live", queue: null }),
  stopFailed: (answer, { message }) => ({ ...answer, error: { code: "stop_failed", message } }),
  dropped: (answer) => (isFinished(answer) ? answer : { ...answer, link: "reconnecting" }),
  restored: (answer) => ({ ...answer, link: "live" }),
  lost: (answer, { failure }) => ({ ...answer, link: "lost", error: failure }),
  resume: (answer) => ({ ...answer, link: "reconnecting", error: null }),
  snapshot: (answer, { data }) => {
    const status = STATUS_OF_SNAPSHOT[data.status];
    if (!status) return answer;
    return {
      ...answer,
      status,
      link: "live",
      queue: null,
      content: typeof data.text === "string" ? data.text : answer.content,
      model: data.model ?? answer.model,
      finishReason: data.finish_reason ?? null,
      usage: readUsage(data.usage) ?? answer.usage,
      label: labelText(data.label) ?? answer.label,
      cut: data.cut ? readCut(data.cut, data.id) : answer.cut,
      error: status === "failed" ? readError(data.error ?? { code: "generation_failed" }, answer) : null,
    };
  },
};

function live(answer, change) {
  return isFinished(answer) ? answer : { ...answer, ...change, link: "live", error: null };
}

function fail(answer, failure) {
  const error = {
    code: failure.code,
    message: failure.message,
    status: failure.status ?? 0,
    retryAt: failure.retryAfter === null || failure.retryAfter === undefined ? null : Date.now() + failure.retryAfter * 1000,
    retryAfter: failure.retryAfter ?? null,
    traceId: failure.traceId ?? answer.generationId,
    definite: failure.definite ?? true,
  };
  const cut = failure.verdict ? readCut(failure.verdict, error.traceId) : answer.cut;
  return { ...answer, status: "failed", link: "live", queue: null, error, cut };
}

function readError(error, answer) {
  return {
    code: error.code ?? error.type ?? "generation_failed",
    message: error.message ?? null,
    verdict: error.sluice ?? null,
    traceId: error.sluice?.trace_id ?? answer.generationId,
  };
}

/** A cut comes bare or as `{"cut":{…},"trace_id":…}`. */
function readCut(data, generationId) {
  const cut = data.cut ?? data;
  return {
    category: cut.category ?? "OTHER",
    stage: cut.stage ?? "output",
    retractFrom: typeof cut.retract_from === "number" ? cut.retract_from : null,
    notice: cut.notice ?? null,
    traceId: data.trace_id ?? cut.trace_id ?? generationId,
  };
}

function readUsage(usage) {
  if (!usage) return null;
  const input = usage.prompt_tokens ?? usage.input_tokens;
  const output = usage.completion_tokens ?? usage.output_tokens;
  if (typeof input !== "number" || typeof output !== "number") return null;
  return { input, output, estimated: usage.estimated === true };
}

/** The label is a sentence, or an object that holds it. */
function labelText(label) {
  const text = typeof label === "string" ? label : (label?.text ?? label?.explicit ?? label?.notice);
  return typeof text === "string" && text.trim() ? text.trim() : null;
}

/**
 * Reads a generation's events until the last one. The browser reconnects by itself after a break and sends the
 * last event id; only when it gives up (`gone`) the caller has to find out what happened.
 */
export function follow(url, { received, dropped, restored, gone }) {
  const source = new EventSource(url);
  let drops = 0;

  function onEvent(event) {
    if (typeof event.data !== "string") {
      onBreak();
      return;
    }
    drops = 0;
    const data = readJson(event.data);
    if (!data) return;
    if (event.type === "done" || event.type === "error") source.close();
    received({ type: event.type, id: event.lastEventId || null, data });
  }

  // The browser's own `error` has the gateway's name for a failed generation, but carries no data.
  function onBreak() {
    drops++;
    if (source.readyState === EventSource.CLOSED || drops > SILENT_DROPS) {
      source.close();
      gone();
    } else {
      dropped();
    }
  }

  for (const name of EVENTS) source.addEventListener(name, onEvent);
  source.addEventListener("open", restored);
  return () => source.close();
}

function readJson(text) {
  try {
    const data = JSON.parse(text);
    return data && typeof data === "object" ? data : null;
  } catch {
    return null;
  }
}
