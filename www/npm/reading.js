/** Loads the core with the first call. */

import { load } from "../js/load.js";

/** @param {() => Promise<string | BufferSource>} source of the wasm */
export function reading(source) {
  let core = null;
  const ready = () => {
    core ??= source().then(load).catch((error) => {
      core = null;
      throw error;
    });
    return core;
  };
  return {
    analyze: async (text, options) => (await ready()).analyze(text, options),
    exportAs: async (text, format, options) => (await ready()).exportAs(text, options, format),
    version: async () => (await ready()).version(),
  };
}
