/** Every visible string is in a locale file with its direction; text and interface may run from the right. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { ar } from "../../www/js/strings/ar.js";
import { en } from "../../www/js/strings/en.js";
import { articleText, atDesk, read, reported, standing, withBrowser } from "./desk.mjs";
import { host, SAID } from "./host.mjs";

withBrowser();

const folder = (name) => new URL(`../../www/${name}/`, import.meta.url);
const filesOf = (name, ending) => readdirSync(folder(name)).filter((file) => file.endsWith(ending)).map((file) => [file, readFileSync(new URL(file, folder(name)), "utf8")]);
const ARABIC = "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 \u0641\u064a \u0645\u0624\u062a\u0645\u0631 \u0635\u062d\u0641\u064a: \u201c\u0644\u0646 \u0646\u0648\u0627\u0641\u0642 \u0639\u0644\u0649 \u0647\u0630\u0627\u201d.";

/** The shape of a locale: names and kinds of everything in it. */
function shapeOf(value, path = "") {
  if (Array.isArray(value)) return [`${path}[${value.length}]`];
  if (value && typeof value === "object" && !(value instanceof RegExp)) return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`));
  return [`${path}: ${typeof value === "function" ? `function of ${value.length}` : typeof value}`];
}

test("row 33: interface languages: each locale is complete and names its direction", () => {
  assert.deepEqual(shapeOf(ar).sort(), shapeOf(en).sort());
  assert.deepEqual([en.dir, ar.dir, en.lang, ar.lang], ["ltr", "rtl", "en", "ar"]);
  for (const problem of Object.values(ar.problems)) assert.match(problem.title, /[\u0600-\u06ff]/u);
});

test("row 33: interface languages: counts are counted as the language counts", () => {
  assert.deepEqual([1, 2, 3, 11, 100].map((n) => ar.quotesOf(n)), ["\u0627\u0642\u062a\u0628\u0627\u0633 \u0648\u0627\u062d\u062f", "\u0627\u0642\u062a\u0628\u0627\u0633\u0627\u0646",
    `${(3).toLocaleString("ar")} \u0627\u0642\u062a\u0628\u0627\u0633\u0627\u062a`, `${(11).toLocaleString("ar")} \u0627\u0642\u062a\u0628\u0627\u0633\u064b\u0627`, `${(100).toLocaleString("ar")} \u0627\u0642\u062a\u0628\u0627\u0633`]);
  assert.deepEqual([1, 2].map((n) => en.quotesOf(n)), ["1 quote", "2 quotes"]);
});

test("row 33: interface languages: in Arabic what is said of one, two or three agrees with the number", () => {
  const said = (sentence, verbs) => [1, 2, 3].forEach((n, i) => assert.ok(sentence(n).includes(` ${verbs[i]} `) || sentence(n).endsWith(` ${verbs[i]}.`), sentence(n)));
  said(ar.waiting, ["\u0644\u0627 \u064a\u0646\u0627\u0633\u0628", "\u0644\u0627 \u064a\u0646\u0627\u0633\u0628\u0627\u0646", "\u0644\u0627 \u062a\u0646\u0627\u0633\u0628"]);
  said(ar.unclosed, ["\u062a\u064f\u063a\u0644\u0642", "\u062a\u064f\u063a\u0644\u0642\u0627", "\u062a\u064f\u063a\u0644\u0642"]);
  said(ar.invisible, ["\u0625\u0644\u064a\u0647", "\u0625\u0644\u064a\u0647\u0645\u0627", "\u0625\u0644\u064a\u0647\u0627"]);
  said(ar.showUnspoken, ["\u062a\u064f\u0642\u0631\u0623", "\u062a\u064f\u0642\u0631\u0622", "\u062a\u064f\u0642\u0631\u0623"]);
  said((n) => ar.filters.shown(0, n), ["\u0648\u0627\u062d\u062f", "\u0627\u0642\u062a\u0628\u0627\u0633\u064a\u0646", "\u0627\u0642\u062a\u0628\u0627\u0633\u0627\u062a"]);
});

test("row 33: interface languages: no words for readers stand outside of the locale files", () => {
  const wrong = [];
  for (const [file, source] of filesOf("js", ".js")) {
    const code = source.replace(/\/\*[^]*?\*\/|\/\/.*$/gmu, "").replace(/new (?:Reading|Type|Range)?Error\([^)]*\)|need\([^]*?\);|throw new \w+\([^]*?\);|case "[^"]*"/gu, "");
    for (const [, words] of code.matchAll(/"((?:[A-Z][a-z]+|[a-z]+) [a-z]+ [^"=:.[\]#>;-]*)"/gu)) wrong.push(`${file}: ${words}`);
  }
  const known = /^(?:element\.js|paste\.js|embedded\.js|check-report\.js|host-article\.js|flow\.js): /u;
  assert.deepEqual(wrong.filter((line) => !known.test(line)), []);
  const html = readFileSync(new URL("../../www/index.html", import.meta.url), "utf8").replace(/<noscript>[^]*?<\/noscript>|<title>[^<]*<\/title>|<h1[^]*?<\/h1>/gu, "");
  assert.deepEqual([...html.matchAll(/>([^<>]*\p{L}[^<>]*)</gu)].map(([, words]) => words.trim()), []);
});

test("logical properties only: no left or right in any style sheet", () => {
  for (const [file, css] of filesOf("css", ".css")) {
    assert.doesNotMatch(css.replace(/\/\*[^]*?\*\//gu, ""), /\b(?:left|right)\b|(?:margin|padding|border)-(?:top|bottom)\b/u, file);
  }
});

/** The locale comes with a request of its own. */
const spoken = (page) => page.waitForFunction((title) => document.title === title, ar.title);

test("row 22: RTL text: an Arabic article runs from the right, in an English page", () => atDesk({}, async ({ page }) => {
  await read(page, `${ARABIC}\n\n"We will not agree," said Ali Khan.`);
  const directions = await page.locator("who-said .article .block").evaluateAll((blocks) => blocks.map((block) => getComputedStyle(block).direction));
  assert.deepEqual(directions, ["rtl", "ltr"]);
  assert.equal(await articleText(page), `${ARABIC}\n\n"We will not agree," said Ali Khan.`);
}));

test("row 22: RTL interface: asked for by the address, complete, and nothing scrolls sideways", () => atDesk({ path: "?lang=ar" }, async ({ page }) => {
  await spoken(page);
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir, document.title]), ["ar", "rtl", ar.title]);
  assert.equal(await page.textContent("#sample"), ar.trySample);
  await page.click("#sample");
  await standing(page);
  const words = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("who-said");
    return [...shadowRoot.querySelectorAll("[role=tab], .kind, .sure, .act, figcaption, summary, .chip .seg, caption, thead th")].map((node) => node.textContent).concat([...document.querySelectorAll("button, footer p:not(.languages), .tagline, .promise, #status")].map((node) => node.textContent));
  });
  for (const word of words) assert.doesNotMatch(word.replace(/whosaid|CC0|MIT|Apache|JSON-LD|JSON|CSV|TEI|XML|W3C Web Annotation|Markdown|schema\.org|PDF/gu, ""), /[A-Za-z]{3,}/u);
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
  const sides = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("who-said");
    return [shadowRoot.querySelector(".reading"), shadowRoot.querySelector(".results")].map((node) => node.getBoundingClientRect().x);
  });
  assert.ok(sides[0] > sides[1], "the results stand at the left of the article");
}));

test("row 22: RTL interface: arrows move between tabs as they point", () => atDesk({ path: "?lang=ar" }, async ({ page }) => {
  await spoken(page);
  await page.click("#sample");
  await standing(page);
  await page.locator("who-said #tab-speakers").focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.locator("who-said #tab-sources").getAttribute("aria-selected"), "true");
}));

test("an unknown language is English", () => atDesk({ path: "?lang=xx" }, async ({ page }) => {
  assert.equal(await page.textContent("#sample"), en.trySample);
}));

test("row 33: interface languages: `lang` of one element chooses its own, of each element on a page", () => atDesk(host({
  body: `<who-said id="a">${SAID}</who-said><who-said id="b" lang="ar">${SAID}</who-said><who-said id="c" lang="fr">${SAID}</who-said>`,
}), async ({ page }) => {
  await reported(page);
  const words = (id) => page.evaluate((one) => {
    const { shadowRoot } = document.getElementById(one);
    const view = shadowRoot.querySelector(".view");
    return [...["#tab-speakers", "#article-title", "figcaption", ".card .kind", ".card .copy-quote"].map((part) => view.querySelector(part).textContent), getComputedStyle(view).direction,
      view.querySelector(".article .num").getAttribute("aria-label")];
  }, id);
  const of = (t, direction, name) => [t.speakersTab, t.article, t.strip.title, t.kinds.direct, t.copyQuote, direction, t.toCard("1", name)];
  const name = await page.evaluate(() => document.getElementById("a").reading.speakers[0].name);
  for (const [id, t] of [["a", en], ["b", ar], ["c", en]]) assert.deepEqual(await words(id), of(t, t.dir, name), id);
  await page.locator("#b .chip").first().click();
  assert.match(await page.locator("#b .shown").textContent(), new RegExp(ar.filters.all, "u"));
  await page.locator("#b .card .num").first().click();
  assert.deepEqual(await words("b"), of(ar, "rtl", name), "after use");
  await page.evaluate(() => {
    document.getElementById("a").lang = "ar";
    document.getElementById("b").lang = "en";
    document.getElementById("c").removeAttribute("lang");
  });
  await page.waitForFunction(() => getComputedStyle(document.getElementById("a").shadowRoot.querySelector(".view")).direction === "rtl");
  for (const [id, t] of [["a", ar], ["b", en], ["c", en]]) assert.deepEqual(await words(id), of(t, t.dir, name), `${id} after a change`);
}));

test("row 33: interface languages: the empty page leads to the other language and back, and no article is left for it", () => atDesk({}, async ({ page }) => {
  await page.click("#language");
  await spoken(page);
  assert.equal(await page.textContent("#language"), "English");
  await page.click("#sample");
  await standing(page);
  assert.ok(!await page.isVisible("#language"));
  await page.click("#another");
  await page.click("#language");
  await page.waitForFunction((title) => document.title === title, en.title);
}));
