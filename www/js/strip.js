/** A picture of the article: a lane for each speaker, and in it where that speaker talks. A table for those who do not see it. */

import { shownWords } from "./cards-view.js";
import { el } from "./dom.js";
import { paintLook, wordOf } from "./segment-view.js";
import { inTheseWords, t } from "./strings.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;
const THINNEST = 4;
const LANES = 5;
const TENTHS = 10;
const ALL = 200;
/** So much of a quote stands in the tip of its piece. */
const TIP = 160;

/** The picture above the article. */
export class StripView {
  #figure;
  #onQuote;
  #showAll = () => {};
  #tipOf = () => "";

  constructor(figure, onQuote) {
    this.#figure = figure;
    this.#onQuote = onQuote;
    figure.addEventListener("click", (event) => {
      const piece = event.target.closest("rect[data-quote]");
      if (piece) this.#onQuote(piece.dataset.quote);
    });
    // A tip is written when it is looked for: a book has a thousand pieces.
    figure.addEventListener("pointerover", (event) => this.#tip(event.target.closest("rect[data-quote]:empty")));
  }

  #tip(piece) {
    if (!piece) return;
    const title = shape("title", {});
    title.textContent = this.#tipOf(piece.dataset.quote);
    piece.append(title);
  }

  /** Draws the rows of `auditOf`: some at first, all of them at the press of a button. */
  show(reading, rows) {
    this.#figure.hidden = rows.length === 0;
    this.#tipOf = inTheseWords((id) => {
      const quote = reading.byId.get(id);
      return t.strip.piece(quote.label, shortened(shownWords(quote, reading)));
    });
    const body = el("tbody", {});
    const draw = (until) => body.replaceChildren(...rows.slice(0, until).map((row) => lane(row, reading)));
    draw(LANES);
    const more = rows.length > LANES && el("button", { type: "button", className: "more act", onclick: () => this.#showAll() }, t.strip.more(rows.length - LANES));
    this.#showAll = inTheseWords(() => {
      draw(ALL);
      if (more) more.remove();
    });
    // Where it is narrow the lanes stand close, without their words, until they are asked for.
    const fold = el("button", { type: "button", className: "fold act", "aria-expanded": String(this.#figure.classList.contains("is-open")), onclick: () => {
      fold.setAttribute("aria-expanded", String(this.#figure.classList.toggle("is-open")));
    } }, t.strip.names);
    this.#figure.replaceChildren(
      el("figcaption", {}, t.strip.title), el("p", { className: "how" }, t.strip.how), fold,
      el("table", { role: "table" },
        el("thead", { className: "spoken" }, el("tr", {}, ...[t.audit.source, t.strip.where, t.audit.words, t.audit.share]
          .map((head) => el("th", { scope: "col" }, head)))),
        body),
      ...[more].filter(Boolean));
  }

  /** Draws every lane, as paper needs it. */
  showAll() {
    this.#showAll();
  }

  /** Fades the quotes that are left out. @param {(id: string) => boolean} passes */
  fade(passes) {
    for (const piece of this.#figure.querySelectorAll("rect[data-quote]")) piece.classList.toggle("is-off", !passes(piece.dataset.quote));
  }
}

function lane({ speaker, words, share }, reading) {
  // Roles, for on narrow screens the table is laid out as boxes, and would be a table to nobody.
  const row = el("tr", { role: "row", "data-who": wordOf(speaker.id) },
    el("th", { scope: "row", role: "rowheader" },
      el("button", { type: "button", className: "pin", "data-pin": wordOf(speaker.id), "aria-pressed": "false" },
        el("span", { className: "badge", "aria-hidden": "true" }, speaker.initials), el("bdi", { className: "name" }, speaker.name))),
    el("td", { role: "cell", className: "lane" }, picture(speaker, reading), el("span", { className: "spoken" }, places(speaker, reading))),
    el("td", { role: "cell", className: "words-said" }, t.digits(words), el("span", { className: "unit" }, ` ${t.strip.words}`)),
    el("td", { role: "cell", className: "share" }, t.percent(share)));
  paintLook(row, speaker);
  return row;
}

function picture(speaker, reading) {
  const { text } = reading;
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} 12`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  // The looks hang on groups, so that the browser need not work them out for every piece.
  const groups = { indirect: shape("g", { class: "indirect" }), other: shape("g", {}) };
  svg.append(shape("rect", { class: "ground", x: 0, y: 5.5, width: WIDTH, height: 1 }), ...Object.values(groups));
  let drawn = 0;
  for (const quote of speaker.quotes) {
    for (const { start, end } of quote.pieces) {
      const x = (start / text.length) * WIDTH;
      const width = Math.max(THINNEST, ((end - start) / text.length) * WIDTH);
      // What nobody could tell from the piece before it is not drawn: a book has ten thousand quotes.
      if (x + width < drawn + 1) continue;
      drawn = x + width;
      const node = shape("rect", { x: Math.min(x, WIDTH - width).toFixed(1), y: 0, width: width.toFixed(1), height: 12, "data-quote": quote.id, "data-kind": quote.kind });
      (groups[quote.kind] ?? groups.other).append(node);
    }
  }
  return svg;
}

function shortened(words) {
  return words.length > TIP ? `${words.slice(0, TIP).replace(/\s+\S*$/u, "")} \u2026` : words;
}

/** "in parts 1, 2 and 9 of 10" */
function places(speaker, { text }) {
  const tenths = new Set();
  for (const { pieces: [{ start }] } of speaker.quotes) {
    tenths.add(Math.min(TENTHS, Math.floor((start / text.length) * TENTHS) + 1));
  }
  const list = t.listed([...tenths].sort((a, b) => a - b).map((n) => t.digits(n)));
  return t.strip.parts(list, tenths.size, t.digits(TENTHS));
}

function shape(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}
