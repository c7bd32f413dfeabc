// The gateway's HTTP interface, as far as this page uses it.

/** A request that brought no result: an error object of the gateway, or no answer at all. */
export class ApiError extends Error {
  constructor({ status = 0, code, message, retryAfter = null, traceId = null, verdict = null, definite = false }) {
    super(message ?? code);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.traceId = traceId;
    this.verdict = verdict;
    /** Whether the gateway itself said no; otherwise nobody knows what became of the request. */
    this.definite = definite;
  }
}

/** The model aliases that this key may use. */
export async function listModels(key) {
  const answer = await call("GET", "/v1/models", key);
  return (answer?.data ?? []).map((model) => model.id).filter((id) => typeof id === "string");
}

/** Starts a generation; the same idempotency key joins the one already started. */
export async function startGeneration(key, body, idempotencyKey) {
  const answer = await call("POST", "/v1/generations", key, body, { "Idempotency-Key": idempotencyKey });
  if (!answer?.id || !answer.events_url) throw new ApiError({ status: 200, code: "unexpected_answer" });
  return { id: answer.id, eventsUrl: answer.events_url };
}

/** Where a generation stands, with its cleared text. */
export function fetchGeneration(key, id) {
  return call("GET", `/v1/generations/${encodeURIComponent(id)}`, key);
}

/** Ends a generation; asking twice does no harm. */
export function stopGeneration(key, id) {
  return call("DELETE", `/v1/generations/${encodeURIComponent(id)}`, key);
}

async function call(method, path, key, body, headers = {}) {
  const request = {
    method,
    headers: { Authorization: `Bearer ${key}`, Accept: "application/json", ...headers },
    credentials: "omit",
    cache: "no-store",
  };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response, text;
  try {
    response = await fetch(path, request);
    text = await response.text();
  } catch {
    throw new ApiError({ code: "unreachable" });
  }
  const answer = parse(text);
  if (!response.ok) throw refusal(response, answer);
  if (text && answer === undefined) throw new ApiError({ status: response.status, code: "unexpected_answer" });
  return answer;
}

function refusal(response, answer) {
  const error = answer?.error;
  return new ApiError({
    status: response.status,
    code: error?.code ?? error?.type ?? `http_${response.status}`,
    message: error?.message ?? answer?.detail ?? answer?.title,
    retryAfter: secondsUntil(response.headers.get("Retry-After")),
    traceId: error?.sluice?.trace_id ?? response.headers.get("X-Sluice-Trace-Id"),
    verdict: error?.sluice ?? null,
    definite: Boolean(error),
  });
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** `Retry-After` comes as seconds or as a date. */
export function secondsUntil(value, now = Date.now()) {
  if (!value) return null;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}
