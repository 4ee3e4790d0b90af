/** The page endures: many readings in one page, a Worker that is killed at any moment, two tabs. `SOAK=10000` reads so often. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { articleText, atDesk, chromiumTest, read, standing, withBrowser } from "./desk.mjs";
import { host } from "./host.mjs";

withBrowser();

const WASM_PAGE = 65_536;
const READINGS = Number(process.env.SOAK ?? 200);
const FOLDER = new URL("../articles/", import.meta.url);
const ARTICLES = readdirSync(FOLDER).filter((name) => name.endsWith(".txt")).map((name) => readFileSync(new URL(name, FOLDER), "utf8"));

/** Reads and draws so many texts, each another, in the page. */
const readings = (page, from, count, texts = ARTICLES) => page.evaluate(async ({ articles, first, last }) => {
  const element = document.querySelector("who-said");
  for (let i = first; i < last; i += 1) {
    const text = `${articles[i % articles.length]}\n\n\u201cThis is number ${i},\u201d said Ann Lee.`;
    const heard = new AbortController();
    const shown = new Promise((resolve, reject) => {
      element.addEventListener("who-said-report", resolve, { signal: heard.signal });
      element.addEventListener("who-said-error", ({ detail }) => reject(detail.error), { signal: heard.signal });
    });
    element.text = text;
    await shown;
    heard.abort();
    await element.drawn;
    if (element.reading.text !== text) throw new Error(`reading ${i} shows another text`);
  }
}, { articles: texts, first: from, last: from + count });

/** Texts of nothing but words never seen, of so many words each: all that a Worker ever keeps of words is full then. */
const strangers = (texts, words) => Array.from({ length: texts }, (_, text) => Array.from({ length: words }, (_, word) => {
  const spelt = [...(text * words + word).toString(16)].map((digit) => "bdfgklmnprstvwxz"["0123456789abcdef".indexOf(digit)]).join("a");
  return word % 2 ? spelt : `${spelt[0].toUpperCase()}${spelt.slice(1)}`;
}).join(" "));

/** What the page and its Worker hold: live objects, nodes and listeners after collection, and the memory of the wasm. */
async function held(page, session) {
  for (let i = 0; i < 3; i += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  const wasm = await page.workers()[0].evaluate(async () => {
    const { default: init } = await import("/pkg/whosaid.js");
    return (await init()).memory.buffer.byteLength;
  });
  return { usedSize, nodes, jsEventListeners, wasm };
}

chromiumTest(`memory is flat over ${READINGS} readings in one page`, () => atDesk(host({ body: "<who-said></who-said>" }), async ({ page, context }) => {
  const session = await context.newCDPSession(page);
  // Each article some times: what is kept for good is there then, and the wasm as large as any two in a row ask for.
  const warm = Math.max(4 * ARTICLES.length, Math.round(READINGS / 10));
  await readings(page, 0, 80, strangers(80, 250));
  await readings(page, 0, warm);
  const before = await held(page, session);
  const steps = READINGS > 1000 ? 10 : 1;
  const each = Math.ceil((READINGS - warm) / steps / ARTICLES.length) * ARTICLES.length;
  let after = before;
  for (let step = 0; step < steps; step += 1) {
    await readings(page, warm + step * each, each);
    after = await held(page, session);
    console.log(`after ${warm + (step + 1) * each} readings: ${JSON.stringify(after)}`);
  }
  // When the Worker warmed up between readings, its heap may end a page higher; no reading may add one.
  assert.ok(after.wasm <= before.wasm + WASM_PAGE, `the memory of the wasm: ${before.wasm}, then ${after.wasm}`);
  assert.ok(after.usedSize < before.usedSize * 1.1 + 500_000, `objects: ${before.usedSize}, then ${after.usedSize}`);
  assert.ok(after.nodes < before.nodes * 1.1 + 500, `nodes: ${before.nodes}, then ${after.nodes}`);
  assert.ok(after.jsEventListeners < before.jsEventListeners * 1.1 + 50, `listeners: ${before.jsEventListeners}, then ${after.jsEventListeners}`);
}));

const KEEP = `window.all = []; window.Worker = class extends Worker { constructor(...given) { super(...given); window.all.push(this); } };`;

test("a Worker that is killed at any moment loses no text, and the next reading starts another", () => atDesk(host({ script: KEEP, body: "<who-said></who-said>" }), async ({ page }) => {
  const long = ARTICLES.join("\n\n");
  for (const ms of [0, 5, 20, 80]) {
    const problem = await page.evaluate(async ({ text, wait }) => {
      const element = document.querySelector("who-said");
      const next = () => new Promise((resolve) => {
        element.addEventListener("who-said-report", () => resolve(null), { once: true });
        element.addEventListener("who-said-error", ({ detail }) => resolve(detail.kind), { once: true });
      });
      // The Worker reads: it has answered once.
      const warm = next();
      element.text = `"Ready?" asked Ann Lee ${wait}.`;
      if (await warm) return "it cannot start";
      const ended = next();
      element.text = text;
      const end = window.all.at(-1);
      const killed = new Promise((resolve) => setTimeout(() => resolve(end.terminate()), wait));
      const kind = await ended;
      // A fast machine has read all before: then the page needs a moment to notice.
      await killed;
      await new Promise((resolve) => setTimeout(resolve, 100));
      const again = next();
      element.text = `${text} `;
      if (await again) return "it does not start again";
      return element.text === `${text} ` && element.reading.text === element.text ? kind : "another text";
    }, { text: `${long}${ms}`, wait: ms });
    assert.ok(problem === "crashed" || problem === null, `after ${ms} ms: ${problem}`);
    if (ms < 20) assert.equal(problem, "crashed", `${ms} ms are too few to read so much`);
  }
}));

test("a Worker that is killed while nobody reads is replaced unseen", () => atDesk({ replace: { "/app/main.js": `${KEEP}\n${readFileSync(new URL("../../www/app/main.js", import.meta.url), "utf8")}` } }, async ({ page }) => {
  await read(page, "\"One,\" said Ann Lee.");
  await page.evaluate(() => window.all.at(-1).terminate());
  await page.waitForTimeout(100);
  await page.evaluate(() => document.activeElement.blur());
  await read(page, "\"Two,\" said Bob Ray.");
  assert.equal(await articleText(page), "\"Two,\" said Bob Ray.");
  assert.equal(await page.locator(".notice.is-problem").count(), 0);
}));

chromiumTest("two tabs read side by side, and one that closes takes nothing from the other", () => atDesk({ serviceWorker: true }, async ({ page, context, server }) => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const second = await context.newPage();
  await second.goto(server.url);
  // A tab behind another draws no frames.
  await read(second, "\"Two,\" said Bob Ray.");
  await page.bringToFront();
  await read(page, "\"One,\" said Ann Lee.");
  assert.deepEqual([await articleText(page), await articleText(second)], ["\"One,\" said Ann Lee.", "\"Two,\" said Bob Ray."]);
  await second.close();
  await page.click("#another");
  await page.click("#sample");
  await standing(page);
}));
