/** Everybody can use it: no axe violations, no sideways scrolling, targets large enough, marks without colour. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { atDesk, chromiumTest, standing, violations, withBrowser } from "./desk.mjs";

withBrowser();

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SCENES = { dark: { colorScheme: "dark" }, phone: { viewport: { width: 390, height: 844 } }, "forced colours": { forcedColors: "active" } };
const testOf = (context) => (context.viewport ? test : chromiumTest);

/** Under forced colours the system chooses both sides of every contrast, and axe reads the ones it overrides. */
function axe(page, context = {}) {
  return violations(page, TAGS, context.forcedColors ? ["color-contrast"] : []);
}

test("axe finds nothing wrong in any state of the page", () => atDesk({}, async ({ page }) => {
  assert.deepEqual(await axe(page), [], "the empty page");
  await page.click("#sample");
  await standing(page);
  await page.locator("who-said .unspoken").evaluate((details) => { details.open = true; });
  assert.deepEqual(await axe(page), [], "the report");
  await page.locator("who-said #tab-names").click();
  await page.click("#edit");
  assert.deepEqual(await axe(page), [], "the names and the editor");
}));

for (const [name, context] of Object.entries(SCENES)) {
  testOf(context)(`axe finds nothing wrong: ${name}`, () => atDesk({ context }, async ({ page }) => {
    await page.click("#sample");
    await standing(page);
    await page.locator("who-said .speaker .pin").nth(1).click();
    assert.deepEqual(await axe(page, context), []);
  }));
}

test("nothing scrolls sideways on the narrowest screen, at twice the text size", () => atDesk({ context: { viewport: { width: 320, height: 640 } } }, async ({ page }) => {
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

chromiumTest("the results are a list with names for those who do not see", () => atDesk({}, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  const tree = await page.locator("who-said").ariaSnapshot();
  assert.match(tree, /button "Quote 3, Ada Brennick: why\?"/u);
  assert.match(tree, /tab "Who said what" \[selected\]/u);
  assert.match(tree, /heading "[^"]*Ada Brennick ?, \d quotes?" \[level=3\]/u);
  assert.match(tree, /button "Quote 3: show it in the article"/u);
}));
