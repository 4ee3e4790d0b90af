/** The keyboard map: single keys, their list at `?`, and the switch that turns them off. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { atDesk, focused, read, standing, withBrowser } from "./desk.mjs";

withBrowser();

const TEXT = "Council 'will not be rushed' over ferry\n\n\"We will not be rushed,\" said Ruth Adeyemi.\n\n\"Pay first,\" said Tomas Varley.\n\nCritics want the council to resign, and some suggest selling the ferries.";

async function withArticle(run) {
  return atDesk({}, async ({ page }) => {
    await read(page, TEXT);
    await run(page, page.locator("who-said"));
  });
}

test("row 30: keyboard map: j and k walk through the quotes, Enter leads to the card and back", () => withArticle(async (page) => {
  const last = await page.evaluate(() => document.querySelector("who-said").reading.quotes.filter((quote) => quote.spoken).at(-1).label);
  await page.keyboard.press("j");
  assert.equal(await focused(page), "text 1");
  await page.keyboard.press("j");
  assert.equal(await focused(page), "text 2");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "card 2");
  await page.keyboard.press("k");
  assert.equal(await focused(page), "text 1");
  await page.keyboard.press("k");
  assert.equal(await focused(page), `text ${last}`, "before the first comes the last");
}));

test("row 30: keyboard map: n goes to what needs a look, s to the next tab, t to the menu, e to the editor", () => withArticle(async (page, report) => {
  const unclear = await page.evaluate(() => document.querySelector("who-said").reading.quotes.find((quote) => quote.spoken && quote.confidence < 0.6)?.label);
  await page.keyboard.press("n");
  assert.equal(await focused(page), `text ${unclear}`);
  await page.keyboard.press("s");
  assert.equal(await report.locator("#tab-sources").getAttribute("aria-selected"), "true");
  await page.keyboard.press("t");
  assert.ok(await page.isVisible("#menu"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor");
  await page.keyboard.type("jkn?");
  assert.match(await page.inputValue("#editor"), /jkn\?/u, "keys are letters where one types");
  assert.ok(!await page.isVisible("#help"));
}));

test("row 30: keyboard map: ? lists the keys, and turned off they do nothing", () => withArticle(async (page) => {
  await page.keyboard.press("?");
  assert.ok(await page.isVisible("#help"));
  assert.equal(await page.locator("#help kbd").count(), 13);
  await page.click("#single-keys");
  await page.keyboard.press("Escape");
  assert.ok(!await page.isVisible("#help"));
  await page.evaluate(() => (document.activeElement.shadowRoot?.activeElement ?? document.activeElement).blur());
  for (const key of ["j", "t", "e", "?"]) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => [Boolean(document.querySelector("who-said").shadowRoot.activeElement?.matches(".num")), document.getElementById("menu").hidden, document.body.classList.contains("is-editing"), document.getElementById("help").open].map(String).join()), "false,true,false,false");
  await page.click("#keys");
  await page.click("#single-keys");
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement.shadowRoot?.activeElement ?? document.activeElement).blur());
  await page.keyboard.press("j");
  assert.equal(await focused(page), "text 1");
}));

test("row 30: keyboard map: with Control or Alt a key is the browser's", () => withArticle(async (page) => {
  await page.evaluate(() => {
    for (const modifier of ["ctrlKey", "altKey", "metaKey"]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true, [modifier]: true }));
  });
  assert.equal(await focused(page), "text", "the focus stays");
}));

test("row 6: text to card: a number that is pressed leaves the text where it is, and its card is in view", () => atDesk({}, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  for (const nth of [4, 9, 1]) {
    const number = page.locator("who-said .article .num[data-kind=direct]").nth(nth % 5);
    await number.evaluate((node) => node.scrollIntoView({ block: "center", behavior: "instant" }));
    const before = (await number.boundingBox()).y;
    await number.click();
    await page.waitForFunction(() => {
      const { top, bottom } = document.querySelector("who-said").shadowRoot.activeElement.closest(".card").getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    assert.equal((await number.boundingBox()).y, before);
  }
}));
