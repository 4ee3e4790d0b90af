/** What can go wrong is said in words, and the text is never lost. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { articleText, atDesk, EMPTY_REPORT, fakeWorker, paste, read, standing, withBrowser, workerIs } from "./desk.mjs";

withBrowser();

const TEXT = "\"We will not be rushed,\" said Ruth Adeyemi.";
const worker = (answer) => ({ replace: workerIs(fakeWorker(answer)) });
const report = `const report = ${EMPTY_REPORT};`;

test("row 12: worker: a newer text overtakes an older one, whose answer is dropped", () => atDesk(worker(`async ({ text }) => {
  ${report} await new Promise((done) => setTimeout(done, text.startsWith("slow") ? 500 : 10)); return { ms: 1, report: report(text) };
}`), async ({ page }) => {
  const shown = await page.evaluate(() => {
    const seen = [];
    const element = document.querySelector("who-said");
    const show = element.show.bind(element);
    element.show = (text, given) => { seen.push(text); show(text, given); };
    window.seen = seen;
    return seen.length;
  });
  assert.equal(shown, 0);
  await paste(page, "slow one");
  await paste(page, "slow two");
  await paste(page, "quick three");
  await page.waitForFunction(() => window.seen.length > 0);
  await page.waitForTimeout(700);
  assert.deepEqual(await page.evaluate(() => window.seen), ["quick three"]);
}));

test("a slow reading says that it is working", () => atDesk(worker(`async ({ text }) => {
  ${report} await new Promise((done) => setTimeout(done, 900)); return { ms: 900, report: report(text) };
}`), async ({ page }) => {
  await paste(page, TEXT);
  await page.waitForSelector("body.is-working");
  assert.match(await page.textContent("#status"), /Reading/u);
  await standing(page);
}));

test("row 13: crash survival: a Worker that dies is replaced, and the text is kept", () => atDesk(worker(`async ({ text }) => {
  ${report} if (text.includes("crash") && !text.includes("mended")) throw new Error("trap"); return { ms: 1, report: report(text) };
}`), async ({ page }) => {
  await paste(page, "please crash");
  await page.waitForSelector(".notice[data-problem=crashed]");
  assert.equal(await page.inputValue("#editor"), "please crash");
  assert.match(await page.textContent(".notice"), /still here/u);
  await page.click(".notice button");
  await page.waitForSelector(".notice[data-problem=crashed]");
  await page.focus("#editor");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" mended");
  await standing(page);
  assert.equal(await articleText(page), "please crash mended");
}));

test("row 13: crash survival: a trap in the core is answered by a new Worker, which reads on", () => atDesk(worker(`({ text }) => {
  ${report}
  if (text === "trap") return { error: { name: "RuntimeError", message: "unreachable" } };
  return { ms: 1, report: report(text) };
}`), async ({ page }) => {
  await paste(page, "trap");
  await page.waitForSelector(".notice[data-problem=crashed]");
  await page.evaluate(() => document.activeElement.blur());
  await read(page, "fine again");
  assert.equal(await articleText(page), "fine again");
  assert.equal(await page.locator(".notice.is-problem").count(), 0);
}));

test("a text that is too long is refused in words", () => atDesk(worker(`() => ({ error: { name: "RangeError", message: "text is longer than 1" } })`), async ({ page }) => {
  await paste(page, TEXT);
  await page.waitForSelector(".notice[data-problem=tooLong]");
  assert.equal(await page.inputValue("#editor"), TEXT);
}));

test("a missing program is said, and the text is kept", () => atDesk({ replace: { "/pkg/whosaid_bg.wasm": "no program" } }, async ({ page }) => {
  await paste(page, TEXT);
  await page.waitForSelector(".notice[data-problem=missing]");
  assert.equal(await page.inputValue("#editor"), TEXT);
}));

const NO_WASM = { "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self'; manifest-src 'self'" };

test("a policy that forbids wasm is named", () => atDesk({ headers: NO_WASM, allow: /wasm-unsafe-eval|unsafe-eval/u }, async ({ page }) => {
  await paste(page, TEXT);
  await page.waitForSelector(".notice[data-problem=blocked]");
  assert.match(await page.textContent(".notice"), /'wasm-unsafe-eval'/u);
  assert.equal(await page.inputValue("#editor"), TEXT);
}));

test("a text without quotations says so", () => atDesk({}, async ({ page }) => {
  await read(page, "The ferry sails at nine.");
  assert.match(await page.textContent("#status"), /No quotations found in this text \u00b7 read in/u);
  assert.match(await page.locator("who-said .nothing").first().textContent(), /No speaker was found/u);
  assert.equal(await page.locator("who-said .key").count(), 0, "no key to marks that are not there");
}));

test("another language is said", () => atDesk({}, async ({ page }) => {
  await read(page, "Le ministre a d\u00e9clar\u00e9 que la r\u00e9forme serait adopt\u00e9e dans les prochains jours. \u00ab C\u2019est une question de temps \u00bb, a-t-il dit devant les journalistes.");
  assert.match(await page.textContent(".notice"), /French/u);
}));

test("a new article starts from an empty page", () => atDesk({}, async ({ page }) => {
  await read(page, TEXT);
  await page.click("#another");
  assert.ok(await page.isVisible("#sample"));
  assert.ok(!await page.isVisible("who-said"));
  assert.equal(await page.inputValue("#editor"), "");
}));

test("typing is read after a pause, with the editor left open", () => atDesk({}, async ({ page }) => {
  await page.focus("#editor");
  await page.keyboard.type(TEXT);
  await standing(page);
  assert.ok(await page.isVisible("#editor"));
  assert.equal(await articleText(page), TEXT);
}));

test("what is said about a trouble stands clear of its edges, as everything on the page", () => atDesk(worker("() => { throw new Error('trap'); }"), async ({ page }) => {
  await paste(page, TEXT);
  await page.waitForSelector(".notice.is-problem");
  const { space, height } = await page.locator(".notice.is-problem").evaluate((node) => ({
    space: Number.parseFloat(getComputedStyle(node).paddingInlineStart), height: node.querySelector("button").getBoundingClientRect().height,
  }));
  assert.ok(space >= 8 && height >= 24, `${space} px, a button of ${height} px`);
}));
