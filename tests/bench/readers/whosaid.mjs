/** whosaid: what a report holds, and the wasm in Node. */

/** What a report found, in numbers. */
export function countsOf({ entities, quotes }) {
  const spoken = quotes.filter((q) => ["direct", "mixed", "indirect"].includes(q.kind));
  return {
    people: entities.filter((e) => e.type === "PERSON").length,
    names: entities.filter((e) => ["PERSON", "ORG", "GPE", "LOC"].includes(e.type)).length,
    quotations: spoken.length, speakers: spoken.filter((q) => q.speaker).length,
  };
}

export async function load() {
  const { readFileSync } = await import("node:fs");
  const pkg = new URL("../../../www/pkg/", import.meta.url);
  const { default: init, analyze } = await import(new URL("whosaid.js", pkg));
  const { memory } = await init({ module_or_path: readFileSync(new URL("whosaid_bg.wasm", pkg)) });
  return Object.assign((text) => countsOf(analyze(text)), { wasmBytes: () => memory.buffer.byteLength });
}
