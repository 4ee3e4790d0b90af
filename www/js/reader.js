/** Reads texts in a Worker: one at a time, the newest wins, a Worker that dies is replaced. */

/** What went wrong: `blocked` (wasm may not run), `too-long`, `crashed`. */
export class ReadError extends Error {
  /** @param {"blocked" | "too-long" | "crashed"} kind @param {string} message */
  constructor(kind, message) {
    super(message);
    this.name = "ReadError";
    this.kind = kind;
  }
}

/** A reader keeps one Worker and answers only the newest request. */
export class Reader {
  #url;
  #worker = null;
  #ready = null;
  #waiting = null;
  #next = 0;

  /** @param {URL} url of the Worker's script */
  constructor(url) {
    this.#url = url;
  }

  /**
   * Reads a text.
   * @param {string} text
   * @returns {Promise<{report: object, ms: number} | null>} null when a newer text came meanwhile
   * @throws {ReadError}
   */
  async read(text) {
    this.#waiting?.resolve(null);
    const id = ++this.#next;
    const answer = new Promise((resolve, reject) => {
      this.#waiting = { id, resolve, reject };
    });
    this.#start();
    this.#ready.then(
      () => this.#waiting?.id === id && this.#worker?.postMessage({ id, text }),
      (error) => this.#fail(error),
    );
    return answer;
  }

  #start() {
    if (this.#worker) return;
    const worker = new Worker(this.#url, { type: "module" });
    this.#worker = worker;
    this.#ready = new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => {
        if (data.ready === true) resolve();
        else if (data.ready === false) reject(startError(data.error));
        else this.#answer(data);
      });
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        const error = new ReadError("crashed", event.message ?? "the Worker failed");
        reject(error);
        this.#fail(error);
      });
      worker.addEventListener("messageerror", () => this.#fail(new ReadError("crashed", "the answer was unreadable")));
    });
    this.#ready.catch(() => {});
  }

  #answer({ id, report, ms, error }) {
    if (this.#waiting?.id !== id) return;
    const { resolve, reject } = this.#waiting;
    this.#waiting = null;
    if (report) resolve({ report, ms });
    else reject(new ReadError(error.name === "RangeError" ? "too-long" : "crashed", error.message));
  }

  /** After a trap the wasm's memory is not to be trusted: the next text gets a new Worker. */
  #fail(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting?.reject(error);
    this.#waiting = null;
  }
}

function startError({ name, message }) {
  return new ReadError(name === "CompileError" || /unsafe-eval|Content Security/iu.test(message) ? "blocked" : "crashed", message);
}
