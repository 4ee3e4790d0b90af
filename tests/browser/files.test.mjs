/** Files as articles: dropped or picked, in the encodings that desks still have, and refused in words where they are none. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { articleText, atDesk, standing, withBrowser } from "./desk.mjs";

withBrowser();

const UTF8 = new TextEncoder();
const ARTICLE = "Ferry stays\n\n\u201cIt stays \u{1f6a2},\u201d said Ruth D\u00edaz.";
const latin = (text) => Uint8Array.from(text, (char) => ({ "\u201c": 0x93, "\u201d": 0x94 })[char] ?? char.charCodeAt(0));
const utf16 = (text) => new Uint8Array(Uint16Array.from(`\ufeff${text}`.split(""), (unit) => unit.charCodeAt(0)).buffer);
const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><style>p {margin:0}</style><title>x</title></head>
<body><!--[if gte mso 9]><xml>junk</xml><![endif]--><p class=MsoNormal>Ferry\nstays<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>\u201cYes,\u201d said Ruth D\u00edaz.</p><script>alert(1)</script></body></html>`;

const READ = {
  "plain text": ["a.txt", "text/plain", UTF8.encode(ARTICLE), ARTICLE],
  "plain text with a mark": ["a.txt", "text/plain", UTF8.encode(`\ufeff${ARTICLE}`), ARTICLE],
  "old plain text": ["a.TXT", "", latin("\u201cYes,\u201d said D\u00edaz."), "\u201cYes,\u201d said D\u00edaz."],
  "plain text in UTF-16": ["a.txt", "text/plain", utf16(ARTICLE), ARTICLE],
  "markdown": ["a.md", "", UTF8.encode(ARTICLE), ARTICLE],
  "a web page from Word": ["a.htm", "text/html", latin(WORD), "Ferry stays\n\n\u201cYes,\u201d said Ruth D\u00edaz."],
  "a web page": ["a.html", "text/html", UTF8.encode("<!doctype html><meta charset=utf-8><h1>Ferry</h1><p>\u201cYes,\u201d said D\u00edaz.<img src=http://elsewhere.example/x onerror=alert(1)>"), "Ferry\n\n\u201cYes,\u201d said D\u00edaz."],
};
const REFUSED = {
  "a Word file": ["a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", UTF8.encode("PK"), "fileType"],
  "a PDF": ["a.pdf", "application/pdf", UTF8.encode("%PDF"), "fileType"],
  "a picture": ["a.png", "image/png", Uint8Array.of(1, 0, 2), "fileType"],
  "no text": ["a.txt", "text/plain", UTF8.encode(" \n "), "fileEmpty"],
};

async function drop(page, [name, type, bytes]) {
  await page.evaluate(({ name: fileName, type: fileType, content }) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(content)], fileName, { type: fileType }));
    for (const event of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(event, { dataTransfer: data, bubbles: true, cancelable: true }));
      if (event === "dragover" && !document.body.classList.contains("is-dropping")) throw new Error("the page does not show that it takes files");
    }
  }, { name, type, content: [...bytes] });
}

test("row 15: paste cleaning, for files: what is dropped is read, whatever its encoding", () => atDesk({}, async ({ page }) => {
  for (const [name, file] of Object.entries(READ)) {
    await page.evaluate(() => { window.before = document.querySelector("who-said").reading; });
    await drop(page, file);
    await page.waitForFunction(() => document.querySelector("who-said").reading !== window.before);
    await standing(page);
    assert.equal(await articleText(page), file[3], name);
    assert.ok(!await page.evaluate(() => document.body.classList.contains("is-dropping")));
  }
}));

test("a file that is no article is refused in words, and the report stays", () => atDesk({}, async ({ page }) => {
  await drop(page, READ["plain text"]);
  await standing(page);
  for (const [name, file] of Object.entries(REFUSED)) {
    await drop(page, file);
    await page.waitForSelector(`.notice[data-problem=${file[3]}]`);
    assert.equal(await articleText(page), ARTICLE, name);
    await page.evaluate(() => document.getElementById("notices").replaceChildren());
  }
}));

test("a file is picked by the button", () => atDesk({}, async ({ page }) => {
  await page.evaluate((text) => {
    HTMLInputElement.prototype.click = function () {
      const data = new DataTransfer();
      data.items.add(new File([text], "a.txt", { type: "text/plain" }));
      this.files = data.files;
      this.dispatchEvent(new Event("change"));
    };
  }, ARTICLE);
  await page.click("#open");
  await standing(page);
  assert.equal(await articleText(page), ARTICLE);
}));
