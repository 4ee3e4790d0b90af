/** Lights up everything that belongs to one speaker or one entity: passing by hover and focus, staying by a pinned button. */

/** One spotlight over the article and the panels. */
export class Spotlight {
  #root;
  #passing = null;
  #pinned = null;

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
    for (const button of this.#root.querySelectorAll(".pin")) {
      button.setAttribute("aria-pressed", String(selector !== null && selectorOf(button) === selector));
    }
  }

  /** Lights what was drawn since. */
  refresh(root) {
    light(root, "is-pinned", isSpeaker(this.#pinned) ? this.#pinned : null);
    light(root, "is-found", isSpeaker(this.#pinned) ? null : this.#pinned);
    light(root, "is-lit", this.#passing);
  }

  #pass(selector) {
    if (selector === this.#passing) return;
    this.#passing = selector;
    light(this.#root, "is-lit", selector);
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
