/** Reads for one user of the engine. One text at a time: a newer one replaces an older one, whose answer is dropped. */

import { nextTask } from "./dom.js";
import { lease } from "./engine.js";

export { ReadingError } from "./engine.js";

/** Reads texts in a Worker that it shares with all readers of the same settings. */
export class Reader {
  #settings;
  #engine = null;
  #job = null;

  /** @param {import("./engine.js").Settings} [settings] */
  constructor(settings = {}) {
    this.#settings = settings;
  }

  /** Starts the Worker before it is needed. */
  warm() {
    this.#engine ??= lease(this.#settings);
    this.#engine.warm();
  }

  /**
   * @param {string} text
   * @param {object} [options] of the core
   * @returns {Promise<{ report: object, ms: number, thread: "worker"|"page" } | null>} null when a newer text overtook this one
   * @throws {ReadingError}
   */
  async read(text, options = {}) {
    this.cancel();
    let own;
    const answer = await this.#submit({ text, options }, (job) => { own = this.#job = job; });
    // A long report took its time to arrive: what is done with it is another task.
    await nextTask();
    return own === this.#job ? answer : null;
  }

  /**
   * @param {string} text
   * @param {string} format one that the core exports to
   * @param {object} [options] of the core
   * @returns {Promise<string>}
   * @throws {ReadingError}
   */
  async exportAs(text, format, options = {}) {
    return (await this.#submit({ text, options, format })).exported;
  }

  #submit(request, note = () => {}) {
    this.#engine ??= lease(this.#settings);
    return new Promise((resolve, reject) => {
      const job = { ...request, resolve, reject };
      note(job);
      this.#engine.submit(job);
    });
  }

  /** Forgets what is being read. */
  cancel() {
    if (this.#job) this.#engine.withdraw(this.#job);
    this.#job = null;
  }

  /** Gives the Worker back. */
  close() {
    this.cancel();
    this.#engine?.release();
    this.#engine = null;
  }
}
