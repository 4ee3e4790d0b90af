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
  test(`row 8: axe finds nothing wrong: ${name}`, () => atDesk({ path, ...server, allow }, async ({ page }) => {
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

/** Colours as the browser computes them, ground first; the least contrast that each pair must have. */
async function contrasts(page) {
  return page.evaluate(() => {
    const view = document.querySelector("who-said").shadowRoot.querySelector(".view");
    const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const light = ([r, g, b]) => {
      const [x, y, z] = [r, g, b].map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const measure = (node, ground, words) => {
      const [a, b] = [ground, words].map((name) => {
        node.style.color = `var(--${name})`;
        pen.fillStyle = getComputedStyle(node).color;
        pen.fillRect(0, 0, 1, 1);
        return light(pen.getImageData(0, 0, 1, 1).data);
      });
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const found = [];
    const pairs = (hue, list) => {
      const node = view.appendChild(document.createElement("span"));
      if (hue !== null) node.dataset.hue = hue;
      for (const [ground, words, least] of list) found.push([`${words} on ${ground}${hue === null ? "" : `, hue ${hue}`}`, measure(node, ground, words), least]);
      node.remove();
    };
    pairs(null, [["paper", "text", 4.5], ["sheet", "text", 4.5], ["paper", "muted", 4.5], ["sheet", "muted", 4.5], ["paper", "link", 4.5], ["sheet", "link", 4.5], ["warn-paper", "text", 4.5], ["warn-paper", "warn-rule", 3]]);
    for (const hue of ["0", "1", "2", "3", "4", "5", "6", "7", "none"]) {
      pairs(hue, [["ink", "paper", 4.5], ["paper", "ink", 4.5], ["tint", "ink", 4.5], ["tint", "text", 4.5], ["lit", "text", 4.5], ["tint", "muted", 3]]);
    }
    return found;
  });
}

chromiumTest("row 16: dark mode, contrast: every pair of tokens that meet, in both schemes", () => atDesk({}, async ({ page }) => {
  await sample(page);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const found = await contrasts(page);
    assert.equal(found.length, 62);
    assert.deepEqual(found.filter(([, contrast, least]) => contrast < least), [], colorScheme);
  }
  const grounds = await page.evaluate(() => [document.documentElement, document.querySelector("who-said").shadowRoot.querySelector(".card")].map((node) => getComputedStyle(node).colorScheme));
  assert.ok(grounds.every((scheme) => scheme.includes("dark")), String(grounds));
}));

for (const [width, height, what, marked] of [[390, 844, "a quotation", "[data-kind=direct], [data-kind=mixed]"], [320, 640, "who speaks", "[data-speaker]"]]) {
  test(`on a phone of ${width} by ${height} pixels the first screen shows ${what}, below the headline`, () => atDesk({ context: { viewport: { width, height } } }, async ({ page }) => {
    await sample(page);
    const bottom = await page.evaluate((selector) => {
      const marks = [...document.querySelector("who-said").shadowRoot.querySelectorAll(`.article .block:not([data-kind=headline]) .seg:is(${selector})`)];
      return Math.min(...marks.map((mark) => mark.getClientRects()[0].bottom + scrollY));
    }, marked);
    assert.ok(bottom < height, `${what} ends ${bottom} pixels down`);
  }));
}

test("row 20: reflow: nothing scrolls sideways on the narrowest screen, at twice the text size", () => atDesk({ context: { viewport: { width: 320, height: 640 } } }, async ({ page }) => {
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

test("row 20: targets outside of running text measure 24 pixels", () => atDesk({}, async ({ page }) => {
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

chromiumTest("row 8: screen-reader structure: landmarks, lists, names, live status, as in the golden tree", () => atDesk({}, async ({ page }) => {
  await read(page, PLAIN);
  await page.evaluate(() => { document.getElementById("status").textContent = document.getElementById("status").textContent.replace(/read in .* ms/u, "read in n ms"); });
  const tree = `${await page.locator("body").ariaSnapshot()}\n`;
  if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, tree);
  assert.equal(tree, readFileSync(GOLDEN, "utf8"));
}));
