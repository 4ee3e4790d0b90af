/** What stands around the article beside its cards: the strip, the filters, the sources, the notes for paper, and copying a quote. */

import { SourcesView, auditOf } from "./audit.js";
import { shownWords } from "./cards-view.js";
import { el } from "./dom.js";
import { Filters, needsLook } from "./filters.js";
import { printedNotes } from "./notes.js";
import { StripView } from "./strip.js";
import { t } from "./strings.js";
import { copyText } from "./takeaway.js";

const DONE = 1600;

/** The tools around one reading. */
export class Bench {
  strip = el("figure", { className: "strip", hidden: true, part: "strip" });
  filters = el("div", { className: "filters", part: "legend" });
  sources = el("div", { className: "panel" });
  notes = el("section", { className: "notes" });
  said = el("p", { className: "spoken", role: "status" });
  #reading = null;
  #strip;
  #sources = new SourcesView(this.sources);
  #filters;

  constructor({ onQuote, onFilter }) {
    this.#strip = new StripView(this.strip, onQuote);
    this.#filters = new Filters(this.filters, onFilter);
  }

  /** Takes a reading; `keep` leaves the filters. */
  begin(reading, keep) {
    this.#reading = reading;
    this.notes.replaceChildren();
    this.#filters.show(reading, keep);
  }

  /** The parts that are drawn one by one. @returns {(() => void)[]} */
  steps() {
    let rows = [];
    return [
      () => { rows = auditOf(this.#reading); },
      () => {
        this.#strip.show(this.#reading, rows);
        this.fadeStrip();
      },
      () => this.#sources.show(this.#reading, rows),
    ];
  }

  /** Fades what the filters leave out of the strip. */
  fadeStrip() {
    this.#strip.fade((id) => this.passes(this.#reading.byId.get(id)));
  }

  passes = (quote) => this.#filters.passes(quote);
  passesType = (type) => this.#filters.passesType(type);

  /** Fades what the filters leave out of the drawn article. */
  mark(root) {
    if (!this.#reading) return;
    for (const node of root.querySelectorAll(".seg[data-of], .num")) {
      const quotes = (node.dataset.of ?? node.dataset.quote).split(" ").map((id) => this.#reading.byId.get(id));
      node.classList.toggle("is-off", !quotes.some((quote) => quote && (!quote.spoken || this.passes(quote))));
    }
    for (const node of root.querySelectorAll(".seg[data-type]")) node.classList.toggle("is-off-name", !this.passesType(node.dataset.type));
  }

  /** Lets every quote through, if this one was left out. */
  admit(id) {
    const quote = this.#reading?.byId.get(id);
    if (quote?.spoken && !this.passes(quote)) this.#filters.clear();
  }

  /** The quote that comes so many steps after one, of those that pass. @returns {string | undefined} its id */
  next(from, steps, look = false) {
    const { quotes, byId } = this.#reading;
    const wanted = quotes.filter((quote) => quote.spoken && this.passes(quote) && (!look || needsLook(quote)));
    const here = byId.get(from)?.content[0].start;
    if (here === undefined) return wanted.at(steps > 0 ? 0 : -1)?.id;
    const next = steps > 0 ? wanted.find(({ content }) => content[0].start > here) : wanted.findLast(({ content }) => content[0].start < here);
    return (next ?? wanted.at(steps > 0 ? 0 : -1))?.id;
  }

  /** Puts the words of a quote and its speaker on the clipboard. */
  async copyQuote(id, button) {
    const quote = this.#reading.byId.get(id);
    const words = shownWords(quote, this.#reading);
    const [well, badly] = [t.quoteCopied(quote.label), t.away.notCopied];
    const done = await copyText(t.attributed(words, quote.by.name, quote.by.role));
    this.said.textContent = done ? well : badly;
    if (!done || !button) return;
    button.classList.add("is-done");
    setTimeout(() => button.classList.remove("is-done"), DONE);
  }

  /** Writes the notes that only paper shows, and draws what the screen keeps for later. */
  print() {
    this.#strip.showAll();
    if (this.#reading && !this.notes.firstChild) this.notes.replaceChildren(...printedNotes(this.#reading));
  }
}
