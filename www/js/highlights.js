/**
 * Passing emphasis without touching the document: Custom Highlights, shared by all elements of a page under one name each.
 * Only our own ranges are ever taken away. Browsers without them get a class.
 */

const CAN = typeof Highlight === "function" && Boolean(globalThis.CSS?.highlights);

/** One kind of emphasis in one element. */
export class Emphasis {
  #name;
  #ranges = [];
  #nodes = [];

  /** @param {string} name becomes `who-said-` and this */
  constructor(name) {
    this.#name = name;
  }

  /** @param {Iterable<Element>} nodes what is emphasised from now on, and nothing else */
  set(nodes) {
    this.clear();
    this.#nodes = [...nodes];
    if (!CAN) return this.#nodes.forEach((node) => node.classList.add(`is-${this.#name}`));
    if (this.#nodes.length === 0) return;
    const key = `who-said-${this.#name}`;
    if (!CSS.highlights.has(key)) CSS.highlights.set(key, new Highlight());
    const highlight = CSS.highlights.get(key);
    for (const node of this.#nodes) {
      const range = document.createRange();
      range.selectNodeContents(node);
      highlight.add(range);
      this.#ranges.push(range);
    }
  }

  clear() {
    if (!CAN) this.#nodes.forEach((node) => node.classList.remove(`is-${this.#name}`));
    const highlight = CAN ? CSS.highlights.get(`who-said-${this.#name}`) : null;
    for (const range of this.#ranges) highlight?.delete(range);
    if (highlight?.size === 0) CSS.highlights.delete(`who-said-${this.#name}`);
    this.#ranges = [];
    this.#nodes = [];
  }
}
