/** How long the Worker takes for an article in Chromium: `node tests/browser/speed.mjs [FILE]`, after `cargo site build`. */

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { startServer } from "./server.mjs";

const file = process.argv[2] ?? new URL("../articles/wikinews-warming.txt", import.meta.url);
const text = readFileSync(file, "utf8");
const server = await startServer();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
const page = await browser.newPage();
await page.goto(server.url);
const times = await page.evaluate(async (article) => {
  const worker = new Worker(new URL("js/worker.js", location), { type: "module" });
  const answer = () => new Promise((resolve) => worker.addEventListener("message", ({ data }) => resolve(data), { once: true }));
  worker.postMessage({ core: new URL("pkg/whosaid_bg.wasm", location).href });
  await answer();
  const ms = [];
  const read = async (id, words) => {
    worker.postMessage({ id, text: words });
    return (await answer()).ms;
  };
  for (let id = 0; id < 101; id += 1) {
    ms.push(await read(2 * id, article));
    // What is kept of an article for its next version is given up.
    await read(2 * id + 1, "");
  }
  return ms;
}, text);
const sorted = times.toSorted((a, b) => a - b);
console.log(`${text.length} characters: first ${times[0].toFixed(1)} ms, median ${sorted[50].toFixed(1)} ms, slowest of 101 ${sorted[100].toFixed(1)} ms`);
await browser.close();
await server.close();
