/** Measures one reader in a process of its own: `node one.mjs NAME < articles.json`; prints JSON. */

import { readFileSync } from "node:fs";
import { READERS } from "./readers.mjs";

const articles = JSON.parse(readFileSync(0, "utf8"));
const wordsOf = (text) => text.split(/\s+/u).filter(Boolean).length;
const begun = performance.now();
const read = await READERS[process.argv[2]].load();
const first = read(articles[0]);
const start = performance.now() - begun;

// Warm: the engine compiles what is hot.
for (const text of articles.slice(0, 5)) read(text);

const found = { ...first };
for (const key of Object.keys(found)) found[key] = 0;
let best = Infinity;
for (let round = 0; round < 3; round += 1) {
  const from = performance.now();
  for (const text of articles) {
    const counts = read(text);
    if (round === 0) for (const key of Object.keys(found)) found[key] += counts[key];
  }
  best = Math.min(best, performance.now() - from);
}
const words = articles.reduce((sum, text) => sum + wordsOf(text), 0);

// An article of a thousand words, again and again.
const thousand = articles.join("\n\n").split(/(?<=\n)/u);
let article = "";
for (const line of thousand) {
  if (wordsOf(article) >= 1000) break;
  article += line;
}
const times = [];
for (let i = 0; i < 200; i += 1) {
  const from = performance.now();
  read(article);
  times.push(performance.now() - from);
}
times.sort((a, b) => a - b);
const per = 1000 / wordsOf(article);
console.log(JSON.stringify({
  words, found, start, wordsPerSecond: words / best * 1000,
  median: times[100] * per, p99: times[197] * per,
  rss: process.memoryUsage.rss(), wasm: read.wasmBytes?.() ?? null,
}));
