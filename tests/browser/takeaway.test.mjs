/** Take away: what is saved and copied is what the core exports, corrections included; files that were tampered with are refused. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { exportAs, initSync } from "../../www/pkg/whosaid.js";
import { atDesk, chromiumTest, read, standing, withBrowser } from "./desk.mjs";

withBrowser();
initSync({ module: readFileSync(new URL("../../www/pkg/whosaid_bg.wasm", import.meta.url)) });

const TEXT = "Ferry \u{1f6a2} stays\n\n\"We will not be rushed,\" said Ruth Adeyemi, a nurse. \"Never,\" she added.\n\n"
  + "\"Pay first,\" said Tomas Varley.\n\n\"=Pay <b>later</b>,\" said Bob Ray.";
const FORMATS = { markdown: "md", csv: "csv", "csv-entities": "names.csv", json: "json", w3c: "annotations.jsonld", jsonld: "schema.jsonld", tei: "tei.xml" };

/** Catches what the page would give to the download folder. */
async function catchFiles(page) {
  await page.evaluate(() => {
    window.files = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      window.blob = blob;
      return make.call(URL, blob);
    };
    HTMLAnchorElement.prototype.click = function () {
      window.files.push({ name: this.download, type: window.blob.type, blob: window.blob });
    };
  });
}

async function saved(page) {
  await page.waitForFunction(() => window.files.length > 0);
  return page.evaluate(async () => {
    const { name, type, blob } = window.files.pop();
    return { name, type, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer()) };
  });
}

/** Gives the page a file as the picker of the browser would. */
export async function giveCorrections(page, text) {
  await page.evaluate((content) => {
    HTMLInputElement.prototype.click = function () {
      const data = new DataTransfer();
      data.items.add(new File([content], "corrections.json", { type: "application/json" }));
      this.files = data.files;
      this.dispatchEvent(new Event("change"));
    };
  }, text);
  if (!await page.isVisible("#menu")) await page.click("#takeaway");
  await page.locator("#menu .buttons button").last().click();
}

const changeFirst = async (page) => {
  await page.locator("who-said .card .fix").first().click();
  await page.locator("who-said .fix-form select").selectOption(":name");
  await page.locator("who-said .fix-form input").fill("Cy Doe");
  await page.locator("who-said .fix-form .is-main").click();
  await page.waitForFunction(() => document.querySelector("who-said").reading.report.corrections?.length === 1);
  await standing(page);
};

test("row 18: export JSON, CSV, Markdown, W3C, JSON-LD, TEI: each saved file is the core's export", () => atDesk({}, async ({ page }) => {
  await read(page, TEXT);
  await catchFiles(page);
  await page.click("#takeaway");
  for (const [format, extension] of Object.entries(FORMATS)) {
    await page.click(`#menu .download[data-format="${format}"]`);
    const file = await saved(page);
    assert.equal(file.name, `ferry-stays.${extension}`);
    assert.equal(file.text, (format.startsWith("csv") ? "\ufeff" : "") + exportAs(TEXT, {}, format), format);
  }
  assert.match(await page.textContent("#status"), /saved/u);
}));

test("export with corrections: corrected is true in what is saved", () => atDesk({}, async ({ page }) => {
  await read(page, TEXT);
  await catchFiles(page);
  await changeFirst(page);
  await page.click("#takeaway");
  const says = { json: /"corrected":true/u, csv: /,corrected,true,/u, w3c: /"corrected":true/u, jsonld: /"correction":/u, tei: /resp="#reader"/u, markdown: /corrected by hand/u };
  for (const [format, pattern] of Object.entries(says)) {
    await page.click(`#menu .download[data-format="${format}"]`);
    const { text } = await saved(page);
    assert.match(text, pattern);
    assert.match(text, /Cy Doe/u);
  }
}));

test("the menu opens by key, closes with Escape, and gives the focus back", () => atDesk({}, async ({ page }) => {
  await read(page, TEXT);
  await page.focus("#takeaway");
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute("#takeaway", "aria-expanded"), "true");
  assert.ok(await page.evaluate(() => document.getElementById("menu").contains(document.activeElement)));
  await page.keyboard.press("Escape");
  assert.ok(!await page.isVisible("#menu"));
  assert.equal(await page.evaluate(() => document.activeElement.id), "takeaway");
}));

