/** One Worker for all who read with the same files: it takes one text after the other, and is started again after a crash. */

import * as files from "./files.js";
import { t } from "./strings.js";
import { scriptUrl } from "./trust.js";

/** Something kept the text from being read; `kind` says what to tell the reader. */
export class ReadingError extends Error {
  /** @param {"tooLong"|"blocked"|"missing"|"crashed"|"refused"|"noSource"} kind */
  constructor(kind, details) {
    super(details);
    this.name = "ReadingError";
    this.kind = kind;
  }
}

/**
 * @typedef {object} Settings
 * @property {string} [workerUrl] another place of `worker.js`
 * @property {string} [wasmUrl] another place of the wasm
 * @property {boolean} [noWorker] read on the page's own thread
 *
 * @typedef {{ text: string, options: object, format?: string, resolve: (answer: object | null) => void, reject: (error: ReadingError) => void }} Job
 */

const engines = new Map();

/** @param {Settings} settings @returns {Engine} to be given back by `release` */
export function lease(settings) {
  const key = JSON.stringify([settings.workerUrl ?? null, settings.wasmUrl ?? null, Boolean(settings.noWorker)]);
  if (!engines.has(key)) engines.set(key, new Engine(settings, () => engines.delete(key)));
  const engine = engines.get(key);
  engine.lease();
  return engine;
}

class Engine {
  #settings;
  #onEnd;
  #leases = 0;
  #port = null;
  #ready = false;
  #direct;
  #opening = false;
  #running = null;
  #queue = [];
  #lastId = 0;
  #lock = "";

  constructor(settings, onEnd) {
    this.#settings = settings;
    this.#direct = Boolean(settings.noWorker);
    this.#onEnd = onEnd;
  }

  lease() {
    this.#leases += 1;
  }

  /** The Worker ends with its last user. */
  release() {
    this.#leases -= 1;
    if (this.#leases > 0) return;
    this.#onEnd();
    this.#stop();
  }

  /** Starts the Worker before it is needed. */
  warm() {
    if (this.#port || this.#opening) return;
    if (this.#direct) return this.#openDirect();
    try {
      this.#open(startWorker(this.#settings.workerUrl));
    } catch (error) {
      this.#readDirectly(error.message);
    }
  }

  /** @param {Job} job */
  submit(job) {
    this.#queue.push(job);
    this.warm();
    this.#next();
  }

  /** Forgets a job; what is being read for it is read to the end and dropped. */
  withdraw(job) {
    this.#queue = this.#queue.filter((one) => one !== job);
    job.resolve(null);
  }

  async #openDirect() {
    this.#opening = true;
    try {
      const { Direct } = await import("./direct.js");
      if (!this.#opening) return;
      this.#opening = false;
      this.#open(new Direct());
    } catch (error) {
      this.#loadFailed(error);
    }
  }

  #open(port) {
    this.#port = port;
    port.addEventListener("message", ({ data }) => port === this.#port && this.#onMessage(data));
    port.addEventListener("error", (event) => {
      event.preventDefault();
      if (port === this.#port) this.#onError(event.message);
    });
    const source = this.#settings.wasmUrl ?? files.core();
    this.#lock = `whosaid ${Math.random()} ${Date.now()}`;
    Promise.resolve(source).then((core) => port.postMessage({ core, lock: this.#lock }), (error) => this.#loadFailed(error));
  }

  /** The Worker holds a lock for as long as it lives: who gets it knows that the Worker ended, by itself or by other hands. */
  async #watch(port) {
    await navigator.locks.request(this.#lock, () => {});
    if (port === this.#port) this.#onError("the Worker ended");
  }

  #next() {
    if (!this.#ready || this.#running || this.#queue.length === 0) return;
    this.#running = { id: (this.#lastId += 1), job: this.#queue.shift() };
    const { id, job } = this.#running;
    this.#port.postMessage({ id, text: job.text, options: { offsets: "utf16", ...job.options }, ...(job.format && { format: job.format }) });
  }

  #onMessage(message) {
    if (message.held) return this.#watch(this.#port);
    if (message.ready) this.#ready = true;
    else if (message.failed) return this.#loadFailed(message.failed);
    else if (message.id === this.#running?.id) this.#answer(message);
    this.#next();
  }

  #answer({ error, ...answer }) {
    const { job } = this.#running;
    this.#running = null;
    if (!error) return job.resolve({ ...answer, thread: this.#direct ? "page" : "worker" });
    const problem = asReadingError(error, "crashed");
    if (problem.kind === "crashed") this.#stop();
    job.reject(problem);
    if (this.#queue.length > 0) this.warm();
  }

  /** A Worker that could not start may be forbidden to; one that did start has crashed, and only its text is lost. */
  #onError(message) {
    const crashed = this.#ready;
    const job = this.#running?.job;
    this.#stop();
    if (!crashed) return this.#readDirectly(message ?? "");
    job?.reject(new ReadingError("crashed", message));
    if (this.#queue.length > 0) this.warm();
  }

  #readDirectly(reason) {
    console.warn(t.noWorker(reason));
    this.#direct = true;
    this.warm();
    this.#next();
  }

  #loadFailed(error) {
    this.#stop();
    for (const job of this.#queue.splice(0)) job.reject(asReadingError(error, "missing"));
  }

  #stop() {
    this.#port?.terminate();
    this.#port = null;
    this.#opening = false;
    this.#ready = false;
    this.#running = null;
  }
}

/** No browser starts a Worker from another origin; a script of our own that imports it may be started. */
function startWorker(given) {
  const { url, type } = given ? { url: new URL(given, document.baseURI).href, type: "module" } : files.worker();
  const foreign = /^https?:/u.test(url) && new URL(url).origin !== location.origin;
  if (!foreign) return new Worker(scriptUrl(url), { type });
  const bridge = URL.createObjectURL(new Blob([`import ${JSON.stringify(url)};`], { type: "text/javascript" }));
  try {
    return new Worker(scriptUrl(bridge), { type: "module" });
  } finally {
    setTimeout(() => URL.revokeObjectURL(bridge), 60_000);
  }
}

function asReadingError({ name, message }, otherwise) {
  if (name === "RangeError" && !/stack/iu.test(message)) return new ReadingError("tooLong", message);
  if (name === "TypeError" && otherwise === "crashed") return new ReadingError("refused", message);
  const blocked = name === "EvalError" || /unsafe-eval|content security policy|\bcsp\b/iu.test(message);
  return new ReadingError(blocked ? "blocked" : otherwise, `${name}: ${message}`);
}
