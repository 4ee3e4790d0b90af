/**
 * whosaid beside the other readers of English in JavaScript, in one run on the same articles:
 *
 *     cargo site build && npm ci --prefix tests/bench && node tests/bench/peers.mjs [ARTICLES.jsonl]
 *
 * The articles are those of the tests, or lines {"text"}. Ratios say more than times: machines are noisy.
 */

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { READERS } from "./readers.mjs";

const here = new URL(".", import.meta.url);
const articles = process.argv[2] ? fromLines(process.argv[2]) : fromTests();

function fromLines(file) {
  return readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).text);
}

function fromTests() {
  const folder = new URL("../articles/", here);
  return readdirSync(folder).filter((f) => f.endsWith(".txt")).map((f) => readFileSync(new URL(f, folder), "utf8"));
}

function bytesOf(files) {
  const all = files.map((file) => readFileSync(file));
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };
  const sum = (pack) => all.reduce((total, bytes) => total + pack(bytes).length, 0);
  return { raw: sum((b) => b), gzip: sum((b) => gzipSync(b, { level: 9 })), brotli: sum((b) => brotliCompressSync(b, best)) };
}

const input = JSON.stringify(articles);
const rows = Object.entries(READERS).map(([name, reader]) => {
  const answer = execFileSync(process.execPath, [fileURLToPath(new URL("one.mjs", here)), name], { input, maxBuffer: 1 << 26 });
  return { name, ...JSON.parse(answer), bytes: bytesOf(reader.files()) };
});

const [mine] = rows;
const kb = (n) => `${Math.round(n / 1000)} KB`;
console.log(`${articles.length} articles, ${mine.words} words, Node ${process.version}.\n`);
console.log("| | words a second | whosaid is … × as fast | 1,000 words: median, p99 | start to first result | raw / gzip / brotli | resident memory |");
console.log("|---|---|---|---|---|---|---|");
for (const r of rows) {
  const ratio = (mine.wordsPerSecond / r.wordsPerSecond).toFixed(1);
  const { raw, gzip, brotli } = r.bytes;
  const wasm = r.wasm ? ` (wasm ${kb(r.wasm)})` : "";
  console.log(`| ${r.name} | ${Math.round(r.wordsPerSecond)} | ${ratio} | ${r.median.toFixed(1)} ms, ${r.p99.toFixed(1)} ms | ${Math.round(r.start)} ms | ${kb(raw)} / ${kb(gzip)} / ${kb(brotli)} | ${kb(r.rss)}${wasm} |`);
}
console.log("\n| finds | people | names (wink: dates, money and the like) | quotations | with a speaker |\n|---|---|---|---|---|");
for (const r of rows) {
  const { people, names, quotations, speakers } = r.found;
  console.log(`| ${r.name} | ${people} | ${names} | ${quotations} | ${speakers} |`);
}
