/** What a host sees of `<who-said>` beside its settings: text, report, methods and events; where the text comes from and when it is read. */

import { Attributed } from "./attributed.js";
import { checkReport } from "./check-report.js";
import { el } from "./dom.js";
import { flowOf } from "./flow.js";
import { HostArticle } from "./host-article.js";
import { problemNotice, remarks, summary } from "./notices.js";
import { Reader, ReadingError } from "./reader.js";
import { sheet } from "./sheets.js";
import { speaking, stringsOf, t } from "./strings.js";

const PATIENCE = 150;
const SOURCES = new Set(["text", "src-selector"]);

/** Takes in a text and has it read; `show` of its heir draws the report. Without `document`, as on a server, it can be imported but not made. */
export class Embedded extends Attributed {
  static observedAttributes = ["text", "src-selector", "wasm-url", "worker-url", "no-worker", "loading", "lang"];

  #text = null;
  #readText = null;
  #reader = null;
  #article = null;
  #strings = null;
  #learning = null;
  #due = false;
  #gone = new AbortController();
  #slot = el("slot");
  #status = el("p", { className: "state", role: "status", part: "status" });
  #notices = el("div", { className: "notices", role: "alert", part: "notices" });
  #frame = el("div", { className: "frame", hidden: true });

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = ["tokens", "article", "panel", "tools", "notice", "embed"].map(sheet);
    root.append(this.#slot, el("div", { className: "frame" }, this.#status, this.#notices), this.#frame);
    this.#slot.addEventListener("slotchange", () => this.#soon());
  }

