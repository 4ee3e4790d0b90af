/** Everybody can use it: no axe violations, no sideways scrolling, targets large enough, marks without colour. */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { atDesk, chromiumTest, read, standing, violations, withBrowser } from "./desk.mjs";
import { sample, STATES } from "./scenes.mjs";

withBrowser();

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Under forced colours the system chooses both sides of every contrast, and axe reads the ones it overrides.
 * The list of cards is scrolled back first: what has slid halfway under the tabs is no small target.
 */
async function axe(page, context = {}) {
  await page.evaluate(() => document.querySelector("who-said")?.shadowRoot?.getElementById("results")?.scrollTo(0, 0));
  return violations(page, TAGS, context.forcedColors ? ["color-contrast"] : []);
}

for (const [name, { path, server, allow, act = () => {} }] of Object.entries(STATES)) {
  test(`axe finds nothing wrong: ${name}`, () => atDesk({ path, ...server, allow }, async ({ page }) => {
    await act(page);
    assert.deepEqual(await axe(page), []);
  }));

  chromiumTest(`axe finds nothing wrong, dark and in forced colours: ${name}`, () => atDesk({ path, ...server, allow }, async ({ page }) => {
    await act(page);
    for (const media of [{ colorScheme: "dark" }, { colorScheme: "light", forcedColors: "active" }]) {
      await page.emulateMedia(media);
      assert.deepEqual(await axe(page, media), [], JSON.stringify(media));
    }
  }));
}

test("axe finds nothing wrong: phone", () => atDesk({ context: { viewport: { width: 390, height: 844 } } }, async ({ page }) => {
  await sample(page);
  assert.deepEqual(await axe(page), []);
}));

test("reflow: nothing scrolls sideways on the narrowest screen, at twice the text size", () => atDesk({ context: { viewport: { width: 320, height: 640 } } }, async ({ page }) => {
  const overflow = () => page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
  assert.ok(await overflow() <= 0, "the empty page");
  await page.click("#sample");
  await standing(page);
  assert.ok(await overflow() <= 0, "the report");
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  assert.ok(await overflow() <= 0, "with large text");
  await page.locator("who-said #tab-names").click();
  assert.ok(await overflow() <= 0, "the names");
}));

test("targets outside of running text measure 24 pixels", () => atDesk({}, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  await page.locator("who-said .unspoken summary").click();
  const small = () => page.locator("button:visible, summary:visible, [role=tab]:visible").evaluateAll((nodes) => nodes
    .filter((node) => !node.closest(".article"))
    .map((node) => [node.textContent || node.className, node.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24).map(([name, box]) => `${name} ${box.width}x${box.height}`));
  assert.deepEqual(await small(), []);
  await page.locator("who-said #tab-names").click();
  assert.deepEqual(await small(), []);
}));

/** A text whose reading is beyond doubt, so that the tree changes with the page and not with the core. */
const PLAIN = "\"We will not be rushed,\" said Ruth Adeyemi. \"Never,\" she added.\n\n\"Pay first,\" said Tomas Varley.";
const GOLDEN = new URL("../golden/page.tree", import.meta.url);

chromiumTest("screen-reader structure: landmarks, lists, names, live status, as in the golden tree", () => atDesk({}, async ({ page }) => {
  await read(page, PLAIN);
  await page.evaluate(() => { document.getElementById("status").textContent = document.getElementById("status").textContent.replace(/read in .* ms/u, "read in n ms"); });
  const tree = `${await page.locator("body").ariaSnapshot()}\n`;
  if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, tree);
  assert.equal(tree, readFileSync(GOLDEN, "utf8"));
}));
