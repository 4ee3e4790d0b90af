/** Measures one reader, the same way wherever it runs. */

// Engines compile what is hot in the background: wasm of this size takes them a second or two.
const WARM_MS = 3000;
const ROUNDS = 3;
const TIMES = 200;

/**
 * @param {() => Promise<(text: string) => object | Promise<object>>} load gives a reader, which gives counts of what it finds
 * @param {{ articles: string[], thousands: string[] }} input articles, and others of a thousand words each
 * @returns milliseconds: `start` up to the first result, the best round over all articles, and readings of a thousand words, sorted
 */
export async function measure(load, { articles, thousands }) {
  const begun = performance.now();
  const read = await load();
  await read(articles[0]);
  const start = performance.now() - begun;
  const cold = performance.now();
  for (let i = 0; performance.now() - cold < WARM_MS; i += 1) await read(articles[i % articles.length]);
  const found = {};
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    for (const text of articles) {
      const counts = await read(text);
      if (round === 0) for (const key of Object.keys(counts)) found[key] = (found[key] ?? 0) + counts[key];
    }
    best = Math.min(best, performance.now() - from);
  }
  const times = [];
  for (let i = 0; i < TIMES; i += 1) {
    const from = performance.now();
    await read(thousands[i % thousands.length]);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { start, best, times, found, wasm: read.wasmBytes?.() ?? null };
}
