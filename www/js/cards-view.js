/** The list of who said what: one section per speaker, one card per quote. */

import { mergeForm, quoteForm } from "./correct-view.js";
import { el } from "./dom.js";
import { paintLook, wordOf } from "./segment-view.js";
import { inTheseWords, t } from "./strings.js";
import { certainty, whyOf } from "./why.js";
import { wordsOf } from "./reading.js";

/** Lists are drawn in steps of this many, so that a book does not become a hundred thousand nodes. */
const STEP = 50;
/** Of many quotes each speaker shows some at first: a list that is soon there is worth more than a long one. */
const FEW = 6;
const MANY = 100;

/** The panel of speakers. */
export class CardsView {
  #pane;
  #reading = null;
  #groups = new Map();
  #showUnspoken = false;
  #passes = () => true;

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
  }

  /**
   * @param {object} reading see `buildReading`
   * @param {(quote: object) => boolean} passes which quotes are shown
   * @param {number} [some] so many speakers; `grow` shows as many as are shown at first
   */
  show(reading, passes = () => true, some = Infinity) {
    this.#reading = reading;
    this.#passes = passes;
    this.#groups.clear();
    this.#pane.replaceChildren();
    if (reading.speakers.length === 0) this.#pane.append(el("p", { className: "nothing" }, t.nobody));
    const list = el("ol", { className: "speakers" });
    growingList(list, this.#speakers(), (speaker) => this.#speakerNode(speaker), Math.min(some, this.#first()));
    this.#pane.append(list);
    if (reading.unspoken.length > 0) this.#pane.append(this.#unspokenNode());
  }

  /** Draws the card of a quote if it is not there yet. @returns {HTMLElement | null} the card's number */
  revealCard(id) {
    const quote = this.#reading?.byId.get(id);
    if (!quote) return null;
    if (!quote.spoken) this.#pane.querySelector(".unspoken")?.setAttribute("open", "");
    const list = quote.spoken ? this.#listOf(quote.by) : this.#groups.get("unspoken");
    const nth = (quote.spoken ? this.#quotesOf(quote.by) : this.#reading.unspoken).indexOf(quote);
    list?.growTo(nth);
    return this.#pane.querySelector(`.card[data-quote="${CSS.escape(id)}"] .num`);
  }

  #listOf(speaker) {
    this.#pane.querySelector(".speakers")?.growTo(this.#speakers().indexOf(speaker));
    return this.#groups.get(speaker.id);
  }

  /** Shows the speakers that `show` left for later. */
  grow() {
    this.#pane.querySelector(".speakers").growTo(this.#first() - 1, 0);
  }

  #first() {
    return this.#reading.quotes.length > MANY ? FEW : STEP;
  }

  #speakers() {
    return this.#reading.speakers.filter((speaker) => speaker.quotes.some(this.#passes));
  }

  #quotesOf(speaker) {
    return speaker.quotes.filter(this.#passes);
  }

  /** Opens the form that corrects a quote. @param {string} id */
  correct(id) {
    this.#pane.querySelector(`.card[data-quote="${CSS.escape(id)}"] .fix`)?.click();
  }

  #speakerNode(speaker) {
    const cards = el("ol", { className: "cards" });
    this.#groups.set(speaker.id, cards);
    growingList(cards, this.#quotesOf(speaker), (quote) => this.#cardNode(quote), this.#first());
    const node = el("li", { className: "speaker", part: "speaker", "data-who": wordOf(speaker.id) },
      el("div", { className: "who-row" }, el("h3", {}, speakerButton(speaker)), this.#entityFix(speaker)),
      speaker.role && el("p", { className: "role" }, el("bdi", {}, speaker.role)),
      cards);
    paintLook(node, speaker);
    return node;
  }

  #cardNode(quote) {
    const words = el("blockquote", { className: "words", dir: "auto", "data-kind": quote.kind }, shownWords(quote, this.#reading));
    const sure = certainty(quote.confidence);
    const node = el("li", { className: "card", part: "card", "data-quote": quote.id, "data-kind": quote.kind, "data-sure": sure },
      el("button", { type: "button", className: "num", part: "number", "data-quote": quote.id, "data-label": quote.label, "aria-label": t.toText(quote.label) }),
      words,
      el("p", { className: "meta" },
        el("span", { className: "kind" }, t.kinds[quote.kind]),
        quote.spoken && el("span", { className: "sure", "data-sure": sure }, quote.corrected ? t.fix.byHand : t.certainty[sure]),
        quote.spoken && el("span", { className: "acts" },
          el("button", { type: "button", className: "act copy-quote", "data-quote": quote.id, "aria-label": t.copyQuoteOf(quote.label) }, t.copyQuote),
          el("button", {
            type: "button", className: "act fix", "data-quote": quote.id, "aria-label": t.fix.openOf(quote.label), "aria-expanded": "false",
            onclick: ({ currentTarget }) => openForm(currentTarget, node, (close) => quoteForm(this.#reading, quote, close)),
          }, t.fix.open))),
      el("p", { className: "why", "data-rule": quote.rule ?? "", title: quote.rule ? `${t.why.rule}: ${quote.rule}` : "" },
        whyOf(quote, this.#reading)));
    if (quote.by) node.dataset.who = wordOf(quote.by.id);
    return node;
  }

  #entityFix(speaker) {
    const entity = this.#reading.entities.get(speaker.id);
    return entity && el("button", {
      type: "button", className: "act fix", "data-entity": entity.id, "aria-label": t.fix.openEntity(speaker.name), "aria-expanded": "false",
      onclick: ({ currentTarget }) => openForm(currentTarget, currentTarget.parentElement, (close) => mergeForm(this.#reading, entity, close)),
    }, t.fix.openMerge);
  }

  #unspokenNode() {
    const cards = el("ol", { className: "cards" });
    this.#groups.set("unspoken", cards);
    growingList(cards, this.#reading.unspoken, (quote) => this.#cardNode(quote));
    const node = el("details", { className: "unspoken" },
      el("summary", {}, t.showUnspoken(this.#reading.unspoken.length)), cards);
    node.open = this.#showUnspoken;
    node.addEventListener("toggle", () => {
      this.#showUnspoken = node.open;
      node.dispatchEvent(new CustomEvent("unspoken", { bubbles: true, detail: node.open }));
    });
    return node;
  }
}

/** One form at a time, right where it was asked for; asked for again it goes, and the focus is back at its button. */
function openForm(button, place, make) {
  const isOpen = button.getAttribute("aria-expanded") === "true";
  const root = button.getRootNode();
  root.querySelector(".fix-form")?.remove();
  root.querySelector(".fix[aria-expanded=true]")?.setAttribute("aria-expanded", "false");
  if (isOpen) return;
  const form = make(() => openForm(button, place, make) ?? button.focus());
  button.setAttribute("aria-expanded", "true");
  place.append(form);
  form.querySelector("select").focus();
}

function speakerButton(speaker) {
  return el("button", {
    type: "button",
    className: "pin",
    "data-pin": wordOf(speaker.id),
    "aria-pressed": "false",
  },
  el("span", { className: "badge", part: "badge", "aria-hidden": "true" }, speaker.initials),
  el("bdi", { className: "name" }, speaker.name),
  countOf(speaker.quotes.length, t.quotesOf));
}

/** A count: a bare number to the eye, a number of something to the ear. */
export function countOf(n, inWords) {
  return el("span", { className: "count" },
    el("span", { "aria-hidden": "true" }, t.digits(n)), el("span", { className: "spoken" }, `, ${inWords(n)}`));
}

/** @returns {string} the words of a quote, with marks where the writer has marks */
export function shownWords(quote, reading) {
  const words = wordsOf(reading, quote);
  if (quote.kind === "indirect") return words.join(" \u2026 ");
  return words.map((piece) => `\u201c${piece}\u201d`).join(" \u2026 ");
}

/** Fills a list step by step; `list.growTo(index)` draws what is needed to see one item. */
export function growingList(list, items, toNode, first = STEP) {
  const more = el("button", { type: "button", className: "more" });
  const place = el("li", { className: "more-place" }, more);
  let drawn = 0;
  list.growTo = inTheseWords((index, step = STEP) => {
    if (index < drawn) return;
    const until = Math.min(items.length, Math.max(index + 1, drawn + step));
    place.remove();
    list.append(...items.slice(drawn, until).map(toNode));
    drawn = until;
    if (drawn < items.length) {
      more.textContent = t.more(Math.min(STEP, items.length - drawn));
      list.append(place);
    }
  });
  more.addEventListener("click", () => list.growTo(drawn));
  list.growTo(0, first);
}
