// The boxes under an answer: what was cut, what failed, what to do next.

import { element, icon } from "./dom.js";
import { duration, t } from "./i18n.js";

/** Up to so many seconds, the button counts down to when a retry is welcome. */
const COUNTED = 120;

/** Says that an answer, or the message itself, was cut. */
export function cutNotice({ cut, status }, act) {
  const input = cut.stage === "input";
  return notice(
    "cut",
    "shield",
    t(input ? "inputCutTitle" : "cutTitle"),
    element("p", { textContent: cut.notice ?? t(input ? "inputCutNotice" : "cutNotice") }),
    cut.retractFrom === null ? null : element("p", { textContent: t("hidden") }),
    facts([t("category"), cut.category], [t("trace"), cut.traceId]),
    status === "failed" ? actions(actionButton(act, "edit", "edit")) : null,
  );
}

/** Says what failed and what to do about it. */
export function errorNotice({ error, link }, act) {
  const message = t(`errors.${error?.code}`) ?? error?.message ?? t("errors.generation_failed");
  const retry = link === "lost" ? actionButton(act, "reconnect", "retry") : actionButton(act, "retry", "retry");
  if (error?.retryAfter && error.retryAfter <= COUNTED) countDown(retry, error.retryAt);
  return notice(
    "failure",
    "alert",
    t("errorTitle"),
    element("p", { textContent: message }),
    element("p", { textContent: hint(error) }),
    facts(["HTTP", error?.status || null], [null, error?.code], [t("trace"), error?.traceId]),
    actions(retry, link === "lost" ? null : actionButton(act, "edit", "edit")),
  );
}

function countDown(button, until) {
  const label = button.lastChild;
  const show = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    label.textContent = left > 0 ? t("retryIn", { seconds: left }) : t("retry");
    return left > 0;
  };
  const timer = setInterval(() => {
    if (!show() || !button.isConnected) clearInterval(timer);
  }, 1000);
  show();
}

function actionButton(act, action, drawing) {
  const button = element("button", { type: "button", className: "quiet" }, icon(drawing), element("span", { textContent: t(action) }));
  button.addEventListener("click", () => act(action));
  return button;
}

function hint(error) {
  if (!error) return "";
  const status = error.status >= 500 && error.status !== 503 ? 500 : error.status;
  const advice = t(`hints.${error.code}`) ?? t(`hints.${status}`) ?? "";
  const wait = error.retryAfter > COUNTED ? t("waitFor", { time: duration(error.retryAfter) }) : "";
  return [advice, wait].filter(Boolean).join(" ");
}

function notice(kind, drawing, title, ...content) {
  const body = content.filter((node) => node && node.textContent !== "");
  return element("div", { className: `notice ${kind}` }, icon(drawing), element("div", {}, element("p", { className: "notice-title", textContent: title }), ...body));
}

function facts(...pairs) {
  const known = pairs.filter(([, value]) => value);
  return element("p", { className: "facts" }, ...known.map(([name, value]) => element("span", {}, name ? `${name} ` : "", element("code", { textContent: value }))));
}

function actions(...buttons) {
  return element("div", { className: "actions" }, ...buttons);
}
