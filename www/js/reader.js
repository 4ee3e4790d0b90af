/** Talks to the Worker that reads. One text at a time: a newer one replaces what waits, and stale answers are dropped. */

/** Something kept the text from being read; `kind` says what to tell the reader. */
export class ReadingError extends Error {
  /** @param {"tooLong"|"blocked"|"missing"|"crashed"} kind */
  constructor(kind, details) {
    super(details);
    this.name = "ReadingError";
    this.kind = kind;
  }
}

const workerUrl = new URL("./worker.js", import.meta.url);

/** Reads texts in a Worker, which it starts again after every crash. */
export class Reader {
  #spawn;
  #worker = null;
  #ready = false;
  #waiting = null;
  #running = null;
  #lastId = 0;

  /** @param {() => Worker} [spawn] */
  constructor(spawn = () => new Worker(workerUrl, { type: "module" })) {
    this.#spawn = spawn;
  }

  /** Starts the Worker before it is needed. */
  warm() {
    if (this.#worker) return;
    this.#ready = false;
    this.#worker = this.#spawn();
    this.#worker.addEventListener("message", (event) => this.#onMessage(event.data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(new ReadingError(this.#ready ? "crashed" : "missing", event.message));
    });
  }

  /**
   * @param {string} text
   * @returns {Promise<{ report: object, ms: number } | null>} null when a newer text overtook this one
   * @throws {ReadingError}
   */
  read(text) {
    this.#waiting?.resolve(null);
    const { promise, resolve, reject } = Promise.withResolvers?.() ?? deferred();
    this.#waiting = { id: (this.#lastId += 1), text, resolve, reject };
    this.warm();
    this.#next();
    return promise;
  }

  /** Forgets what is being read. */
  cancel() {
    this.#waiting?.resolve(null);
    this.#waiting = null;
    this.#lastId += 1;
  }

  #next() {
    if (!this.#ready || this.#running || !this.#waiting) return;
    this.#running = this.#waiting;
    this.#waiting = null;
    const { id, text } = this.#running;
    this.#worker.postMessage({ id, text, options: { offsets: "utf16" } });
  }

  #onMessage(message) {
    if (message.ready) this.#ready = true;
    else if (message.failed) return this.#fail(asReadingError(message.failed, "missing"));
    else if (message.id === this.#running?.id) this.#answer(message);
    this.#next();
  }

  #answer({ id, report, ms, error }) {
    const run = this.#running;
    this.#running = null;
    const stale = id !== this.#lastId;
    if (error) return this.#refuse(run, stale, asReadingError(error, "crashed"));
    run.resolve(stale ? null : { report, ms });
  }

  #refuse(run, stale, error) {
    if (error.kind !== "tooLong") this.#discard();
    if (stale) run.resolve(null);
    else run.reject(error);
  }

  /** The whole Worker is lost: whoever waits hears of it, and the next text starts another one. */
  #fail(error) {
    const lost = [this.#running, this.#waiting].filter(Boolean);
    this.#running = null;
    this.#waiting = null;
    this.#discard();
    for (const run of lost) {
      if (run.id === this.#lastId) run.reject(error);
      else run.resolve(null);
    }
  }

  #discard() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    if (this.#waiting) this.warm();
  }
}

function asReadingError({ name, message }, otherwise) {
  if (name === "RangeError" && !/stack/iu.test(message)) return new ReadingError("tooLong", message);
  const blocked = name === "CompileError" || name === "EvalError" || /wasm-(unsafe-)?eval|content security policy/iu.test(message);
  return new ReadingError(blocked ? "blocked" : otherwise, `${name}: ${message}`);
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
