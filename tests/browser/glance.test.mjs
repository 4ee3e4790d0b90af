/** At a glance: the strip, the source audit, the filters with their counts, and sources and marks that are no named person's words. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { en } from "../../www/js/strings/en.js";
import { atDesk, fakeWorker, focused, paste, read, standing, withBrowser, workerIs } from "./desk.mjs";

withBrowser();

const TEXT = "\"We will not be rushed,\" said Ruth Adeyemi. \"Never,\" she added.\n\n\"Pay first, and pay in full,\" said Tomas Varley.\n\n"
  + "The Ministry of Health said that it would wait. The so-called \"ghost boat\" sails at night, Varley said.";

/** A report as the core could write it, with what a test needs to be certain of. */
const SPOKEN = "Yes yes yes. No no. Well now. Maybe so. Gone.";
const entity = (id, name, source, start, type = "PERSON") => ({
  id, type, name, source_type: source, roles: [], mentions: [{ start, end: start + 1, text: SPOKEN[start], kind: "name" }],
});
const quote = (id, kind, start, end, speaker, confidence) => ({
  id, kind, content: [{ start, end, text: SPOKEN.slice(start, end) }], cue: null, speaker: null, speaker_entity: speaker, addressee: null, confidence, rule: "cue-after", evidence: [],
});
const MADE = {
  schema: "whosaid/1", offsets: "utf16", language: { detected: "en", read_as: "en" }, diagnostics: [],
  blocks: [{ kind: "paragraph", start: 0, end: SPOKEN.length, text: SPOKEN }],
  entities: [entity("e1", "Ann Lee", "named", 0), entity("e2", "a homeless man", "unnamed", 13), entity("e3", "Officials", "collective", 20), entity("e4", "The ministry", "institution", 31, "ORG")],
  quotes: [quote("q1", "direct", 0, 12, "e1", 0.95), quote("q2", "direct", 13, 19, "e2", 0.7), quote("q3", "indirect", 20, 29, "e3", 0.3),
    quote("q4", "mixed", 30, 39, "e4", 0.95), quote("q5", "direct", 40, 45, null, 0)],
};
const made = { replace: workerIs(fakeWorker(`() => ({ ms: 1, report: ${JSON.stringify(MADE)} })`)) };

async function withMade(run) {
  return atDesk(made, async ({ page }) => {
    await paste(page, SPOKEN);
    await standing(page);
    await run(page, page.locator("who-said"));
  });
}

const cells = (page, selector) => page.locator(`who-said ${selector}`).evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

test("row 24: source audit: the totals are the sums of the cards", () => withMade(async (page, report) => {
  await report.locator("#tab-sources").click();
  const types = await cells(page, "#panel-sources table:nth-of-type(1) tbody tr");
  assert.deepEqual(types, [
    ["Named people", "1", "1", "3", "30%"], ["Unnamed people", "1", "1", "2", "20%"], ["Institutions", "1", "1", "2", "20%"],
    ["Groups", "1", "1", "2", "20%"], ["Not said by whom", "\u2013", "1", "1", "10%"],
  ]);
  assert.deepEqual(await cells(page, "#panel-sources tfoot tr"), [["Together", "4", "5", "10", "100%"]]);
}));

test("row 24: source audit: on a real article quotes and words add up, and nothing is said of gender", () => atDesk({}, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  const counted = await page.evaluate(() => {
    const { reading, shadowRoot } = document.querySelector("who-said");
    const rows = [...shadowRoot.querySelectorAll("#panel-sources table:nth-of-type(2) tbody tr")].map((row) => [...row.cells].slice(1, 3).map((cell) => Number(cell.textContent)));
    const words = reading.quotes.filter((one) => one.spoken).flatMap((one) => one.content).reduce((sum, { text }) => sum + text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'\u2019-]*/gu).length, 0);
    return { rows, quotes: reading.quotes.filter((one) => one.spoken).length, words, text: shadowRoot.querySelector("#panel-sources").textContent };
  });
  assert.equal(counted.rows.reduce((sum, [n]) => sum + n, 0), counted.quotes);
  assert.equal(counted.rows.reduce((sum, [, n]) => sum + n, 0), counted.words);
  assert.doesNotMatch(counted.text, /\b(?:female|male|wom[ae]n|m[ae]n|gender)\b/iu);
}));

test("row 26: anonymous, plural, institutional, collective sources are sources like others", () => withMade(async (page, report) => {
  assert.deepEqual(await report.locator(".speaker .name").allTextContents(), ["Ann Lee", "a homeless man", "Officials", "The ministry", "Unknown speaker"]);
  await report.locator("#tab-sources").click();
  const kinds = await report.locator("#panel-sources table:nth-of-type(2) small").allTextContents();
  assert.deepEqual(kinds.toSorted(), ["group", "institution", "named", "unknown", "unnamed"]);
}));

