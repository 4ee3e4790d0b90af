/**
 * How much faster one build of the wasm is than another: both in one process, article by article in turns, the best of each.
 * `node tests/bench/builds.mjs PKG OTHER_PKG ARTICLES.jsonl`, folders as `cargo site build` makes `www/pkg`, lines {"text"}.
 */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const ROUNDS = 12;
const [one, other, file] = process.argv.slice(2);
const articles = readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).text);

async function load(folder) {
  const { default: init, analyze } = await import(pathToFileURL(resolve(folder, "whosaid.js")));
  await init({ module_or_path: readFileSync(resolve(folder, "whosaid_bg.wasm")) });
  return analyze;
}

const readers = [await load(one), await load(other)];
const best = articles.map(() => [Infinity, Infinity]);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [i, text] of articles.entries()) {
    for (const k of (round + i) % 2 ? [0, 1] : [1, 0]) {
      const from = performance.now();
      readers[k](text);
      best[i][k] = Math.min(best[i][k], performance.now() - from);
    }
  }
}
const sum = (k) => best.reduce((all, times) => all + times[k], 0);
console.log(`${sum(0).toFixed(1)} and ${sum(1).toFixed(1)} ms; the second takes ${(sum(1) / sum(0)).toFixed(3)} of the first`);
