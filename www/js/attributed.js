/** The settings of `<who-said>`: each an attribute and a property that mirror each other. */

const oneOf = (value, known) => (known.includes(value) ? value : known[0]);
const SETTINGS = ["mode", "theme", "loading", "srcSelector", "wasmUrl", "workerUrl", "noWorker"];

/** An element with these settings. */
export class Attributed extends (globalThis.HTMLElement ?? class {}) {
  /** What is drawn: both, or one of them. Beside an article of the host (`src-selector`) the cards are enough. @type {"both"|"article"|"cards"} */
  get mode() {
    return oneOf(this.getAttribute("mode"), this.srcSelector ? ["cards", "both", "article"] : ["both", "article", "cards"]);
  }

  set mode(value) {
    this.setAttribute("mode", value);
  }

  /** `auto` takes the colour scheme of the place it stands in. @type {"auto"|"light"|"dark"} */
  get theme() {
    return oneOf(this.getAttribute("theme"), ["auto", "light", "dark"]);
  }

  set theme(value) {
    this.setAttribute("theme", value);
  }

  /** `lazy` reads, and loads the program, when the element comes near the window. @type {"eager"|"lazy"} */
  get loading() {
    return oneOf(this.getAttribute("loading"), ["eager", "lazy"]);
  }

  set loading(value) {
    this.setAttribute("loading", value);
  }

  /** Selects an article of the page, to be read and highlighted where it stands. @type {string | null} */
  get srcSelector() {
    return this.getAttribute("src-selector");
  }

  set srcSelector(value) {
    this.#reflect("src-selector", value);
  }

  /** Another place of the wasm. @type {string | null} */
  get wasmUrl() {
    return this.getAttribute("wasm-url");
  }

  set wasmUrl(value) {
    this.#reflect("wasm-url", value);
  }

  /** Another place of the Worker's script; it must lie beside the modules it imports. @type {string | null} */
  get workerUrl() {
    return this.getAttribute("worker-url");
  }

  set workerUrl(value) {
    this.#reflect("worker-url", value);
  }

  /** Reads on the page's own thread. @type {boolean} */
  get noWorker() {
    return this.hasAttribute("no-worker");
  }

  set noWorker(value) {
    this.toggleAttribute("no-worker", Boolean(value));
  }

  /** Where and how it is read, as a reader takes it. @protected @type {import("./engine.js").Settings} */
  get settings() {
    return { wasmUrl: this.#absolute("wasm-url"), workerUrl: this.#absolute("worker-url"), noWorker: this.noWorker };
  }

  /** Takes the settings and other properties that a host set before the element was defined. @protected @param {...string} others */
  upgrade(...others) {
    for (const name of [...others, ...SETTINGS]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  #absolute(attribute) {
    const url = this.getAttribute(attribute);
    return url === null ? undefined : new URL(url, document.baseURI).href;
  }

  #reflect(attribute, value) {
    if (value === null || value === undefined) this.removeAttribute(attribute);
    else this.setAttribute(attribute, value);
  }
}
