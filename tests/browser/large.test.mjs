/** A text as long as a book neither freezes nor breaks the page. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { articleText, atDesk, ENGINE, paste, standing, withBrowser } from "./desk.mjs";

withBrowser();

const SAMPLE = await readFile(new URL("../../www/sample/article.txt", import.meta.url), "utf8");

/** WebKitGTK draws without a graphics card here, so its frames take several times as long. */
const PATIENCE = ENGINE === "webkit" ? 5 : 1;

/** Pastes and measures the longest time that the page showed no new frame. */
async function longestGap(page, text) {
  await page.evaluate(() => {
    window.gap = 0;
    let last = performance.now();
    const watch = (now) => {
      window.gap = Math.max(window.gap, now - last);
      last = now;
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  });
  await paste(page, text);
  await standing(page);
  return page.evaluate(() => window.gap);
}

test("row 12: a text of one megabyte is drawn whole, without a long pause", () => atDesk({}, async ({ page }) => {
  const text = SAMPLE.repeat(Math.ceil(1e6 / SAMPLE.length));
  const gap = await longestGap(page, text);
  assert.equal(await articleText(page), text);
  assert.ok(gap < 1500 * PATIENCE, `${gap} ms without a frame`);
}));

test("a text of five megabytes is drawn whole and its quotes can be walked to", () => atDesk({}, async ({ page }) => {
  const text = SAMPLE.repeat(Math.ceil(5e6 / SAMPLE.length));
  const gap = await longestGap(page, text);
  assert.equal((await articleText(page)).length, text.length);
  assert.ok(gap < 4000 * PATIENCE, `${gap} ms without a frame`);
  await page.locator("who-said .speaker .more").first().click();
  await page.locator("who-said .card .num").nth(60).click();
  await page.waitForFunction(() => document.querySelector("who-said").shadowRoot.activeElement?.closest(".article"));
}));

test("one endless paragraph is drawn in pieces", () => atDesk({}, async ({ page }) => {
  const text = "She said \"yes\" and he said no, ".repeat(4500);
  const gap = await longestGap(page, text);
  assert.equal((await articleText(page)).length, text.length);
  assert.ok(gap < 1500 * PATIENCE, `${gap} ms without a frame`);
}));
