/**
 * whosaid beside the other readers of English in JavaScript, in one run on the same articles: natively, in Node, in Chromium.
 * `cargo site peers [ARTICLES.jsonl]` builds all that it needs and runs it. The articles are those of the tests, or lines {"text"}.
 * Ratios say more than times: machines are noisy.
 */

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bundled, measureInChromium } from "./chromium.mjs";

const OTHERS = ["compromise", "wink-nlp"];
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const wordsOf = (text) => text.split(/\s+/u).filter(Boolean).length;
const articles = process.argv[2] ? fromLines(process.argv[2]) : fromTests();

function fromLines(file) {
  return readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).text);
}

function fromTests() {
  const folder = here("../articles/");
  return readdirSync(folder).filter((f) => f.endsWith(".txt")).sort().map((f) => readFileSync(folder + f, "utf8"));
}

/** All of it in articles of a thousand words, by lines and then by words: one after the other, so that none is a version of the one before. */
function byThousands() {
  const texts = [];
  let text = "", left = 1000;
  for (const line of articles.join("\n\n").split(/(?<=\n)/u)) {
    for (let rest = line; rest;) {
      const words = rest.match(/\s*\S+\s*$|\s*\S+|\s+$/gu) ?? [];
      const part = words.length <= left ? rest : words.slice(0, left).join("");
      text += part;
      left -= wordsOf(part);
      rest = rest.slice(part.length);
      if (left > 0) continue;
      texts.push(text);
      [text, left] = ["", 1000];
    }
  }
  return texts.length > 0 ? texts : [text];
}

function packed(files) {
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } };
  const sum = (pack) => files.reduce((total, bytes) => total + pack(bytes).length, 0);
  return { raw: sum((b) => b), gzip: sum((b) => gzipSync(b, { level: 9 })), brotli: sum((b) => brotliCompressSync(b, best)) };
}

const words = articles.reduce((sum, text) => sum + wordsOf(text), 0);
const input = { articles, thousands: byThousands() };
const run = (program, args) => JSON.parse(execFileSync(program, args, { input: JSON.stringify(input), maxBuffer: 1 << 26 }));
const inNode = (name) => run(process.execPath, [here("one.mjs"), name]);

const bundles = Object.fromEntries(await Promise.all(OTHERS.map(async (name) => [name, await bundled("worker.mjs", name)])));
const downloads = { whosaid: packed(["whosaid.js", "whosaid_bg.wasm"].map((file) => readFileSync(here(`../../www/pkg/${file}`)))) };
for (const name of OTHERS) downloads[name] = packed([bundles[name]]);

// What else a machine does comes and goes: readers take turns, and the best turn of each counts.
const TURNS = 3;
const rows = [];
const add = (reader, where, measured) => {
  const row = rows.find((r) => r.reader === reader && r.where === where);
  const taken = { reader, where, ...measured, download: where === "native" ? null : downloads[reader] };
  if (!row) rows.push(taken);
  else if (taken.best < row.best) Object.assign(row, taken);
};
let chromium;
for (let turn = 0; turn < TURNS; turn += 1) {
  if (process.env.NATIVE) add("whosaid", "native", run(process.env.NATIVE, []));
  for (const name of ["whosaid", ...OTHERS]) add(name, "Node", inNode(name));
  chromium = await measureInChromium(["whosaid", ...OTHERS], input, bundles);
  for (const name of ["whosaid", ...OTHERS]) add(name, "Chromium", chromium[name]);
}

const mine = rows.find((r) => r.reader === "whosaid" && r.where === "Node");
const number = (n, digits = 0) => n.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const kb = (n) => number(n / 1000);
const line = (cells) => `| ${cells.join(" | ")} |`;
console.log(`${articles.length} articles, ${words} words; Node ${process.version}, Chromium ${chromium.version}.\n`);
const head = ["reader", "where", "words a second", "× whosaid in Node", "1,000 words: median, ms", "p99, ms", "start to first result, ms",
  "download: raw, KB", "gzip 9", "brotli 11", "peak memory, MB", "of it wasm", "people", "names", "quotations", "with a speaker"];
console.log(line(head));
console.log(line(head.map((_, i) => (i < 2 ? "---" : "--:"))));
for (const r of rows) {
  const sizes = r.download ? [r.download.raw, r.download.gzip, r.download.brotli].map(kb) : ["", "", ""];
  const [median, p99] = [0.5, 0.99].map((share) => r.times[Math.ceil(r.times.length * share) - 1]);
  console.log(line([
    r.reader, r.where, number(words / r.best * 1000), number(mine.best / r.best, 2), number(median, 1), number(p99, 1), number(r.start), ...sizes,
    number(r.peak / 1e6), r.wasm ? number(r.wasm / 1e6) : "", r.found.people, r.found.names, r.found.quotations, r.found.speakers,
  ]));
}
console.log(`
In Chromium a reader is in a Worker and is measured from the page, the way there and back included; the report of whosaid comes whole, of the others
only the counts. Memory is the most that the process had, in Chromium that of the page. Downloads of the others are one minified module with all that it
imports. What wink-nlp calls entities are dates, money and the like: it knows no people.`);
