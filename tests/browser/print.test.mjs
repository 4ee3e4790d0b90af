/** Print: numbered footnotes, an appendix of sources, nothing of the controls. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { extractText, getDocumentProxy } from "unpdf";
import { atDesk, chromiumTest, read, standing, withBrowser } from "./desk.mjs";

withBrowser();

async function printed(page) {
  const bytes = await page.pdf({ format: "A4" });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text.replace(/\s+/gu, " ");
}

chromiumTest("row 21: print: numbered footnotes, in a PDF read back as text", () => atDesk({}, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  const text = await printed(page);
  const quotes = await page.evaluate(() => document.querySelector("who-said").reading.quotes.filter((quote) => quote.spoken).map((quote) => [quote.label, quote.by.name, quote.by.initials]));
  for (const [label, name, initials] of quotes) {
    assert.ok(text.includes(`${initials} ${label}`) || text.includes(`${initials}${label}`), `the number ${label} stands in the article`);
    assert.match(text, new RegExp(`\\b${label} ${name}`, "u"), `note ${label} names ${name}`);
  }
  assert.match(text, /Harbour council 'will not be rushed'.*Notes: who said it.*Sources.*Ada Brennick, Transport Minister/u);
  for (const control of ["Take away", "Edit text", "New article", "Needs a look", "Copy"]) assert.ok(!text.includes(control), control);
}));

test("row 21: print: the strip is printed with every lane", () => atDesk({}, async ({ page }) => {
  await page.click("#sample");
  await standing(page);
  const lanes = page.locator("who-said .strip tbody tr");
  const speakers = await page.locator("who-said .speaker").count();
  assert.ok(await lanes.count() < speakers);
  await page.evaluate(() => { dispatchEvent(new Event("beforeprint")); });
  assert.equal(await lanes.count(), speakers);
}));

chromiumTest("row 21: print: a long text is printed to its end", () => atDesk({}, async ({ page }) => {
  await read(page, `${"The ferry sails at nine, and it comes back at ten.\n\n".repeat(600)}"This is the end," said Ann Lee.`);
  const text = await printed(page);
  assert.match(text, /This is the end,.{0,12}said Ann Lee\..*1 Ann Lee/u);
}));

chromiumTest("row 21: print: what was corrected is said", () => atDesk({}, async ({ page }) => {
  await read(page, "\"We will go,\" said Ann Lee.");
  await page.locator("who-said .card .fix").click();
  await page.locator("who-said .fix-form select").selectOption(":unknown");
  await page.locator("who-said .fix-form .is-main").click();
  await page.waitForFunction(() => document.querySelector("who-said").reading.report.corrections);
  assert.match(await printed(page), /1 Unknown speaker . Direct quote, corrected by hand/u);
}));
