/** `<who-said>`: draws a report about a text in its own shadow root. */

import { ArticleView, SHORT } from "./article-view.js";
import { Bench } from "./bench.js";
import { CardsView } from "./cards-view.js";
import { afterFrame, el, inSlices } from "./dom.js";
import { Embedded, tell } from "./embedded.js";
import { EntitiesView } from "./entities-view.js";
import { keepPlace } from "./place.js";
import { buildReading } from "./reading.js";
import { bringIntoView } from "./reveal.js";
import { copyAsPasted, rangeWithin } from "./selection.js";
import { Spotlight } from "./spotlight.js";
import { t, whenSpoken } from "./strings.js";
import { makeTabs } from "./tabs.js";

/** So many speakers are drawn in the first go. */
const SOME = 2;

/**
 * Shows who said what in an article: its attribute `text`, the text between its tags, or an article of the page that it stands in.
 * @element who-said
 * @attr {string} text - What to read. Without it, what stands between the tags is read.
 * @attr {string} src-selector - Selects an article of the page, to be read and highlighted where it stands; its document is not touched.
 * @attr {"both"|"article"|"cards"} mode - What is drawn; beside an article of the page, `cards` by default.
 * @attr {"auto"|"light"|"dark"} theme - `auto` takes the colour scheme of the place it stands in.
 * @attr {"eager"|"lazy"} loading - `lazy` reads when the element comes near the window.
 * @attr {string} lang - The language of its words, where it is one that they are written in; else the page's.
 * @attr {string} wasm-url - Another place of the wasm.
 * @attr {string} worker-url - Another place of the Worker's script.
 * @attr {boolean} no-worker - Reads on the page's own thread.
 * @fires who-said-report - A text was read: `detail` is `{ report, ms, thread }`.
 * @fires who-said-select - The reader chose a quote: `detail` is `{ quote }`, its id.
 * @fires who-said-correct - The reader corrected something, where `correctable` is set: `detail` is one correction, as the core takes it.
 * @fires who-said-error - A text could not be read: `detail` is `{ kind, message, error }`.
 * @slot - The article, as it is shown without JavaScript and until it is read.
 * @csspart article - The article.
 * @csspart results - What stands beside it: tabs, cards, names.
 * @csspart toolbar - The tabs.
 * @csspart strip - The picture of where each speaker talks.
 * @csspart legend - The key to the marks, which filters by them.
 * @csspart quote - A piece of a quote in the article.
 * @csspart number - The number of a quote, in the article and on its card.
 * @csspart speaker - A speaker with all cards.
 * @csspart badge - The initials of a speaker.
 * @csspart card - A quote with its reason.
 * @csspart status - The line that sums up the reading.
 * @csspart notices - What the reader should know about it.
 * @cssprop --who-said-paper - The ground.
 * @cssprop --who-said-sheet - The ground of what stands out.
 * @cssprop --who-said-text - Words.
 * @cssprop --who-said-muted - Lesser words.
 * @cssprop --who-said-hairline - Thin rules.
 * @cssprop --who-said-rule - Thick rules.
 * @cssprop --who-said-link - Focus and links.
 * @cssprop --who-said-serif - The type of articles.
 * @cssprop --who-said-sans - The type of everything else.
 * @cssprop --who-said-size - The size of words, `medium` by default; all other sizes follow it.
 */
