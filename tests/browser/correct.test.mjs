/** Correct the machine: reassign, merge, dismiss, undo; what was corrected survives exactly as long as the words stand. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { atDesk, focused, read, standing, withBrowser } from "./desk.mjs";

withBrowser();

const TEXT = "\"We will not be rushed,\" said Ruth Adeyemi, a nurse of the island.\n\n\"Pay first,\" said Tomas Varley, who leads the council of the town.\n\n"
  + "A last line follows here, and it is long enough to leave the others alone.";
const state = (page) => page.evaluate(() => {
  const { reading } = document.querySelector("who-said");
  return {
    quotes: reading.quotes.filter((quote) => quote.spoken).map((quote) => `${quote.content[0].text} ${quote.by.name}${quote.corrected ? "!" : ""}`),
    speakers: reading.speakers.map((speaker) => speaker.name),
  };
});
const fixed = async (page, n) => {
  await page.waitForFunction((count) => (document.querySelector("who-said").reading.report.corrections?.length ?? 0) === count, n);
  await standing(page);
};
const card = (page, nth) => page.locator("who-said .card").nth(nth);

async function withArticle(run) {
  return atDesk({}, async ({ page }) => {
    await read(page, TEXT);
    await run(page);
  });
}

async function change(page, nth, value) {
  await card(page, nth).locator(".fix").click();
  await page.locator("who-said .fix-form select").selectOption(value);
}

test("row 23: correct the machine: a speaker is changed to another one, to a typed name, to unknown", () => withArticle(async (page) => {
  const varley = await page.evaluate(() => document.querySelector("who-said").reading.report.entities.find(({ name }) => name === "Tomas Varley").id);
  await change(page, 0, varley);
  await page.locator("who-said .fix-form .is-main").click();
  await fixed(page, 1);
  assert.deepEqual((await state(page)).quotes[0], "We will not be rushed, Tomas Varley!");
  assert.match(await page.textContent("#status"), /^Corrected\./u);
  const hue = await page.locator("who-said .speaker").first().getAttribute("data-hue");
  assert.equal(hue, "1", "Varley keeps the colour he had");
  assert.match(await card(page, 0).textContent(), /corrected by hand.*You corrected who said this/su);
  await change(page, 0, ":name");
  await page.locator("who-said .fix-form input").fill("<i>Cy</i> Doe");
  await page.locator("who-said .fix-form .is-main").click();
  await fixed(page, 2);
  assert.deepEqual((await state(page)).speakers.includes("<i>Cy</i> Doe"), true);
  assert.equal(await page.locator("who-said i").count(), 0);
  await page.evaluate(() => document.querySelector("who-said").shadowRoot.querySelector(".card .fix").click());
  await page.locator("who-said .fix-form select").selectOption(":unknown");
  await page.locator("who-said .fix-form .is-main").click();
  await fixed(page, 3);
  assert.ok((await state(page)).quotes.some((quote) => /Unknown speaker!$/u.test(quote)));
}));

test("row 23: correct the machine: two names are merged, a quote is dismissed, and all is undone and redone", () => withArticle(async (page) => {
  const before = await state(page);
  await page.locator("who-said .speaker .who-row .fix").first().click();
  const varley = await page.evaluate(() => document.querySelector("who-said").reading.report.entities.find(({ name }) => name === "Tomas Varley").id);
  await page.locator("who-said .fix-form select").selectOption(varley);
  await page.locator("who-said .fix-form .is-main").click();
  await fixed(page, 1);
  assert.deepEqual((await state(page)).speakers, ["Tomas Varley"]);
  await card(page, 1).locator(".fix").click();
  await page.locator("who-said .fix-form .buttons .act").nth(1).click();
  await fixed(page, 2);
  const after = await state(page);
  assert.equal(after.quotes.length, 1);
  await page.click("#undo");
  await fixed(page, 1);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Control+z");
  await fixed(page, 0);
  assert.deepEqual(await state(page), before);
  assert.ok(await page.locator("#undo").evaluate((button) => button.disabled));
  await page.click("#redo");
  await page.waitForFunction(() => document.querySelector("who-said").reading.report.corrections?.length === 1);
  await page.click("#redo");
  await fixed(page, 2);
  assert.deepEqual(await state(page), after);
}));

test("row 23: correct the machine: by keyboard, and the focus comes back", () => withArticle(async (page) => {
  await page.keyboard.press("j");
  assert.equal(await focused(page), "text 1");
  await page.keyboard.press("c");
  await page.waitForSelector("who-said .fix-form");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("who-said .fix-form").count(), 0);
  assert.ok(await page.evaluate(() => document.querySelector("who-said").shadowRoot.activeElement.matches(".fix")));
}));

/** Types into the editor as a reader does. */
async function edit(page, text) {
  await page.evaluate((value) => {
    const editor = document.getElementById("editor");
    editor.value = value;
    editor.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
  await page.waitForFunction((wanted) => document.querySelector("who-said").reading.text === wanted, text);
  await standing(page);
}

test("corrections survive typing where the quote is unchanged, wait where it is not, and never move to a near one", () => withArticle(async (page) => {
  await change(page, 0, ":unknown");
  await page.locator("who-said .fix-form .is-main").click();
  await fixed(page, 1);
  await page.click("#edit");
  const kept = `${TEXT} And a word more.`;
  await edit(page, kept);
  await fixed(page, 1);
  assert.equal(await page.locator(".notice[data-notice=waiting]").count(), 0);
  await edit(page, kept.replace("be rushed", "be hurried"));
  await fixed(page, 0);
  assert.match(await page.textContent(".notice[data-notice=waiting]"), /1 correction does not fit/u);
  assert.ok((await state(page)).quotes.every((quote) => !quote.endsWith("!")));
  await edit(page, kept);
  await fixed(page, 1);
}));

test("row 32: typing re-reads the text without losing place", () => withArticle(async (page) => {
  const long = `${TEXT}\n\n${"\"We will stay here,\" said Ann Lee, the mayor of the town.\n\n".repeat(20)}`;
  await page.evaluate(() => document.activeElement.blur());
  await read(page, long);
  await page.click("#edit");
  await page.locator("who-said #tab-names").click();
  await page.evaluate(() => {
    document.getElementById("editor").focus();
    window.scrollTo(0, 500);
  });
  await page.waitForTimeout(50);
  const before = await page.evaluate(() => scrollY);
  await edit(page, `${long}More.`);
  assert.equal(await page.evaluate(() => scrollY), before);
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor");
  assert.equal(await page.locator("who-said #tab-names").getAttribute("aria-selected"), "true");
}));

test("row 23: correct the machine: the focus stays where the work is: with whom was merged, at the next card, at what can be pressed next", () => withArticle(async (page) => {
  const inFocus = () => page.evaluate(() => {
    const { activeElement } = document;
    return activeElement.id === "report" ? activeElement.shadowRoot.activeElement?.closest(".speaker, .card")?.textContent ?? "nowhere" : activeElement.id;
  });
  const varley = page.locator("who-said .speaker").filter({ hasText: "Tomas Varley" });
  await varley.locator(".who-row .fix").click();
  await page.locator("who-said .fix-form .is-main").click();
  await fixed(page, 1);
  assert.match(await inFocus(), /Ruth Adeyemi/u);
  await page.click("#undo");
  await fixed(page, 0);
  assert.equal(await inFocus(), "redo", "the other button is dead now");
  await card(page, 0).locator(".fix").click();
  await page.locator("who-said .fix-form .act:nth-child(2)").click();
  await fixed(page, 1);
  assert.match(await inFocus(), /Pay first/u);
}));

test("a press or a paste too many costs no correction: the article before comes back with them", () => withArticle(async (page) => {
  const correct = async () => {
    await change(page, 0, ":unknown");
    await page.locator("who-said .fix-form .is-main").click();
    await fixed(page, 1);
  };
  assert.ok(!await page.isVisible("#before"));
  await correct();
  const corrected = await state(page);
  await page.click("#another");
  await page.click("#before");
  await fixed(page, 1);
  assert.deepEqual(await state(page), corrected);
  await page.evaluate(() => document.activeElement.blur());
  await read(page, "\"No,\" said Ann Lee, who was asked twice.");
  assert.deepEqual((await state(page)).speakers, ["Ann Lee"]);
  await page.click("[data-notice=kept] button");
  await fixed(page, 1);
  assert.deepEqual(await state(page), corrected);
  assert.equal(await page.locator("[data-notice=kept]").count(), 0);
}));

test("the browser asks before a page is closed whose corrections are in no file", () => withArticle(async (page) => {
  const asks = () => page.evaluate(() => {
    const event = new Event("beforeunload", { cancelable: true });
    dispatchEvent(event);
    return event.defaultPrevented;
  });
  assert.equal(await asks(), false);
  await change(page, 0, ":unknown");
  await page.locator("who-said .fix-form .is-main").click();
  await fixed(page, 1);
  assert.equal(await asks(), true);
  await page.evaluate(() => { HTMLAnchorElement.prototype.click = () => {}; });
  await page.click("#takeaway");
  await page.locator("#menu .act").filter({ hasText: "Save to a file" }).click();
  assert.equal(await asks(), false);
  await page.keyboard.press("Escape");
  await page.click("#undo");
  await fixed(page, 0);
  assert.equal(await asks(), false, "nothing is left to lose");
}));
