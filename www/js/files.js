/** Where the program's parts lie. The one-file page puts another module in this place, which holds the parts themselves. */

/** @returns {{ url: string, type: WorkerType }} the script of the Worker, and how it is started */
export const worker = () => ({ url: new URL("./worker.js", import.meta.url).href, type: "module" });

/** @returns {Promise<string | BufferSource>} the core: its address, or its bytes */
export const core = async () => new URL("../pkg/whosaid_bg.wasm", import.meta.url).href;

/** @returns {Promise<string>} the sample article */
export const sample = async () => (await fetch(new URL("../sample/article.txt", import.meta.url))).text();

/** Whether a service worker stands beside the page. */
export const hasServiceWorker = true;
