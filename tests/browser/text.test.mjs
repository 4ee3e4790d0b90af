/** The text that comes in is the text that is shown and the text that is copied, whatever it is and wherever it comes from. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { articleText, atDesk, fakeWorker, paste, read, standing, withBrowser, workerIs } from "./desk.mjs";

withBrowser();

const NASTY = {
  "emoji and flags": "\u{1f3f3}\ufe0f\u200d\u{1f308} \u201cWe won \u{1f337},\u201d said Ana Di\u0301az.\n\nShe left.",
  "arabic": "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631: \u201c\u0644\u0646 \u0646\u0648\u0627\u0641\u0642\u201d.\n\n\"No,\" said Ali Khan.",
  "windows line ends": "Head line here\r\n\r\n\"Yes,\" said Ann Lee.\r\n\"No,\" said Bob Ray.\r\n",
  "old line ends": "One\rTwo\u2028Three\u2029Four\u0085Five",
  "no-break and thin spaces": "\u00a0\n\u00abOui\u202f\u00bb,\u00a0said Jean\u00a0Dupont.\n\u00a0\n  Two  spaces\tand a tab  ",
  "invisible characters": "\ufeffThe cri\u00adsis is o\u200bver,\u2060 said \u200eAnn Lee\u200f.",
  "lone surrogate": "a\ud800b \"Yes\udc00,\" said Ann Lee.",
  "unclosed mark": "\"This never ends, said Ann Lee.\n\n\"And again",
  "nothing but marks": "\"\"\" '' \u201c\u201d \u00ab\u00bb",
};

const FOLDER = new URL("../articles/", import.meta.url);
const ARTICLES = readdirSync(FOLDER).filter((name) => name.endsWith(".txt")).map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]);

test("row 2: text fidelity: the article pane holds the pasted text, and its copy gives it back", () => atDesk({}, async ({ page }) => {
  for (const [name, text] of [...Object.entries(NASTY), ...ARTICLES]) {
    await read(page, text);
    assert.equal(await articleText(page), text, name);
    assert.equal(await copied(page), text, name);
  }
}));

/** What a copy of the whole article would put on the clipboard. */
async function copied(page) {
  await page.locator("who-said .article").focus();
  await page.keyboard.press("Control+A");
  return page.evaluate(() => {
    const data = new DataTransfer();
    document.querySelector("who-said").dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData("text/plain");
  });
}

/** A field that is none of the page's, for an engine lets nobody but a reader's own keys at the clipboard. */
const scratch = (page, value) => page.evaluate((words) => {
  const field = document.body.appendChild(document.createElement("textarea"));
  field.value = words;
  field.id = "scratch";
  field.focus();
}, value);

test("the real clipboard gives and takes the same text", () => atDesk({}, async ({ page }) => {
  const text = "Ferry stays\n\n\u201cIt stays \u{1f6a2},\u201d said Ruth Adeyemi.\n\n\u201cGood,\u201d she added.";
  await scratch(page, text);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+C");
  await page.evaluate(() => document.getElementById("scratch").remove());
  await page.focus("#editor");
  await page.keyboard.press("Control+V");
  await standing(page);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+C");
  await scratch(page, "something else");
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await page.waitForFunction(() => document.getElementById("scratch").value !== "something else");
  assert.equal(await page.inputValue("#scratch"), text);
}));

test("a part of the article is copied as it was pasted, without the numbers", () => atDesk({}, async ({ page }) => {
  await read(page, "\"Yes,\" said Ann Lee.\r\n\r\n\"No,\" said Bob Ray.");
  const part = await page.evaluate(() => {
    const article = document.querySelector("who-said").shadowRoot.querySelector(".article");
    const blocks = article.querySelectorAll(".block");
    getSelection().setBaseAndExtent(blocks[0], 0, blocks[1], 1);
    const data = new DataTransfer();
    document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData("text/plain");
  });
  assert.match(part, /^"Yes,[^0-9]*\r\n\r\n"/u);
}));

