/** Lights up everything that belongs to one speaker or one entity: passing by hover and focus, staying by a pinned button. */

import { Emphasis } from "./highlights.js";

/** One spotlight over the article and the panels. */
export class Spotlight {
  #root;
  #passing = null;
  #pinned = null;
  #lit = new Emphasis("lit");
  #speaker = new Emphasis("speaker");
  #found = new Emphasis("found");

  /** @param {HTMLElement} root all that it may light */
  constructor(root) {
    this.#root = root;
    for (const [enter, leave] of [["pointerover", "pointerleave"], ["focusin", "focusout"]]) {
      root.addEventListener(enter, (event) => this.#pass(targetOf(event.target)));
      root.addEventListener(leave, () => this.#pass(null));
    }
  }

  /** Pins what a button stands for, or lets it go when it is pinned already. */
  toggle(button) {
    const selector = selectorOf(button);
    this.pin(this.#pinned === selector ? null : selector);
  }

  /** @param {string | null} selector */
  pin(selector) {
    this.#pinned = selector;
    this.refresh(this.#root);
    this.#root.classList.toggle("has-pinned", isSpeaker(selector));
  }

  /** Lights what was drawn since. */
  refresh(root) {
    const speaker = isSpeaker(this.#pinned) ? this.#pinned : null;
    light(root, "is-pinned", speaker);
    light(root, "is-found", speaker ? null : this.#pinned);
    for (const button of root.querySelectorAll(".pin")) button.setAttribute("aria-pressed", String(selectorOf(button) === this.#pinned));
    this.#speaker.set(this.#words(speaker));
    this.#found.set(this.#words(speaker ? null : this.#pinned));
    this.#light();
  }

  /** In the article by a highlight, for it passes; on a card and in the strip by a class. */
  #light() {
    this.#lit.set(this.#words(this.#passing));
    light(this.#root, "is-lit", this.#passing && `:is(.results, .strip) ${this.#passing}`);
  }

  /** Lets go of what the page's highlights hold. */
  clear() {
    for (const emphasis of [this.#speaker, this.#found, this.#lit]) emphasis.clear();
  }

  #words(selector) {
    return selector ? this.#root.querySelectorAll(`.article .seg${selector.replace(/^\.seg/u, "")}`) : [];
  }

  #pass(selector) {
    if (selector === this.#passing) return;
    this.#passing = selector;
    this.#light();
  }
}

/** The selector of all that shares a speaker (or an entity) with this button. */
function selectorOf(button) {
  if (button.dataset.pin) return `[data-who~="${CSS.escape(button.dataset.pin)}"]`;
  return `.seg[data-entity~="${CSS.escape(button.dataset.entity)}"]`;
}

function isSpeaker(selector) {
  return selector !== null && selector.startsWith("[data-who");
}

function targetOf(node) {
  const who = node.closest?.("[data-who], .pin[data-entity]");
  if (!who) return null;
  return who.dataset.who ? `[data-who~="${CSS.escape(who.dataset.who.split(" ")[0])}"]` : selectorOf(who);
}

function light(root, name, selector) {
  for (const node of root.querySelectorAll(`.${name}`)) node.classList.remove(name);
  if (selector) for (const node of root.querySelectorAll(selector)) node.classList.add(name);
}