  connectedCallback() {
    this.#gone = new AbortController();
    this.upgrade("text", "report");
    this.#measure();
    if (!this.#learning) this.#learn();
    if (this.#article && this.reading) this.#mark();
    this.#soon();
  }

  disconnectedCallback() {
    this.#gone.abort();
    this.#article?.clear();
    setTimeout(() => this.#giveBack());
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "lang") return this.#learn();
    if (name === "text") this.#text = null;
    if (name === "src-selector") this.#dropArticle();
    if (!SOURCES.has(name)) {
      this.#reader?.close();
      this.#reader = null;
    }
    this.#soon();
  }

  /** The text to read, its attribute at first. A long text is better set here than as an attribute. @type {string} */
  get text() {
    return this.#text ?? this.getAttribute("text") ?? "";
  }

  set text(value) {
    this.#text = value === null || value === undefined ? null : String(value);
    this.#soon();
  }

  /** The report that is shown. One that was kept may be set, after the text it is about. @type {object | null} */
  get report() {
    return this.reading?.report ?? null;
  }

  set report(report) {
    const text = this.#source();
    checkReport(report, text);
    this.#reader?.cancel();
    this.show(text, report);
  }

  /**
   * Reads the text now, as it does by itself when the text changes. A host calls it after it has changed the selected article.
   * @returns {Promise<object | null>} the report; null where there is no text, or a newer text overtook this one
   */
  async analyze() {
    const working = setTimeout(() => this.inOwnWords(() => this.#say(t.working)), PATIENCE);
    try {
      const text = this.#source();
      if (text.trim() === "") return null;
      this.#readText = text;
      const answer = await this.#ready().read(text);
      return answer && this.inOwnWords(() => this.#shown(text, answer));
    } catch (error) {
      this.inOwnWords(() => this.#troubled(error));
      throw error;
    } finally {
      clearTimeout(working);
      this.#giveBack();
    }
  }

  /**
   * The report in a format that others read; with corrections, where the report has some.
   * @param {"json"|"csv"|"csv-entities"|"markdown"|"w3c"|"jsonld"|"tei"} format
   * @returns {Promise<string>}
   */
  async export(format) {
    if (!this.report) throw new ReadingError("refused", "nothing was read yet");
    if (format === "json") return JSON.stringify(this.report);
    const { corrections } = this.report;
    const options = corrections ? { corrections: { schema: "whosaid-corrections/1", corrections } } : {};
    return this.#ready().exportAs(this.reading.text, format, options);
  }

  /** Does something in the element's language. @protected @param {() => T} act @returns {T} @template T */
  inOwnWords(act) {
    return speaking(this.#strings, act);
  }

  /** Takes the language of the attribute `lang`, where we speak it, and has the heir draw anew. */
  #learn() {
    const strings = stringsOf([this.getAttribute("lang")]);
    if (strings instanceof Promise) {
      const learning = strings.then((late) => learning === this.#learning && this.#take(late));
      this.#learning = learning;
    } else {
      this.#learning = Promise.resolve();
      this.#take(strings);
    }
  }

  #take(strings) {
    this.#strings = strings;
    for (const frame of this.shadowRoot.querySelectorAll(".frame")) {
      for (const name of ["lang", "dir"]) {
        if (strings) frame.setAttribute(name, strings[name]);
        else frame.removeAttribute(name);
      }
    }
    this.inOwnWords(() => this.spoken());
  }

  /** Holds all that an heir draws; shut until there is a report. @protected @type {HTMLElement} */
  get frame() {
    return this.#frame;
  }

  /** Opens what was shut until the first report. An heir calls it when it has drawn one. */
  opened() {
    this.#readText = this.reading.text;
    this.#frame.hidden = false;
    this.#slot.hidden = true;
    this.#notices.replaceChildren();
    this.#mark();
  }

  /** Shows a quote in the host's own article. @returns {boolean} false where there is none */
  revealInHost(id) {
    const quote = this.reading?.byId.get(id);
    return Boolean(quote && this.#article?.reveal(quote));
  }

  /** The Worker is given back, unless the element only moved within the page. */
  #giveBack() {
    if (this.isConnected) return;
    this.#reader?.close();
    this.#reader = null;
    this.#say("");
  }

  #ready() {
    this.#reader ??= new Reader(this.settings);
    return this.#reader;
  }

  #shown(text, { report, ms, thread }) {
    this.show(text, report);
    this.#notices.replaceChildren(...remarks(this.reading));
    this.#say(summary(this.reading, ms));
    tell(this, "who-said-report", { report, ms, thread });
    return report;
  }

  #troubled(error) {
    this.#readText = null;
    this.#say("");
    if (t.problems[error.kind]) this.#notices.replaceChildren(problemNotice(error, () => this.analyze().catch(() => {})));
    if (!this.report) this.#slot.hidden = false;
    tell(this, "who-said-error", { kind: error.kind ?? "unknown", message: error.message, error });
  }

  #say(words) {
    this.#status.textContent = words;
  }

  /** @returns {string} the text that is meant: set or given, of the host's article, or of the element's own children */
  #source() {
    if (this.text) return this.text;
    if (!this.srcSelector) return flowOf(this, { unseen: true }).text || (this.reading?.text ?? "");
    if (!this.#article) {
      const element = this.getRootNode().querySelector?.(this.srcSelector) ?? document.querySelector(this.srcSelector);
      if (!element) throw new ReadingError("noSource", this.srcSelector);
      this.#article = new HostArticle(element, sheet("host"));
    }
    return this.#article.read();
  }

  #mark() {
    if (!this.#article || !this.isConnected) return;
    this.#article.mark(this.reading, (event) => this.#onHostClick(event));
  }

  /** A click on a marked quote of the host's article leads to its card, unless it is on a link or selects words. */
  #onHostClick(event) {
    if (event.defaultPrevented || event.target.closest("a, button") || !getSelection().isCollapsed) return;
    const at = this.#article.positionAt(event.clientX, event.clientY);
    const quote = this.reading.quotes.findLast((one) => one.spoken && one.pieces.some((piece) => at >= piece.from && at < piece.to));
    if (quote) this.choose(quote.id);
  }

  #dropArticle() {
    this.#article?.clear();
    this.#article = null;
    this.#readText = null;
  }

  /** Reads once, however much was changed in one go; nothing where what is meant was read already. */
  #soon() {
    if (this.#due || !this.isConnected) return;
    this.#due = true;
    queueMicrotask(async () => {
      await this.#near();
      await this.#learning;
      this.#due = false;
      if (!this.isConnected) return;
      try {
        if (this.#source() !== this.#readText) await this.analyze();
      } catch (error) {
        if (error.kind === "noSource" && this.#readText === null && !this.#notices.firstChild) this.inOwnWords(() => this.#troubled(error));
      }
    });
  }

  /** Resolves at once, or when a lazy element comes near the window. */
  #near() {
    if (this.loading !== "lazy") return null;
    return new Promise((resolve) => {
      const observer = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        resolve();
      }, { rootMargin: "400px" });
      observer.observe(this);
      this.#gone.signal.addEventListener("abort", () => { observer.disconnect(); resolve(); }, { once: true });
    });
  }

  /** The sheets measure by the size that this reader's browser gives to words, not by one that the host gave to its root. */
  #measure() {
    for (const frame of this.shadowRoot.querySelectorAll(".frame")) frame.style.setProperty("--rem", getComputedStyle(frame).fontSize);
  }
}

/** Tells the host. */
export function tell(element, type, detail) {
  element.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
}
