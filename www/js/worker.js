/** The Worker: loads the wasm and lets it answer. */

import init, { serve } from "../pkg/whosaid.js";

try {
  await init();
  serve();
  postMessage({ ready: true });
} catch (error) {
  postMessage({ ready: false, error: { name: error.name, message: error.message } });
}
