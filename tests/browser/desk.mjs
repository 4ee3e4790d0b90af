/** A desk for the page's tests: one browser a file, one server and one clean context a test, and a console that must stay empty. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { startServer } from "./server.mjs";

/** The engine that the tests run in: `chromium`, `firefox` or `webkit`. */
export const ENGINE = process.env.ENGINE ?? "chromium";
const { launch, probe = "" } = await import(`./engines/${ENGINE}.mjs`);

let browser;

/** Ends the browser after the tests of one file. It starts with the first of them: a file may have none for an engine. */
export function withBrowser() {
  after(async () => (await browser)?.close());
}

/** A test of what only Chromium lets be tested: forced colours, colour schemes, the real clipboard, the accessibility tree, print. */
export function chromiumTest(name, run) {
  if (ENGINE === "chromium") test(`${name} (Chromium)`, run);
}

/** A Worker that answers as the test says; where `answer` throws, the Worker dies of it. */
export const fakeWorker = (answer) => `
  const answer = ${answer};
  const die = (error) => setTimeout(() => { throw error; });
  addEventListener("message", async ({ data }) => {
    if ("core" in data) return postMessage({ ready: true });
    try { postMessage({ id: data.id, ...await answer(data) }); } catch (error) { die(error); }
  });
`;

/** Another script in the place of the Worker's, for the page and for an element that was not bundled. */
export const workerIs = (script) => ({ "/app/worker.js": script, "/js/worker.js": script });

/** A report of nothing, in one block. */
export const EMPTY_REPORT = `(text) => ({ schema: "whosaid/1", offsets: "utf16", language: { detected: "en", read_as: "en" },
  blocks: [{ kind: "paragraph", start: 0, end: text.length, text }], entities: [], quotes: [], diagnostics: [] })`;

/**
 * Opens the page, runs the test, and asserts that the console stayed empty and that no foreign address was asked for.
 * @param {object} options `path` of the page; `context` for the browser; `server` for the server; `headers`, `replace` likewise;
 *   `serviceWorker`; `allow` for console lines
 * @param {(desk: { page: import("playwright-core").Page, server: object, context: object }) => Promise<void>} run
 */
export async function atDesk({ path = "", context: contextOptions = {}, headers, replace = {}, server: more, serviceWorker = false, allow = /^$/u }, run) {
  const server = await startServer({ headers, probe, ...more, replace: serviceWorker ? replace : { "/sw.js": "", ...replace } });
  const { page, context, lines, requests, close } = await (await (browser ??= launch())).open({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...contextOptions });
  try {
    await page.goto(server.url + path);
    await run({ page, server, context });
    assert.deepEqual((await lines()).filter((line) => !allow.test(line)), [], "the console is empty");
    const own = [server.url, `blob:${server.url}`, ...(more?.others ?? [])];
    assert.deepEqual((await requests()).filter((url) => !own.some((start) => url.startsWith(start))), [], "nothing foreign was asked for");
  } finally {
    await close();
    await server.close();
  }
}

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @returns {Promise<string[]>} what axe finds wrong with the page as it stands */
export async function violations(page, tags, off = []) {
  await page.evaluate(`(() => { ${axeSource}\n})()`);
  const found = await page.evaluate(async ({ values, rules }) => {
    const { violations: all } = await axe.run(document, { runOnly: { type: "tag", values }, rules });
    return all.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
  }, { values: tags, rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])) });
  return found;
}

/** Pastes as a browser does: an event with both flavours at the focused editor. */
export async function paste(page, plain, html = "") {
  await page.evaluate(({ plain: text, html: markup }) => {
    const data = new DataTransfer();
    if (text) data.setData("text/plain", text);
    if (markup) data.setData("text/html", markup);
    const target = document.activeElement.id === "editor" ? document.activeElement : document.body;
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true, composed: true }));
  }, { plain, html });
}

/** Pastes and waits until the whole article stands. */
export async function read(page, plain, html) {
  await page.evaluate(() => { window.before = document.querySelector("who-said").reading; });
  await paste(page, plain, html);
  await page.waitForFunction(() => document.querySelector("who-said").reading !== window.before);
  await standing(page);
}

/** Waits until a report is shown and its article is drawn to the end; a book takes its time on a busy machine. */
export async function standing(page) {
  await page.waitForSelector("body[data-stage=read]:not(.is-working) who-said:not([hidden])", { timeout: 90_000 });
  await page.evaluate(() => document.querySelector("who-said").drawn);
}

/** @returns {Promise<string>} the text of the article pane */
export function articleText(page) {
  return page.evaluate(() => document.querySelector("who-said").shadowRoot.querySelector(".article").textContent);
}

/** @returns {Promise<string>} the class and quote of the element that has the focus, shadow roots included */
export function focused(page) {
  return page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    const home = node.closest(".article") ? "text" : node.closest(".panel") ? "card" : node.id || node.localName;
    return node.classList.contains("num") ? `${home} ${node.dataset.label}` : home;
  });
}

/** Waits until every element of the page shows a report. */
export async function reported(page) {
  await page.waitForFunction(() => customElements.get("who-said") && [...document.querySelectorAll("who-said")].every((element) => element.report));
}