test("the menu closes when the focus goes elsewhere, and does not cover it", () => atDesk({}, async ({ page }) => {
  await read(page, TEXT);
  await page.click("#takeaway");
  await page.locator("#menu button").last().focus();
  assert.ok(await page.isVisible("#menu"));
  await page.keyboard.press("Tab");
  assert.ok(!await page.isVisible("#menu"));
  assert.equal(await page.getAttribute("#takeaway", "aria-expanded"), "false");
}));

chromiumTest("a real download lands as a file", () => atDesk({ context: { acceptDownloads: true } }, async ({ page }) => {
  await read(page, TEXT);
  await page.click("#takeaway");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#menu .download[data-format=tei]")]);
  assert.equal(download.suggestedFilename(), "ferry-stays.tei.xml");
  assert.equal(readFileSync(await download.path(), "utf8"), exportAs(TEXT, {}, "tei"));
}));

const CLIPBOARD = { context: { permissions: ["clipboard-read", "clipboard-write"] } };

chromiumTest("row 18: copy a quote with its attribution, and an export, to the clipboard", () => atDesk(CLIPBOARD, async ({ page }) => {
  await read(page, TEXT);
  await page.locator("who-said .card .copy-quote").first().click();
  await page.waitForFunction(() => document.querySelector("who-said").shadowRoot.querySelector(".copy-quote.is-done"));
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  assert.match(await copied(), /^\u201cWe will not be rushed,\u201d.* \u2013 Ruth Adeyemi(?:, a nurse)?$/u);
  await page.click("#takeaway");
  await page.click("#menu .copy[data-format=markdown]");
  await page.waitForFunction(() => /clipboard/u.test(document.getElementById("status").textContent));
  assert.equal(await copied(), exportAs(TEXT, {}, "markdown"));
}));

test("row 29: share by file, not by link: corrections are saved, loaded, and nothing is stored", () => atDesk({}, async ({ page, context }) => {
  await read(page, TEXT);
  await catchFiles(page);
  await changeFirst(page);
  await page.click("#takeaway");
  await page.locator("#menu .buttons button").nth(1).click();
  const file = await saved(page);
  assert.equal(file.name, "ferry-stays.corrections.json");
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  await read(page, TEXT);
  assert.equal(await page.evaluate(() => document.querySelector("who-said").reading.report.corrections), undefined, "a new paste starts without");
  await giveCorrections(page, file.text);
  await page.waitForFunction(() => document.querySelector("who-said").reading.report.corrections?.length === 1);
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases?.())?.length ?? 0, document.cookie, location.href.includes("#")]);
  assert.deepEqual(kept, [0, 0, 0, "", false]);
}));

test("a correction file that was tampered with is refused with a clear message, and nothing changes", () => atDesk({}, async ({ page }) => {
  await read(page, TEXT);
  await catchFiles(page);
  await changeFirst(page);
  await page.click("#takeaway");
  await page.locator("#menu .buttons button").nth(1).click();
  const good = (await saved(page)).text;
  const bad = {
    "no JSON": good.slice(1),
    "another schema": good.replace("corrections/1", "corrections/7"),
    "another field": good.replace("\"suffix\"", "\"html\": \"<b>\", \"suffix\""),
    "another type": good.replace(/"start": \d+/u, "\"start\": \"0\""),
    "an endless name": good.replace("Cy Doe", "x".repeat(500)),
    "a list": "[]", "nothing": "null", "a number": "7",
  };
  for (const [name, text] of Object.entries(bad)) {
    await giveCorrections(page, text);
    await page.waitForSelector(".notice[data-problem=corrections]");
    assert.match(await page.textContent(".notice"), /not taken.*unchanged/su, name);
    assert.equal(await page.evaluate(() => document.querySelector("who-said").reading.report.corrections.length), 1, name);
    await page.evaluate(() => document.getElementById("notices").replaceChildren());
  }
  await giveCorrections(page, good.replaceAll("rushed", "hurried"));
  await page.waitForSelector(".notice[data-problem=foreignCorrections]");
}));
