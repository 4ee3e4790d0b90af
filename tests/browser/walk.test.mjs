/** The reader's walks: from a quote to its card and back, by pointer and by keyboard; highlights; tabs. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { analyze, initSync } from "../../www/pkg/whosaid.js";
import { atDesk, focused, read, standing, withBrowser } from "./desk.mjs";

withBrowser();
initSync({ module: readFileSync(new URL("../../www/pkg/whosaid_bg.wasm", import.meta.url)) });

const FOLDER = new URL("../articles/", import.meta.url);
const ARTICLES = readdirSync(FOLDER).filter((name) => name.endsWith(".txt")).map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]);

const TEXT = "\"We will not be rushed,\" said Ruth Adeyemi. \"Never,\" she added.\n\n"
  + "\"Pay first,\" said Tomas Varley.\n\nThe so-called \"ghost boat\" sails at night, Varley said.";

async function withArticle(run) {
  return atDesk({}, async ({ page }) => {
    await read(page, TEXT);
    await run(page, page.locator("who-said"));
  });
}

test("row 5: why this speaker: every card has its reason, its rule and how sure it is", () => atDesk({}, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  assert.match(await page.textContent("#status"), /^\d+ quotations, \d+ speakers, \d+ names \u00b7 read in [\d,]+ ms on this device$/u);
  assert.match(await page.textContent("#credit"), /CC0/u);
  const cards = page.locator("who-said .card:visible");
  assert.ok(await cards.count() > 10);
  for (const card of await cards.all()) {
    assert.match(await card.locator(".why").textContent(), /\w.*\.$/u);
    assert.match(await card.locator(".sure").textContent(), /^(?:sure|likely|unclear)$/u);
    assert.ok(await card.locator(".why").getAttribute("data-rule"));
  }
}));

test("row 4: UTF-16 exact offsets: every quote on a card is the article's own words", () => withArticle(async (page) => {
  const wrong = await page.evaluate(() => {
    const { reading } = document.querySelector("who-said");
    const spans = reading.quotes.flatMap((quote) => [...quote.content, quote.cue, quote.speaker].filter(Boolean));
    return spans.filter(({ start, end, text }) => reading.text.slice(start, end) !== text);
  });
  assert.deepEqual(wrong, []);
}));

test("row 6: text to card and back, by click: a number leads to its card and the card's number back", () => withArticle(async (page, report) => {
  await report.locator(".article .num[data-label='2']").last().click();
  assert.equal(await focused(page), "card 2");
  await report.locator(".card .num[data-label='2']").click();
  assert.equal(await focused(page), "text 2");
  await report.locator(".card .num[data-label='1']").click();
  assert.equal(await focused(page), "text 1");
}));

test("row 6: text to card and back: the words of a quote lead to its card, and Escape leads back", () => withArticle(async (page, report) => {
  const words = report.locator(".article .seg[data-quote]", { hasText: "Pay first" });
  const label = await page.evaluate(() => document.querySelector("who-said").reading.quotes.find((quote) => quote.content[0].text.startsWith("Pay first")).label);
  await words.click();
  assert.equal(await focused(page), `card ${label}`);
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), `text ${label}`);
}));

test("row 6: text to card and back, by keyboard: the focus returns", () => withArticle(async (page, report) => {
  assert.equal(await focused(page), "text", "the article has the focus after a paste");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "text 1");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "card 1");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "text 1");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "text 1");
  assert.ok(await report.locator(".article .num[data-label='1']").first().evaluate((node) => node.matches(":focus-visible")));
}));

test("a number in the names tab's time brings back the cards", () => withArticle(async (page, report) => {
  await report.locator("#tab-names").click();
  assert.ok(await report.locator("#panel-names").isVisible());
  await report.locator(".article .num").first().click();
  assert.equal(await focused(page), "card 1");
}));

test("tabs move by arrows", () => withArticle(async (page, report) => {
  await report.locator("#tab-speakers").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await report.locator("#tab-sources").getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowRight");
  assert.equal(await report.locator("#tab-names").getAttribute("aria-selected"), "true");
  assert.ok(await report.locator("#panel-names").isVisible());
  assert.ok(!await report.locator("#panel-speakers").isVisible());
}));

test("row 17: filter by speaker: hovering lights all of the speaker's quotes, a press pins them", () => withArticle(async (page, report) => {
  const pin = report.locator(".speaker .pin").first();
  await pin.hover();
  const lit = () => page.evaluate(() => CSS.highlights?.get("who-said-lit")?.size ?? document.querySelector("who-said").shadowRoot.querySelectorAll(".article .is-lit").length);
  assert.ok(await lit() >= 1);
  await pin.click();
  assert.equal(await pin.getAttribute("aria-pressed"), "true");
  const pinned = await report.locator(".article .seg[data-quote].is-pinned").evaluateAll((nodes) => nodes.map((node) => node.dataset.who));
  assert.equal(new Set(pinned).size, 1);
  const filter = report.locator(".chip[data-filter='kind:direct']");
  await filter.click();
  assert.equal(await pin.getAttribute("aria-pressed"), "true", "what a filter draws again is pinned as before");
  assert.ok(await report.locator(".results .is-pinned").count() > 0);
  await filter.click();
  await pin.focus();
  await page.keyboard.press("Escape");
  assert.equal(await pin.getAttribute("aria-pressed"), "false");
  assert.equal(await report.locator(".is-pinned").count(), 0);
}));

test("a name shows its mentions one after the other", () => withArticle(async (page, report) => {
  await report.locator("#tab-names").click();
  const pin = report.locator("#panel-names .pin", { hasText: "Tomas Varley" });
  await pin.click();
  assert.equal(await pin.getAttribute("aria-pressed"), "true");
  assert.ok(await report.locator(".article .seg.is-found").count() >= 2);
}));

test("scare quotes are no speech, and a switch shows them", () => withArticle(async (page, report) => {
  const scare = report.locator(".unspoken .card");
  assert.equal(await scare.count(), 1);
  assert.ok(!await scare.isVisible());
  await report.locator(".unspoken summary").click();
  assert.match(await scare.textContent(), /ghost boat/u);
  await scare.locator(".num").click();
  assert.equal(await focused(page), "text a");
}));

test("a number stands on the line of its quote", () => atDesk({ context: { viewport: { width: 390, height: 844 } } }, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  const strays = await page.locator("who-said .article .num:visible").evaluateAll((numbers) => numbers.filter((number) => {
    const rows = number.previousSibling.getClientRects();
    return number.getBoundingClientRect().top > rows[rows.length - 1].bottom;
  }).map((number) => number.dataset.label));
  assert.deepEqual(strays, []);
}));

test("row 7: not colour alone: layers differ by line, speakers by initials and rule", () => withArticle(async (page, report) => {
  const styleOf = (selector) => report.locator(selector).first().evaluate((node) => getComputedStyle(node).textDecorationStyle);
  assert.equal(await styleOf(".article .seg[data-speaker]"), "solid");
  assert.equal(await styleOf(".article .seg[data-cue]"), "dashed");
  const looks = await report.locator(".speaker").evaluateAll((nodes) => nodes.map((node) => [node.dataset.line, node.querySelector(".badge").textContent]));
  assert.equal(new Set(looks.map(String)).size, looks.length);
}));

test("row 1: paste to marked article and cards: as many cards as the core has quotes, for every test article", () => atDesk({}, async ({ page }) => {
  for (const [name, text] of ARTICLES) {
    await read(page, text);
    const shown = await page.locator("who-said .card").evaluateAll((cards) => cards.map((card) => card.dataset.quote));
    assert.deepEqual(shown.toSorted(), analyze(text).quotes.map(({ id }) => id).toSorted(), name);
  }
}));

test("row 3: nested, overlapping, multi-paragraph marks: each character knows all that holds it", () => atDesk({}, async ({ page }) => {
  await read(page, "\"We read 'The Long Night' to Ann Lee,\" said Bob Ray.\n\n\"This begins here\n\n\"and goes on here,\" Ann Lee wrote.\n\n\"We go,\" said Bob Ray, \"and we stay.\"");
  const wrong = await page.evaluate(() => {
    const { reading, shadowRoot } = document.querySelector("who-said");
    const walker = document.createTreeWalker(shadowRoot.querySelector(".article"), NodeFilter.SHOW_TEXT);
    const found = [];
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let i = 0; i < node.length; i += 1, at += 1) {
        const seg = node.parentElement.closest(".seg");
        const told = (key) => (seg?.dataset[key]?.split(" ") ?? []).toSorted().join();
        const holds = ({ start, end }) => start <= at && at < end;
        const quotes = reading.quotes.filter((quote) => quote.pieces.some(holds)).map(({ id }) => id).toSorted().join();
        const entities = [...new Set(reading.report.entities.filter(({ mentions }) => mentions.some(holds)).map(({ id }) => id))].toSorted().join();
        if (told("quote") !== quotes || told("entity") !== entities) found.push([at, told("quote"), quotes, told("entity"), entities]);
      }
    }
    return [found, at === reading.text.length, reading.quotes.some((quote) => quote.pieces.length > 1)];
  });
  assert.deepEqual(wrong, [[], true, true]);
}));