test("row 26: anonymous, plural, institutional, collective sources: as the core reads them", () => atDesk({}, async ({ page }) => {
  await read(page, "\"Leave now,\" the police told residents. \"It was loud,\" said a nurse who asked not to be named. The Ministry of Health said that it would wait.");
  const types = await page.evaluate(() => {
    const { reading } = document.querySelector("who-said");
    return reading.speakers.map((speaker) => [speaker.name.toLowerCase(), reading.entities.get(speaker.id)?.source_type]);
  });
  assert.deepEqual(Object.fromEntries(types), { "the police": "collective", "a nurse": "unnamed", "ministry of health": "institution" });
}));

test("row 5: unknown: a quote without a speaker shows the word and a dashed box", () => withMade(async (page, report) => {
  const style = await report.locator(".article .seg[data-unknown]").first().evaluate((node) => getComputedStyle(node).backgroundImage);
  assert.match(style, /repeating-linear-gradient/u);
  assert.match(await report.locator(".speaker").last().textContent(), /Unknown speaker/u);
}));

test("row 25: confidence in words, and the filter \"needs a look\"", () => withMade(async (page, report) => {
  assert.deepEqual(await report.locator(".card .sure").allTextContents(), ["sure", "likely", "unclear", "sure", "unclear"]);
  assert.equal(await report.locator(".chip[data-filter=look] .count").textContent(), "2");
  await report.locator(".chip[data-filter=look]").click();
  assert.deepEqual(await report.locator(".card .sure").allTextContents(), ["unclear", "unclear"]);
  assert.match(await report.locator(".shown").textContent(), /2 of 5 quotations shown/u);
  await report.locator(".show-all").click();
  assert.equal(await report.locator(".card").count(), 5);
}));

test("row 17: filter by kind and entity type, the counts as legend, aria-pressed", () => atDesk({}, async ({ page }) => {
  await read(page, TEXT);
  const report = page.locator("who-said");
  const counts = await page.evaluate(() => {
    const { reading, shadowRoot } = document.querySelector("who-said");
    return [...shadowRoot.querySelectorAll(".chip[data-filter^=kind]")].map((chip) => {
      const kind = chip.dataset.filter.slice(5);
      return [Number(chip.querySelector(".count").textContent), reading.quotes.filter((one) => one.kind === kind).length, chip.getAttribute("aria-pressed")];
    });
  });
  for (const [shown, real, pressed] of counts) assert.deepEqual([shown, pressed], [real, "false"]);
  const chip = report.locator(".chip[data-filter='kind:indirect']");
  await chip.click();
  assert.equal(await chip.getAttribute("aria-pressed"), "true");
  const kinds = await report.locator("#panel-speakers .speakers .card").evaluateAll((cards) => cards.map((card) => card.dataset.kind));
  assert.ok(kinds.length > 0 && kinds.every((kind) => kind === "indirect"));
  assert.ok(await report.locator(".article .seg.is-off[data-kind=direct]").count() > 0);
  assert.equal(await report.locator(".article .num.is-off[data-kind=indirect]").count(), 0);
  await chip.click();
  await report.locator(".chip[data-filter='names:people']").click();
  await report.locator("#tab-names").click();
  assert.deepEqual(await report.locator("#panel-names .type").evaluateAll((nodes) => nodes.map((node) => node.dataset.type)), ["PERSON"]);
  assert.equal(await report.locator(".article .seg[data-type=PERSON].is-off-name").count(), 0);
  assert.ok(await report.locator(".article .seg[data-type=ORG].is-off-name").count() > 0);
}));

test("row 17: filter by speaker: the highlight registry holds only that speaker's ranges", () => atDesk({}, async ({ page }) => {
  await read(page, TEXT);
  if (!await page.evaluate(() => Boolean(CSS.highlights))) return;
  await page.locator("who-said .speaker .pin").nth(1).click();
  const ranges = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("who-said");
    const who = shadowRoot.querySelectorAll(".speaker")[1].dataset.who;
    const own = [...CSS.highlights.get("who-said-speaker")].map((range) => range.startContainer.nodeType === 3 ? range.startContainer.parentElement : range.startContainer);
    return { who, of: own.map((node) => node.closest(".seg").dataset.who.split(" ")) };
  });
  assert.ok(ranges.of.length > 0 && ranges.of.every((ids) => ids.includes(ranges.who)));
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => CSS.highlights.has("who-said-speaker")), false);
}));

test("highlights of others are left alone", () => atDesk({}, async ({ page }) => {
  if (!await page.evaluate(() => Boolean(CSS.highlights))) return;
  await page.evaluate(() => { CSS.highlights.set("theirs", new Highlight(new Range())); });
  await read(page, TEXT);
  await page.locator("who-said .speaker .pin").first().click();
  await page.evaluate(() => document.querySelector("who-said").remove());
  assert.deepEqual(await page.evaluate(() => [...CSS.highlights.keys()]), ["theirs"]);
}));

