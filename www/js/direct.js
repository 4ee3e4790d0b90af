/** Stands in for a Worker where the page may not have one: the same messages, read on the page's own thread. */

/** What the engine uses of a `Worker`. */
export class Direct extends EventTarget {
  #core = null;
  #ended = false;

  /** @param {{ core: string | BufferSource } | { id: number, text: string, options: object }} message */
  async postMessage(message) {
    await nextTask();
    if (this.#ended) return;
    const answer = "core" in message ? await this.#load(message.core) : this.#read(message);
    if (!this.#ended) this.dispatchEvent(new MessageEvent("message", { data: answer }));
  }

  terminate() {
    this.#ended = true;
  }

  async #load(source) {
    try {
      const { load } = await import("./load.js");
      this.#core = await load(source);
      return { ready: true };
    } catch (error) {
      return { failed: plain(error) };
    }
  }

  #read({ id, text, options, format }) {
    const begun = performance.now();
    try {
      const answer = format ? { exported: this.#core.exportAs(text, options, format) } : { report: this.#core.analyze(text, options) };
      return { id, ...answer, ms: performance.now() - begun };
    } catch (error) {
      return { id, error: plain(error) };
    }
  }
}

/** Lets the page draw that it is working before the reading takes its thread. */
function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}

function plain({ name, message }) {
  return { name, message };
}
