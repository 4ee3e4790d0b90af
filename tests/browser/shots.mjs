/** Pictures of the page in every state, to be looked at: `node tests/browser/shots.mjs [FOLDER] [NAME …]`, after `cargo site build`. */

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { paste, reported, standing } from "./desk.mjs";
import { STATES, sample } from "./scenes.mjs";
import { startServer } from "./server.mjs";

const [folder = fileURLToPath(new URL("../../target/shots/", import.meta.url)), ...only] = process.argv.slice(2);
const DESKTOP = { viewport: { width: 1380, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

const NARROW = { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 };
const EMBED = { path: "embed.html", act: (page) => reported(page), fullPage: true };
/** A long article in which everybody speaks. */
const THIRTY = `Thirty voices on the ferry\n\n${["Ruth Adeyemi, a nurse", "Tomas Varley", "Transport Minister Ada Brennick", "the company", "Ines Marlow of the Dockers' Union", "Dr Kwame Ofori-Atta", "a fisherman"]
  .flatMap((who, i) => [`"The ferry must sail on day ${i + 1}, and nobody has told us why it does not," said ${who}. "We have waited long enough."`, `${who[0].toUpperCase()}${who.slice(1)} said that the letters were dated ${i + 2} May, and called the answer "a joke".`, `"We asked ${i + 3} times," said ${who}.`]).join("\n\n")}`;
/** What a page full of tricks gives when it is copied. */
const HOSTILE = `<script>alert(1)</script> \u202eevil\u202c <b onload="x">bold</b>\n\n"<img src=x onerror=alert(2)> We\u0000 will \u{1f3f3}\ufe0f\u200d\u{1f308} not be rushed," said Ruth "Shorty" Adeyemi\u200b\u200b.\n\n${"unbreakable".repeat(40)}\n\n"${"Aaaargh".repeat(60)}," said ${"Ann".repeat(40)} Lee.\n\n\u201cNever closed, said Z\u0351\u036b\u0343\u036a\u0302a\u0357\u030el\u0363\u0302g\u0310\u0301o.`;

const read = (text) => async (page) => {
  await paste(page, text);
  await standing(page);
};
const then = (selector) => async (page) => {
  await sample(page);
  await page.locator(selector).first().click();
};

const SHOTS = {
  ...STATES,
  thirty: { act: read(THIRTY) },
  hostile: { act: read(HOSTILE), fullPage: true },
  "phone hostile": { act: read(HOSTILE), fullPage: true, context: PHONE },
  embed: EMBED,
  "embed dark": { ...EMBED, context: { colorScheme: "dark" } },
  "embed phone": { ...EMBED, context: PHONE },
  narrow: { act: sample, fullPage: true, context: NARROW },
  "narrow correcting": { act: then("who-said .card .fix"), context: NARROW },
  "phone takeaway": { act: then("#takeaway"), context: PHONE },
  "phone sources": { act: then("who-said #tab-sources"), context: PHONE },
  dark: { act: sample, context: { colorScheme: "dark" } },
  forced: { act: sample, context: { forcedColors: "active" } },
  phone: { act: sample, context: PHONE },
  "phone empty": { context: PHONE },
  "phone cards": {
    context: { ...PHONE, colorScheme: "dark" },
    act: async (page) => {
      await sample(page);
      await page.click(".jump");
    },
  },
  "phone right to left": { path: "?lang=ar", act: sample, context: PHONE },
  print: {
    context: { viewport: { width: 794, height: 1123 } },
    fullPage: true,
    act: async (page) => {
      await sample(page);
      await page.emulateMedia({ media: "print" });
    },
  },
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
for (const [name, { path = "", act = () => {}, context = {}, server: peculiar = {}, fullPage = false }] of Object.entries(SHOTS)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const server = await startServer({ ...peculiar, replace: { "/sw.js": "", ...peculiar.replace } });
  const page = await (await browser.newContext({ reducedMotion: "reduce", ...DESKTOP, ...context })).newPage();
  await page.goto(server.url + path);
  await page.waitForFunction(() => document.getElementById("sample")?.textContent ?? true);
  await act(page);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(150);
  await page.screenshot({ path: `${folder}/${name.replaceAll(" ", "-")}.png`, fullPage });
  await page.context().close();
  await server.close();
}
await browser.close();
console.log(`pictures are in ${folder}`);