test("the strip shows where each speaker talks, and is a table to those who do not see it", () => withMade(async (page) => {
  const lanes = await page.locator("who-said .strip tbody tr").evaluateAll((rows) => rows.map((row) => ({
    name: row.querySelector("th").textContent, where: row.querySelector(".spoken").textContent,
    x: [...row.querySelectorAll("rect[data-quote]")].map((rect) => [Number(rect.getAttribute("x")), Number(rect.getAttribute("width"))]),
  })));
  assert.equal(lanes.length, 5);
  const [first] = lanes;
  assert.match(first.name, /Ann Lee/u);
  assert.equal(first.where, "in part 1 of 10");
  assert.deepEqual(first.x, [[0, Number(((12 / SPOKEN.length) * 1000).toFixed(1))]]);
  const table = await page.locator("who-said .strip").evaluate((figure) => [figure.querySelector("figcaption").textContent, [...figure.querySelectorAll("thead th")].map((th) => th.textContent), figure.querySelectorAll("th[scope=row]").length]);
  const gap = await page.locator("who-said .strip").evaluate((figure) => figure.querySelector(".how").getBoundingClientRect().left - figure.querySelector("figcaption").getBoundingClientRect().right);
  assert.ok(gap > 4, "the title does not run into the words after it");
  assert.deepEqual(table, ["Where each speaker talks", ["Source", "Where in the article", "Words", "Share"], 5]);
}));

test("a piece of the strip tells its words, and a click on it leads to them in the text", () => atDesk({}, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  const last = page.locator("who-said .strip rect[data-quote]").last();
  const { label, words } = await last.evaluate((rect) => {
    const quote = document.querySelector("who-said").reading.byId.get(rect.dataset.quote);
    return { label: quote.label, words: quote.content[0].text.slice(0, 20) };
  });
  assert.equal(await last.textContent(), "", "a tip is written when it is looked for");
  await last.evaluate((rect) => { rect.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true })); });
  assert.ok((await last.textContent()).includes(words), words);
  await last.evaluate((rect) => { rect.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true })); });
  assert.equal(await focused(page), `text ${label}`);
  await page.waitForFunction((n) => {
    const { top, bottom } = document.querySelector("who-said").shadowRoot.querySelector(`.article .num[data-label="${n}"]`).getBoundingClientRect();
    return top > 0 && bottom < innerHeight;
  }, label);
}));

test("row 17: filter: the strip fades what is not shown, and a name in it lights up its speaker", () => atDesk({}, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  const strip = page.locator("who-said .strip");
  await page.locator("who-said .chip[data-filter='kind:direct']").click();
  assert.ok(await strip.locator("rect[data-kind=direct]").count() > 0);
  assert.equal(await strip.locator("rect[data-kind=direct].is-off").count(), 0);
  assert.equal(await strip.locator("rect[data-kind=indirect]:not(.is-off)").count(), 0);
  await page.locator("who-said .show-all").click();
  assert.equal(await strip.locator("rect.is-off").count(), 0);
  const pressed = await page.evaluate(() => document.querySelector("who-said").shadowRoot.activeElement?.dataset.filter);
  assert.equal(pressed, "kind:direct", "the focus goes back to what was pressed");
  const name = strip.locator(".pin").first();
  await name.click();
  assert.deepEqual([await name.getAttribute("aria-pressed"), await page.locator("who-said .pin[aria-pressed=true]").count()], ["true", 2]);
}));

test("row 27: not-speech kinds are hidden by default, switchable", () => atDesk({}, async ({ page }) => {
  await read(page, TEXT);
  const report = page.locator("who-said");
  const background = () => report.locator(".article .seg[data-kind=scare]").first().evaluate((node) => getComputedStyle(node).backgroundImage);
  assert.equal(await background(), "none");
  assert.ok(!await report.locator(".article .num[data-kind=scare]").first().isVisible());
  await report.locator(".unspoken summary").click();
  await page.waitForFunction(() => document.querySelector("who-said").shadowRoot.querySelector(".article").classList.contains("shows-unspoken"));
  assert.notEqual(await background(), "none");
  assert.ok(await report.locator(".article .num[data-kind=scare]").first().isVisible());
}));

for (const [kind, article, words] of [["scare", "scare-and-title", "peace bus"], ["title", "scare-and-title", "The Long Way Home"], ["lyric", "lyrics", "Lay me down where the willows are,"],
  ["placard", "placards", "Water is life"], ["thought", "thoughts", "This is how it ends."]]) {
  test(`row 27: not-speech kinds: ${kind} is hidden by default, switchable, and said on its card`, () => atDesk({}, async ({ page }) => {
    await read(page, readFileSync(new URL(`../articles/${article}.txt`, import.meta.url), "utf8"));
    const report = page.locator("who-said");
    const marked = report.locator(`.article .seg[data-kind=${kind}]`).filter({ hasText: words }).first();
    const ground = () => marked.evaluate((node) => getComputedStyle(node).backgroundImage);
    const number = report.locator(`.article .num[data-kind=${kind}]`).first();
    assert.equal(await ground(), "none");
    assert.ok(!await number.isVisible());
    await report.locator(".unspoken summary").click();
    await page.waitForFunction(() => document.querySelector("who-said").shadowRoot.querySelector(".article").classList.contains("shows-unspoken"));
    assert.notEqual(await ground(), "none");
    assert.ok(await number.isVisible());
    const said = await report.locator(`.unspoken .card[data-kind=${kind}] .kind`).first().textContent();
    assert.equal(said, en.kinds[kind]);
  }));
}
