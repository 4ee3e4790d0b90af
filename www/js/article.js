/** Draws the article: the text as pasted, in segments that carry their marks. */

import { el, inSlices } from "./dom.js";
import { layOut } from "./parts.js";
import { layersOf } from "./reading.js";
import { cutSegments } from "./segments.js";
import { t } from "./strings.js";

const TAGS = { headline: ["h2", "headline"], subhead: ["h3", "subhead"] };

/** The article pane. */
export class ArticleView {
  #pane;
  #starts = new WeakMap();
  #numbered = new Set();
  #text = "";

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
    pane.addEventListener("copy", (event) => this.#copy(event));
  }

  /**
   * Draws a reading; long texts are drawn in slices so that the page stays alive.
   * @param {object} reading see `buildReading`
   * @param {AbortSignal} signal stops the drawing
   * @returns {Promise<boolean>} false when it was stopped
   */
  async draw(reading, signal) {
    this.#pane.replaceChildren();
    this.#numbered.clear();
    this.#text = reading.text;
    const spans = layersOf(reading).sort((a, b) => a.start - b.start);
    const parts = layOut(reading.text, reading.report.blocks);
    let next = 0;
    let open = [];
    return inSlices(parts, (part) => {
      open = open.filter((span) => span.end > part.start);
      while (next < spans.length && spans[next].start < part.end) open.push(spans[next++]);
      this.#pane.append(this.#part(part, reading, open));
    }, { signal });
  }

  /** The pane without text. */
  clear() {
    this.#pane.replaceChildren();
    this.#text = "";
  }

  #part(part, reading, spans) {
    if (part.kind === "gap") return el("span", { className: "gap" }, this.#words(part.start, part.end));
    const [tag, name] = TAGS[part.kind] ?? ["p", part.kind];
    const block = el(tag, { className: `block ${name}`, dir: "auto" });
    for (const segment of cutSegments(part.start, part.end, spans)) block.append(...this.#segment(segment));
    return block;
  }

  #words(start, end) {
    const node = document.createTextNode(this.#text.slice(start, end));
    this.#starts.set(node, start);
    return node;
  }

  #segment({ start, end, spans }) {
    const words = this.#words(start, end);
    if (spans.length === 0) return [words];
    const segment = el("span", { className: "seg" }, words);
    for (const span of spans) dress(segment, span);
    const starting = spans.filter(({ layer, quote }) => (layer === "mark" || layer === "quote") && quote.spoken && !this.#numbered.has(quote.id));
    for (const { quote } of starting) this.#numbered.add(quote.id);
    return [...starting.map(({ quote }) => numberOf(quote)), segment];
  }

  /** What is copied is the text as pasted, not as drawn. */
  #copy(event) {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !event.clipboardData) return;
    const range = selection.getRangeAt(0);
    const ends = this.#positions(range);
    if (!ends) return;
    event.clipboardData.setData("text/plain", this.#text.slice(ends[0], ends[1]));
    event.preventDefault();
  }

  #positions(range) {
    const walker = document.createTreeWalker(this.#pane, NodeFilter.SHOW_TEXT);
    let start = null;
    let end = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const from = this.#starts.get(node);
      if (from === undefined || !range.intersectsNode(node)) continue;
      start ??= from + (node === range.startContainer ? range.startOffset : 0);
      end = from + (node === range.endContainer ? range.endOffset : node.length);
    }
    return start === null ? null : [start, end];
  }
}

function dress(segment, { layer, quote, entity }) {
  segment.classList.add(layer);
  if (quote) {
    segment.dataset.quote = [segment.dataset.quote, quote.id].filter(Boolean).join(" ");
    if (layer === "quote" || layer === "mark") segment.classList.add(quote.spoken ? quote.kind : "unspoken");
    if (quote.by) {
      segment.dataset.speaker = quote.by.id;
      segment.dataset.hue = quote.by.hue;
    }
  }
  if (entity) segment.dataset.entity = [segment.dataset.entity, entity.id].filter(Boolean).join(" ");
}

/** The small number before a quotation: it has no text of its own, so the article's text stays what it was. */
function numberOf(quote) {
  return el("a", {
    className: "number", id: `text-${quote.id}`, href: `#card-${quote.id}`, "data-label": quote.label,
    "data-hue": quote.by.hue, "aria-label": t.toCard(quote.label, quote.by.name),
  });
}
