/** Draws the article: the text untouched, cut into flat segments, with a number after every quote. */

import { afterFrame, el, inSlices, nextTask } from "./dom.js";
import { layOut } from "./parts.js";
import { layersOf } from "./reading.js";
import { cutSegments } from "./segments.js";
import { quoteNumber, paintSegment } from "./segment-view.js";
import { inTheseWords } from "./strings.js";

/** Up to here the whole article is marked at once; a longer one is marked where the reader looks. */
export const SHORT = 16_000;
const CHUNK = 1_500;
/** So many chunks fill a window. */
const WINDOW = 2;
const TAGS = { headline: "h3", subhead: "h4", comment_header: "h4" };

/** The pane whose textContent is always the pasted text, once `drawn` has resolved. */
export class ArticleView {
  /** @type {Promise<boolean>} whether the whole text stands */
  drawn = Promise.resolve(true);
  #pane;
  #hooks;
  #chunks = [];
  #observer = null;
  #reading = null;
  #number = quoteNumber;
  #stop = new AbortController();

  /** @param {HTMLElement} pane @param {{ onMarked: (root: HTMLElement) => void }} hooks */
  constructor(pane, hooks) {
    this.#pane = pane;
    this.#hooks = hooks;
  }

  /**
   * A short article stands when this returns, a long one is drawn task by task, so that the page goes on answering.
   * @param {object} reading see `buildReading`
   * @param {() => Promise<void>} [first] what goes before all but the beginning
   */
  show(reading, first = () => Promise.resolve()) {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#observer?.disconnect();
    this.#number = inTheseWords(quoteNumber);
    if (reading.text.length > SHORT) {
      this.drawn = this.#drawLong(reading, first, this.#stop.signal);
      return;
    }
    this.#begin(reading, chunksOf(reading));
    for (const chunk of this.#chunks) this.#reveal(chunk);
    this.drawn = first().then(() => true);
  }

  /** Draws and marks the chunk that holds a quote's number. @returns {HTMLElement | null} the number */
  revealQuote(id) {
    const chunk = this.#chunks.find((one) => one.parts.some((part) => part.numbers.some(({ quote }) => quote.id === id)));
    return this.#reveal(chunk)?.querySelector(`.num[data-quote="${CSS.escape(id)}"]`) ?? null;
  }

  /** Draws and marks the place. @returns {HTMLElement | null} the segment that starts at this position */
  revealPlace(position) {
    const chunk = this.#chunks.find((one) => position >= one.start && position < one.end);
    return this.#reveal(chunk)?.querySelector(`[data-from="${position}"]`) ?? null;
  }

  /** The chunks that are marked by now. @returns {HTMLElement[]} */
  get marked() {
    return this.#chunks.filter((chunk) => chunk.marked).map((chunk) => chunk.node);
  }

  /** Draws and marks all, as paper needs it. */
  revealAll() {
    for (const chunk of this.#chunks) this.#reveal(chunk);
  }

  #reveal(chunk) {
    if (!chunk) return null;
    for (const one of this.#chunks) {
      if (!one.node) this.#place(one);
      if (one === chunk) break;
    }
    this.#mark(chunk);
    return chunk.node;
  }

  #begin(reading, chunks, observer = null) {
    this.#reading = reading;
    this.#chunks = chunks;
    this.#observer = observer;
    this.#pane.classList.toggle("is-long", observer !== null);
    this.#pane.replaceChildren();
  }

  /** The article before stays until there is something in its place. */
  async #drawLong(reading, first, signal) {
    await nextTask();
    if (signal.aborted) return false;
    const chunks = chunksOf(reading);
    await nextTask();
    if (signal.aborted) return false;
    this.#begin(reading, chunks, this.#watch());
    for (const chunk of chunks.slice(0, WINDOW)) {
      this.#reveal(chunk);
      await afterFrame();
      if (signal.aborted) return false;
    }
    await first();
    return inSlices(chunks.map((chunk) => () => chunk.node ?? this.#place(chunk)), () => !signal.aborted);
  }

  #place(chunk) {
    chunk.node = el("div", { className: "chunk" });
    chunk.node.style.setProperty("--chars", String(chunk.end - chunk.start));
    for (const part of chunk.parts) chunk.node.append(this.#partNode(part));
    this.#pane.append(chunk.node);
    this.#observer?.observe(chunk.node);
  }

  #partNode(part) {
    const text = this.#reading.text.slice(part.start, part.end);
    if (part.kind === "gap") return el("span", { className: "gap" }, text);
    const tag = part.continues ? "p" : TAGS[part.kind] ?? "p";
    return el(tag, { className: "block", "data-kind": part.kind, dir: "auto" }, text);
  }

  #mark(chunk) {
    if (chunk.marked) return;
    chunk.marked = true;
    chunk.parts.forEach((part, index) => {
      if (part.spans.length > 0) chunk.node.children[index].replaceChildren(...this.#segments(part));
    });
    this.#hooks.onMarked(chunk.node);
  }

  #segments(part) {
    const nodes = [];
    for (const segment of cutSegments(part.start, part.end, part.spans)) {
      const text = this.#reading.text.slice(segment.start, segment.end);
      nodes.push(segment.spans.length > 0 ? paintSegment(text, segment) : text);
      for (const { quote, at } of part.numbers) if (at === segment.end) nodes.push(this.#number(quote));
    }
    return nodes;
  }

  #watch() {
    return new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) this.#mark(this.#chunks.find((chunk) => chunk.node === target));
      }
    }, { rootMargin: "1500px" });
  }
}

function chunksOf(reading) {
  const chunks = [];
  for (const part of layOut(reading.text, reading.report.blocks)) {
    const drawn = { ...part, spans: [], numbers: [] };
    const last = chunks.at(-1);
    if (last && part.end - last.start <= CHUNK) {
      last.parts.push(drawn);
      last.end = part.end;
    } else chunks.push({ start: part.start, end: part.end, parts: [drawn], node: null, marked: false });
  }
  assignSpans(chunks, layersOf(reading));
  return chunks;
}

/** Gives every part the spans that lie in it, and every quote its number after its last visible character. */
function assignSpans(chunks, spans) {
  const parts = chunks.flatMap((chunk) => chunk.parts).filter((part) => part.kind !== "gap");
  for (const span of spans) {
    for (let i = firstPart(parts, span.start); i < parts.length && parts[i].start < span.end; i += 1) {
      parts[i].spans.push(span);
    }
    if (span.layer !== "quote") continue;
    const piece = span.quote.pieces.find((one) => one.start === span.start);
    const home = parts[firstPart(parts, Math.max(piece.to - 1, piece.start))];
    if (home) home.numbers.push({ quote: span.quote, at: Math.min(piece.to, home.end) });
  }
}

function firstPart(parts, position) {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle].end <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
