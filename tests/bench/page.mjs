/** The page that measures a Worker from outside: what it is asked, and what comes back. */

import { measure } from "./measure.mjs";
import { countsOf } from "./readers/whosaid.mjs";

function started(url) {
  const worker = new Worker(url, { type: "module" });
  const answer = () => new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
    worker.addEventListener("error", reject, { once: true });
  });
  const ask = (message) => {
    const answered = answer();
    worker.postMessage(message);
    return answered;
  };
  return { answer, ask };
}

/** The Worker of the page as it ships. */
async function whosaid() {
  const { ask } = started("/js/worker.js");
  await ask({ core: new URL("/pkg/whosaid_bg.wasm", location).href });
  let id = 0;
  return async (text) => {
    id += 1;
    return countsOf((await ask({ id, text })).report);
  };
}

async function peer(name) {
  const { answer, ask } = started(`/bench/${name}.js`);
  await answer();
  return ask;
}

globalThis.measureReader = (name, input) => measure(() => (name === "whosaid" ? whosaid() : peer(name)), input);
