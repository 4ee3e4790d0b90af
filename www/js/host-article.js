/**
 * An article that stands in the host's page: read there, and marked there by the Custom Highlight API, so that its document stays
 * as it was. Only highlights called `who-said-…` are made, several elements share them, and each takes away its own ranges only.
 */

import { flowOf, positionOf, rangeOf } from "./flow.js";

const HUES = ["0", "1", "2", "3", "4", "5", "6", "7", "none"];
const canHighlight = () => typeof Highlight === "function" && "highlights" in CSS;

/** An article of the host and the marks on it. */
export class HostArticle {
  #element;
  #sheet;
  #pieces = [];
  #marks = [];
  #dressed = null;
  #listening = new AbortController();

  /** @param {Element} element @param {CSSStyleSheet} sheet the look of the marks */
  constructor(element, sheet) {
    this.#element = element;
    this.#sheet = sheet;
  }

  /** @returns {string} the words that stand there now */
  read() {
    const { text, pieces } = flowOf(this.#element);
    this.#pieces = pieces;
    return text;
  }

  /** Marks the quotes in the colours of their speakers, and the words that tell who speaks; calls back for clicks into the article. */
  mark(reading, onClick) {
    this.clear();
    this.#listening = new AbortController();
    this.#element.addEventListener("click", onClick, { signal: this.#listening.signal, passive: true });
    if (!canHighlight()) return;
    this.#dress();
    for (const quote of reading.quotes.filter((one) => one.spoken)) {
      const hue = HUES.includes(quote.by.hue) ? quote.by.hue : "none";
      for (const piece of quote.pieces) this.#add(`who-said-${quote.kind === "indirect" ? "indirect" : "quote"}-${hue}`, piece.start, piece.end, 0);
      if (quote.cue) this.#add("who-said-cue", quote.cue.start, quote.cue.end, 1);
      if (quote.speaker) this.#add("who-said-speaker", quote.speaker.start, quote.speaker.end, 2);
    }
  }

  /** Lights one quote and brings it into view. @returns {boolean} whether it stands there */
  reveal(quote) {
    const ranges = quote.pieces.map((piece) => rangeOf(this.#pieces, piece.start, piece.end)).filter(Boolean);
    if (ranges.length === 0) return false;
    this.#takeAway((name) => name === "who-said-selected");
    if (canHighlight()) for (const piece of quote.pieces) this.#add("who-said-selected", piece.start, piece.end, 3);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const box = ranges[0].getBoundingClientRect();
    scrollBy({ top: box.top - innerHeight / 3, behavior: calm ? "auto" : "smooth" });
    return true;
  }

  /** @returns {number} the position in the text of a point of the window, or -1 */
  positionAt(x, y) {
    const place = document.caretPositionFromPoint?.(x, y);
    if (place) return positionOf(this.#pieces, place.offsetNode, place.offset);
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? positionOf(this.#pieces, range.startContainer, range.startOffset) : -1;
  }

  /** Takes away all that was added. */
  clear() {
    this.#listening.abort();
    this.#takeAway(() => true);
    if (!this.#dressed) return;
    const root = this.#dressed;
    this.#dressed = null;
    wearers.set(root, wearers.get(root) - 1);
    if (wearers.get(root) === 0) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }

  /** The look of a highlight belongs to the tree that the words stand in. */
  #dress() {
    const root = this.#element.getRootNode();
    if (!root.adoptedStyleSheets.includes(this.#sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
    wearers.set(root, (wearers.get(root) ?? 0) + 1);
    this.#dressed = root;
  }

  #add(name, start, end, priority) {
    const range = rangeOf(this.#pieces, start, end);
    if (!range) return;
    if (!CSS.highlights.has(name)) CSS.highlights.set(name, Object.assign(new Highlight(), { priority }));
    CSS.highlights.get(name).add(range);
    this.#marks.push({ name, range });
  }

  #takeAway(isMeant) {
    for (const { name, range } of this.#marks.filter((mark) => isMeant(mark.name))) {
      const highlight = CSS.highlights.get(name);
      highlight?.delete(range);
      if (highlight?.size === 0) CSS.highlights.delete(name);
    }
    this.#marks = this.#marks.filter((mark) => !isMeant(mark.name));
  }
}

/** How many articles of a document or shadow root wear the marks. */
const wearers = new WeakMap();
