/** Hosts with strict policies: what the element needs is little, and where it is refused that is said. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { atDesk, ENGINE, reported, withBrowser } from "./desk.mjs";
import { COUNT, host, LOG, SAID } from "./host.mjs";
import { startServer } from "./server.mjs";

withBrowser();

const STRICT = "default-src 'none'; script-src 'self'; worker-src 'self'; img-src 'self'; base-uri 'none'";
const WORKER = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const PAGE_READS = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'";
const TYPED = "require-trusted-types-for 'script'; trusted-types";
/** What is said when no Worker may start, and what browsers add to it. */
const REFUSED = /own thread|worker-src|Trusted|trusted|TrustedScriptURL|Content Security Policy|Content-Security-Policy|script-src/u;

const policies = (page, worker = WORKER) => ({ headers: { "Content-Security-Policy": page }, server: { headersOf: { "/js/worker.js": { "Content-Security-Policy": worker } } } });
const CORE = await readFile(new URL("../../www/pkg/whosaid_bg.wasm", import.meta.url));
const typedEngine = ENGINE !== "firefox";

async function thread(page) {
  await reported(page);
  return page.evaluate(() => window.told.find(([type]) => type === "who-said-report")[3].thread);
}

test("row 9: under a strict policy the page needs no permission for wasm, connections or styles", () => atDesk(host({
  ...policies(STRICT), script: `${COUNT}${LOG}`, body: `<article id="story">${SAID}</article><who-said src-selector="#story"></who-said>`,
}), async ({ page }) => {
  assert.equal(await thread(page), "worker");
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("who-said").shadowRoot.querySelector(".card")).position), "relative");
}));

test("row 9: under Trusted Types one policy is made, when the Worker starts, and its name is who-said", () => atDesk(host({
  ...policies(`${STRICT}; ${TYPED} who-said`), body: "<who-said></who-said>", allow: /Unknown directive|unrecognized|not supported|Unrecognized/iu,
  script: `${LOG} window.made = []; if (window.trustedTypes) {
    const make = trustedTypes.createPolicy.bind(trustedTypes);
    TrustedTypePolicyFactory.prototype.createPolicy = function (name, rules) { window.made.push(name); return make(name, rules); };
  }`,
}), async ({ page }) => {
  await page.waitForFunction(() => customElements.get("who-said"));
  assert.deepEqual(await page.evaluate(() => window.made), []);
  await page.evaluate((text) => { document.querySelector("who-said").text = text; }, "\u201cYes,\u201d said Ann Lee.");
  assert.equal(await thread(page), "worker");
  if (await page.evaluate(() => Boolean(window.trustedTypes))) assert.deepEqual(await page.evaluate(() => window.made), ["who-said"]);
}));

test("row 9: where Trusted Types refuse the policy, the page's own thread reads, and the console says why", () => atDesk(host({
  ...policies(`${PAGE_READS}; ${TYPED} 'none'`), script: LOG, body: `<who-said>${SAID}</who-said>`, allow: REFUSED,
}), async ({ page }) => {
  const typed = await page.evaluate(() => Boolean(window.trustedTypes));
  assert.ok(typed || !typedEngine);
  assert.equal(await thread(page), typed ? "page" : "worker");
}));

test("row 9: where the policy forbids a Worker, the page's own thread reads", () => atDesk(host({
  ...policies(`${PAGE_READS}; worker-src 'none'`), script: LOG, body: `<who-said>${SAID}</who-said>`, allow: REFUSED,
}), async ({ page }) => {
  assert.equal(await thread(page), "page");
}));

test("row 9: where neither may read, the reader is told which word is missing, and the article stands", () => atDesk(host({
  ...policies("default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'none'"), script: LOG, body: `<who-said>${SAID}</who-said>`, allow: /own thread|wasm|eval|Content.Security.Policy|worker-src|script-src/iu,
}), async ({ page }) => {
  await page.waitForSelector("who-said .notice[data-problem=blocked]");
  assert.match(await page.textContent("who-said .notice"), /'wasm-unsafe-eval'/u);
  assert.ok(await page.isVisible("who-said p"));
  assert.equal(await page.evaluate(() => window.told.find(([type]) => type === "who-said-error")[3].kind), "blocked");
}));

test("no-worker reads on the page's own thread", () => atDesk(host({ script: `${COUNT}${LOG}`, body: `<who-said no-worker>${SAID}</who-said>` }), async ({ page }) => {
  assert.equal(await thread(page), "page");
  assert.equal(await page.evaluate(() => window.workers.made), 0);
}));

test("the wasm may lie elsewhere, and be served under another type", () => atDesk(host({
  server: { headersOf: { "/sample/core.bin": { "Content-Type": "application/octet-stream" } } },
  replace: { "/sample/core.bin": CORE },
  script: LOG, body: `<who-said wasm-url="sample/core.bin" worker-url="/js/worker.js">${SAID}</who-said>`,
}), async ({ page, server }) => {
  assert.equal(await thread(page), "worker");
  assert.ok(server.requests.includes("/sample/core.bin") && !server.requests.includes("/pkg/whosaid_bg.wasm"));
}));

for (const [name, type, body] of [["a page", "text/html", "<!doctype html>not found"], ["a page under the type of wasm", "application/wasm", "<!doctype html>not found"]]) {
  test(`${name} in the place of the wasm is not taken for it`, () => atDesk(host({
    server: { headersOf: { "/pkg/whosaid_bg.wasm": { "Content-Type": type } } }, replace: { "/pkg/whosaid_bg.wasm": body }, body: `<who-said>${SAID}</who-said>`,
  }), async ({ page }) => {
    await page.waitForSelector("who-said .notice[data-problem=missing]");
  }));
}

test("a script from another origin starts its Worker too", async () => {
  const other = await startServer({ headers: { "Access-Control-Allow-Origin": "*" } });
  try {
    await atDesk(host({
      headers: { "Content-Security-Policy": `script-src 'self' 'wasm-unsafe-eval' ${other.url} blob:; worker-src blob: ${other.url}; connect-src ${other.url}` },
      server: { others: [other.url, "blob:"] }, script: LOG, body: `<who-said>${SAID}</who-said>`, element: `<script type="module" src="${other.url}js/element.js"></script>`,
    }), async ({ page }) => {
      assert.equal(await thread(page), "worker");
    });
  } finally {
    await other.close();
  }
});
