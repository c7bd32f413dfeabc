// The panel in which the API key is entered, checked and kept.

import { ApiError, listModels } from "./api.js";
import { loadKey, saveKey } from "./conversation.js";
import { t } from "./i18n.js";

const HEADER_SAFE = /^[\x21-\x7e]+$/;

export class KeyPanel {
  #panel = document.getElementById("key-panel");
  #toggle = document.getElementById("key-toggle");
  #input = document.getElementById("key-input");
  #remember = document.getElementById("key-remember");
  #forget = document.getElementById("key-forget");
  #reveal = document.getElementById("key-reveal");
  #save = document.getElementById("key-save");
  #error = document.getElementById("key-error");
  #accepted;
  #key;

  /** `accepted` receives the models as soon as the gateway took a key. */
  constructor(accepted) {
    const stored = loadKey();
    this.#accepted = accepted;
    this.#key = stored.key;
    this.#input.value = stored.key;
    this.#remember.checked = stored.remembered;
    this.#wire();
    this.#show();
  }

  get key() {
    return this.#key;
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  /** Opens the panel, with a reason why if there is one, and puts the cursor into it. */
  open(reason = "") {
    this.#panel.hidden = false;
    this.#toggle.setAttribute("aria-expanded", "true");
    this.#complain(reason);
    this.#input.focus();
    this.#input.select();
  }

  close() {
    const hadFocus = this.#panel.contains(document.activeElement);
    this.#panel.hidden = true;
    this.#toggle.setAttribute("aria-expanded", "false");
    this.#complain("");
    if (hadFocus) this.#toggle.focus();
  }

  /** Asks the gateway what this key may use; true when it took the key. */
  async check() {
    try {
      this.#accepted(await listModels(this.#key));
      this.#toggle.dataset.state = "good";
      return true;
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.reject(failure);
      return false;
    }
  }

  /** Shows that the gateway didn't take the key, or couldn't be asked. */
  reject(failure) {
    const refused = failure.status === 401;
    this.#toggle.dataset.state = refused ? "bad" : "unknown";
    const message = refused ? t("keyRejected") : (t(`errors.${failure.code}`) ?? failure.message);
    this.open(message);
  }

  async #submit() {
    const key = this.#input.value.trim();
    if (!key) return this.open(t("keyEmpty"));
    if (!HEADER_SAFE.test(key)) return this.open(t("keyInvalid"));
    this.#key = key;
    saveKey(key, this.#remember.checked);
    this.#show();
    this.#save.disabled = true;
    this.#save.textContent = t("keyChecking");
    const good = await this.check();
    this.#save.disabled = false;
    this.#save.textContent = t("keySave");
    if (!good) return;
    this.close();
    document.getElementById("prompt").focus();
  }

  #dropKey() {
    this.#key = "";
    this.#input.value = "";
    this.#remember.checked = false;
    saveKey("", false);
    delete this.#toggle.dataset.state;
    this.#show();
    this.#accepted([]);
    this.open();
  }

  #wire() {
    document.getElementById("key-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#toggle.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    this.#forget.addEventListener("click", () => this.#dropKey());
    this.#remember.addEventListener("change", () => this.#key && saveKey(this.#key, this.#remember.checked));
    this.#reveal.addEventListener("click", () => {
      const shown = this.#input.type === "password";
      this.#input.type = shown ? "text" : "password";
      this.#reveal.setAttribute("aria-pressed", String(shown));
    });
    this.#panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
  }

  #complain(reason) {
    this.#error.textContent = reason;
    this.#input.setAttribute("aria-invalid", String(Boolean(reason)));
  }

  #show() {
    this.#forget.hidden = !this.#key;
  }
}