export class WhoSaid extends Embedded {
  #article = el("div", { className: "article", tabIndex: -1, part: "article" });
  #cards = el("div", { className: "panel" });
  #names = el("div", { className: "panel" });
  #view = el("div", { className: "view" });
  #spotlight = new Spotlight(this.#view);
  #bench = new Bench({ onQuote: (id) => this.#locate(id), onFilter: () => this.#filter() });
  #articleView = new ArticleView(this.#article, { onMarked: (root) => this.#marked(root) });
  #cardsView = new CardsView(this.#cards);
  #entitiesView = new EntitiesView(this.#names);
  #tabs = makeTabs([
    { id: "speakers", panel: this.#cards },
    { id: "sources", panel: this.#bench.sources },
    { id: "names", panel: this.#names },
  ]);
  #titles = ["article", "results"].map((id) => el("h2", { className: "spoken", id: `${id}-title` }));
  #reading = null;
  #drawn = Promise.resolve(true);
  #cameFrom = null;
  #visited = new Map();
  /** What a filter has left to draw. */
  #left = [].values();
  #gone = new AbortController();

  constructor() {
    super();
    this.#view.append(
      this.#bench.strip,
      el("section", { className: "reading", "aria-labelledby": "article-title" },
        this.#titles[0], this.#bench.filters, this.#article),
      el("section", { className: "results", id: "results", part: "results", "aria-labelledby": "results-title", tabIndex: -1 },
        this.#titles[1], this.#tabs.list, this.#cards, this.#bench.sources, this.#names),
      this.#bench.notes, this.#bench.said);
    this.frame.append(this.#view);
    this.#view.addEventListener("click", (event) => this.inOwnWords(() => this.#onClick(event)));
    this.#view.addEventListener("keydown", (event) => this.inOwnWords(() => this.#onKey(event)));
    this.#view.addEventListener("unspoken", ({ detail }) => this.#article.classList.toggle("shows-unspoken", detail));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    copyAsPasted(this.#article, () => this.#reading?.text ?? "", signal);
    if (this.#reading) this.#spotlight.refresh(this.#view);
    addEventListener("beforeprint", () => this.#print(), { signal });
    matchMedia("print").addEventListener("change", ({ matches }) => matches && this.#print(), { signal });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#gone.abort();
    this.#spotlight.clear();
  }

  /** What is shown, as `buildReading` made it. */
  get reading() {
    return this.#reading;
  }

  /** @returns {Promise<boolean>} true once the whole text stands */
  get drawn() {
    return this.#drawn;
  }

  /** Whether the reader is offered to correct; a host that does so hears `who-said-correct` and reads again with the correction. @type {boolean} */
  get correctable() {
    return this.#view.classList.contains("is-correctable");
  }

  set correctable(value) {
    this.#view.classList.toggle("is-correctable", Boolean(value));
  }

  /**
   * Draws a report.
   * @param {string} text what was read
   * @param {object} report what the core said about it, in UTF-16 offsets
   * @param {{ keep?: boolean }} [options] `keep` leaves the reader in place: the focus, what is scrolled to, the filters
   */
  show(text, report, options = {}) {
    this.inOwnWords(() => this.#show(text, report, options));
  }

  #show(text, report, { keep = false }) {
    const goBack = keep && this.#reading ? keepPlace(this.shadowRoot) : null;
    this.#reading = buildReading(text, report, keep ? this.#reading?.looks : undefined);
    this.#visited.clear();
    this.#cameFrom = null;
    this.#left = [].values();
    this.#view.classList.toggle("is-long", text.length > SHORT);
    this.#bench.begin(this.#reading, keep);
    const long = text.length > SHORT;
    this.#articleView.show(this.#reading, () => this.#drawBeside(long));
    this.#spotlight.pin(null);
    this.#drawn = this.#articleView.drawn;
    if (long) this.#drawn.then((whole) => whole && goBack?.());
    else goBack?.();
    this.opened();
  }

  /** What stands beside the article: all at once, or of a long text one part a frame. */
  async #drawBeside(slowly) {
    const reading = this.#reading;
    for (const step of [...this.#panels(SOME), ...this.#bench.steps()]) {
      if (slowly) await afterFrame();
      if (reading !== this.#reading) return;
      this.inOwnWords(step);
    }
  }

  /** Leads to the card of a quote. @param {string} id */
  choose(id) {
    this.inOwnWords(() => this.#bench.admit(id));
    this.#tabs.choose("speakers");
    this.#goTo(this.#cardsView.revealCard(id));
    tell(this, "who-said-select", { quote: id });
  }

  /** Moves to the quote that comes so many steps after the one with the focus. @param {1|-1} steps @param {boolean} [look] only those that need a look */
  walk(steps, look = false) {
    const id = this.#reading && this.#bench.next(this.#quoteInFocus(), steps, look);
    if (id) this.#goTo(this.#articleView.revealQuote(id));
  }

  /** Opens the form that corrects the quote with the focus. */
  correctQuote() {
    const id = this.#quoteInFocus();
    if (!id || !this.correctable) return;
    this.choose(id);
    this.#cardsView.correct(id);
  }

  /** Copies the quote with the focus. */
  copyQuote() {
    const id = this.#quoteInFocus();
    if (this.#reading?.byId.get(id)?.spoken) this.inOwnWords(() => this.#bench.copyQuote(id));
  }

  /** Shows the next of the tabs. */
  nextTab() {
    this.#tabs.next();
  }

  /** Moves the focus to the article, without scrolling. */
  focusArticle() {
    this.#article.focus({ preventScroll: true });
  }

  /** Moves the focus to the results. */
  focusResults() {
    const results = this.shadowRoot.getElementById("results");
    results.focus({ preventScroll: true });
    results.scrollIntoView({ block: "start" });
  }

  /** Names what is always there, and draws what was read once more, in the element's language. @protected */
  spoken() {
    this.#titles[0].textContent = t.article;
    this.#titles[1].textContent = t.results;
    this.#tabs.name(t.results, [t.speakersTab, t.sourcesTab, t.namesTab]);
    if (this.#reading) this.#show(this.#reading.text, this.#reading.report, { keep: true });
  }

  #panels(some = Infinity) {
    return [
      () => this.#cardsView.show(this.#reading, this.#bench.passes, some),
      () => this.#cardsView.grow(),
      () => this.#entitiesView.show(this.#reading, this.#bench.passesType),
    ];
  }

  /** Draws what the filters let through: at once, or of a long text so much a frame that the page goes on answering. */
  #filter() {
    const slowly = this.#view.classList.contains("is-long");
    // A list of cards stands at once, for somebody may be led to one of them.
    this.#cardsView.show(this.#reading, this.#bench.passes, slowly ? SOME : Infinity);
    const steps = [
      ...this.#articleView.marked.map((chunk) => () => this.#bench.mark(chunk)),
      ...this.#panels().slice(1),
      () => this.#spotlight.refresh(this.#view),
      () => this.#bench.fadeStrip(),
    ];
    const left = this.#left = steps.map((step) => () => this.inOwnWords(step)).values();
    if (slowly) inSlices(left, () => left === this.#left);
    else this.#finish();
  }

  #finish() {
    for (const step of this.#left) step();
  }

  #marked(root) {
    this.#bench.mark(root);
    this.#spotlight.refresh(root);
  }

  #print() {
    if (!this.#reading) return;
    this.#finish();
    this.#articleView.revealAll();
    this.inOwnWords(() => this.#bench.print());
  }

  #quoteInFocus() {
    const active = this.shadowRoot.activeElement?.closest(".num, .card");
    return active?.dataset.quote;
  }

  #onClick(event) {
    const number = event.target.closest(".num");
    const copy = event.target.closest(".copy-quote");
    if (copy) return this.#bench.copyQuote(copy.dataset.quote, copy);
    const pin = event.target.closest(".pin");
    if (number) this.#follow(number);
    else if (pin?.dataset.entity) this.#nextMention(pin);
    else if (pin) this.#spotlight.toggle(pin);
    else this.#onQuote(event.target.closest(".seg[data-quote]"));
  }

  /** A quote itself leads to its card too, unless the reader is selecting words. */
  #onQuote(segment) {
    if (!segment || rangeWithin(this.#article)) return;
    const innermost = segment.dataset.quote.split(" ").at(-1);
    if (this.#reading.byId.get(innermost)?.spoken) this.#follow(this.#articleView.revealQuote(innermost));
  }

  #onKey(event) {
    if (event.target.matches(".article .num") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      this.#follow(event.target);
    }
    if (event.key !== "Escape") return;
    const number = event.target.closest(".num, .card")?.dataset.quote;
    if (number && this.#cards.contains(event.target) && this.#reading) this.#goTo(this.#cameFrom ?? this.#articleView.revealQuote(number));
    else this.#spotlight.pin(null);
  }

  /** Leads to a quote in the text, of the host or our own. */
  #locate(id) {
    if (this.mode === "cards" && !this.srcSelector) return this.choose(id);
    this.inOwnWords(() => this.#bench.admit(id));
    tell(this, "who-said-select", { quote: id });
    if (!this.revealInHost(id)) this.#goTo(this.#articleView.revealQuote(id));
  }

  /** From the text to the card, and from the card back to where the reader came from. */
  #follow(number) {
    if (!number) return;
    const id = number.dataset.quote;
    if (this.#article.contains(number)) {
      this.#cameFrom = number;
      this.choose(id);
    } else {
      tell(this, "who-said-select", { quote: id });
      if (this.revealInHost(id)) return;
      const back = this.#cameFrom?.dataset.quote === id && this.#cameFrom.isConnected ? this.#cameFrom : null;
      this.#goTo(back ?? this.#articleView.revealQuote(id));
    }
  }

  #nextMention(pin) {
    const id = pin.dataset.entity;
    const { mentions } = this.#reading.entities.get(id);
    const nth = this.#visited.get(id) ?? 0;
    this.#visited.set(id, (nth + 1) % mentions.length);
    if (pin.getAttribute("aria-pressed") !== "true") this.#spotlight.toggle(pin);
    bringIntoView(this.#articleView.revealPlace(mentions[nth].start));
  }

  #goTo(node) {
    if (!node) return;
    node.focus({ preventScroll: true });
    bringIntoView(node);
  }
}

whenSpoken(() => {
  if (globalThis.customElements && !customElements.get("who-said")) customElements.define("who-said", WhoSaid);
});