const RICH = {
  "google docs": {
    html: `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="color:#f00">\u201cYes,\u201d said Ann Lee.</span></p><br><p dir="ltr"><span>\u201cNo,\u201d said Bob Ray.</span></p></b>`,
    text: "\u201cYes,\u201d said Ann Lee.\n\n\u201cNo,\u201d said Bob Ray.",
  },
  "word": {
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style><title>x</title></head><body><!--StartFragment--><!--[if gte mso 9]><xml>junk</xml><![endif]--><p class=MsoNormal>\u201cYes,\u201d said\nAnn Lee.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>\u201cNo,\u201d said&nbsp;Bob Ray.</p><!--EndFragment--></body></html>`,
    text: "\u201cYes,\u201d said Ann Lee.\n\n\u201cNo,\u201d said\u00a0Bob Ray.",
  },
  "web page": {
    html: `<article><h1>Ferry <em>stays</em></h1><script>alert(1)</script><my-para><p>\u201cYes,\u201d   said <a href="/x">Ann Lee</a>.</p></my-para><img src="http://elsewhere.example/x.png" onerror="alert(2)"><p>One<br>two</p></article>`,
    text: "Ferry stays\n\n\u201cYes,\u201d said Ann Lee.\n\nOne\ntwo",
  },
};

test("row 15: paste cleaning: rich text without plain paragraphs becomes paragraphs", () => atDesk({}, async ({ page }) => {
  for (const [name, { html, text }] of Object.entries(RICH)) {
    await read(page, "", html);
    assert.equal(await articleText(page), text, name);
  }
}));

test("row 15: paste cleaning: plain text is preferred where it has paragraphs", () => atDesk({}, async ({ page }) => {
  await read(page, "One\n\nTwo", "<p>One</p><p>Two</p><p>Three</p>");
  assert.equal(await articleText(page), "One\n\nTwo");
}));

test("hostile markup in the text is shown as text", () => atDesk({}, async ({ page }) => {
  const text = "<img src=x onerror=alert(1)><script>alert(2)</script> \"<b>Bold</b> & <i>brave</i>,\" said Ann </who-said> Lee.\n\n</p><style>*{display:none}</style>";
  page.on("dialog", () => assert.fail("a script ran"));
  await read(page, text);
  assert.equal(await articleText(page), text);
  assert.equal(await page.locator("who-said img, who-said script, who-said style, who-said b").count(), 0);
}));

test("marks of direction in a name or a quotation do not turn what stands around them", () => atDesk({}, async ({ page }) => {
  await read(page, "\u201cWe will \u202enot be rushed,\u201d said Ruth \u202eAdeyemi, the mayor.");
  const seen = await page.evaluate(() => ["words", "name"].map((name) => {
    const all = [...document.querySelector("who-said").shadowRoot.querySelectorAll(`.panel .${name}`)];
    return [all.length > 0, all.every((element) => getComputedStyle(element).unicodeBidi === "isolate"), all.some((element) => element.textContent.includes("\u202e"))];
  }));
  assert.deepEqual(seen.map(([some, isolated]) => [some, isolated]), [[true, true], [true, true]]);
  assert.ok(seen[0][2], "the quotation keeps its mark of direction, and keeps it to itself");
}));

test("hostile markup in a report is shown as text", () => {
  const replace = workerIs(fakeWorker(`({ text }) => ({ ms: 1, report: { schema: "whosaid/1", offsets: "utf16", language: { detected: "en", read_as: "en" },
    blocks: [], diagnostics: [], entities: [{ id: 'e1" onclick="x', type: "PERSON", name: "<img src=x>", roles: ["<script>1</script>"], mentions: [{ start: 0, end: 4, text: "x", kind: "name" }] }],
    quotes: [{ id: 'q"]<b>', kind: "direct", content: [{ start: 1, end: 3, text: "x" }], cue: null, speaker: { start: 0, end: 9999, text: "" }, speaker_entity: 'e1" onclick="x', addressee: null, confidence: 1, rule: "<i>", evidence: [] }] } })`));
  return atDesk({ replace }, async ({ page }) => {
    await read(page, "\"<b>\" said <img>");
    assert.equal(await articleText(page), "\"<b>\" said <img>");
    assert.equal(await page.locator("who-said img, who-said script, who-said b").count(), 0);
    await page.locator("who-said .article .num").first().click();
    assert.equal(await page.locator("who-said .speaker .name").first().textContent(), "<img src=x>");
  });
});

test("text pasted anywhere on the page replaces the article, and editing reads it again", () => atDesk({}, async ({ page }) => {
  await read(page, "\"One,\" said Ann Lee.");
  await page.evaluate(() => document.activeElement.blur());
  await paste(page, "\"Two,\" said Bob Ray.");
  await page.waitForFunction(() => document.querySelector("who-said").reading.text.includes("Two"));
  await page.click("#edit");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\n\"Three,\" said Ann Lee.");
  await page.waitForFunction(() => document.querySelector("who-said").reading.text.includes("Three,\" said Ann Lee."));
  await standing(page);
  assert.equal(await articleText(page), "\"Two,\" said Bob Ray.\n\n\"Three,\" said Ann Lee.");
}));

test("row 15: what nobody sees in a pasted text is counted, kept, and passed over", () => atDesk({}, async ({ page }) => {
  const text = "\ufeff\"We will not be ru\u00adshed,\" said Ru\u200bth Adeyemi \u{1f3f3}\ufe0f\u200d\u{1f308}.";
  await read(page, text);
  assert.match(await page.textContent("#status"), /3 invisible characters kept/u);
  assert.equal(await articleText(page), text);
  await read(page, "\"We will not be rushed,\" said Ruth Adeyemi.");
  assert.doesNotMatch(await page.textContent("#status"), /invisible/u);
}));
