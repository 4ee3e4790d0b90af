/** Pictures of the page in every state, to be looked at: `node tests/browser/shots.mjs [FOLDER] [NAME …]`, after `cargo site build`. */

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { fakeWorker, paste, standing } from "./desk.mjs";
import { startServer } from "./server.mjs";

const [folder = fileURLToPath(new URL("../../target/shots/", import.meta.url)), ...only] = process.argv.slice(2);
const DESKTOP = { viewport: { width: 1380, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
const sample = async (page) => {
  await page.click("#sample");
  await standing(page);
};
const inside = (page, selector) => page.locator(`who-said ${selector}`).first();
const dies = (answer) => ({ replace: { "/js/worker.js": fakeWorker(answer) } });

/** Name: context, what is done before the picture, and the server's peculiarities. */
const SHOTS = {
  empty: [DESKTOP],
  report: [DESKTOP, sample],
  dark: [{ ...DESKTOP, colorScheme: "dark" }, sample],
  phone: [PHONE, sample],
  "phone-empty": [PHONE],
  "phone-dark": [{ ...PHONE, colorScheme: "dark" }, async (page) => {
    await sample(page);
    await page.click(".jump");
  }],
  sources: [DESKTOP, async (page) => {
    await sample(page);
    await inside(page, "#tab-sources").click();
  }],
  names: [DESKTOP, async (page) => {
    await sample(page);
    await inside(page, "#tab-names").click();
  }],
  filtered: [DESKTOP, async (page) => {
    await sample(page);
    await inside(page, ".chip[data-filter='kind:indirect']").click();
  }],
  pinned: [DESKTOP, async (page) => {
    await sample(page);
    await inside(page, ".speaker:nth-child(2) .pin").click();
  }],
  correcting: [DESKTOP, async (page) => {
    await sample(page);
    await inside(page, ".card .fix").click();
  }],
  takeaway: [DESKTOP, async (page) => {
    await sample(page);
    await page.click("#takeaway");
  }],
  keys: [DESKTOP, async (page) => {
    await sample(page);
    await page.keyboard.press("?");
  }],
  editing: [DESKTOP, async (page) => {
    await sample(page);
    await page.click("#edit");
  }],
  arabic: [{ ...DESKTOP, locale: "ar" }, sample],
  "arabic-phone": [{ ...PHONE, locale: "ar" }, sample],
  "arabic-article": [DESKTOP, (page) => read(page, "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 \u0641\u064a \u0645\u0624\u062a\u0645\u0631 \u0635\u062d\u0641\u064a: \u201c\u0644\u0646 \u0646\u0648\u0627\u0641\u0642 \u0639\u0644\u0649 \u0647\u0630\u0627\u201d.\n\n\"We will not agree,\" said Ali Khan, the minister.")],
  forced: [{ ...DESKTOP, forcedColors: "active" }, sample],
  nothing: [DESKTOP, (page) => read(page, "The ferry sails at nine. It comes back at ten.")],
  "other-language": [DESKTOP, (page) => read(page, "Le ministre a d\u00e9clar\u00e9 que la r\u00e9forme serait adopt\u00e9e dans les prochains jours. \u00ab C\u2019est une question de temps \u00bb, a-t-il dit devant les journalistes.")],
  working: [DESKTOP, async (page) => {
    await paste(page, "Slow.");
    await page.waitForSelector("body.is-working");
  }, dies("() => new Promise(() => {})")],
  "too-long": [DESKTOP, problem, dies("() => ({ error: { name: 'RangeError', message: 'too long' } })")],
  crashed: [DESKTOP, problem, dies("() => { throw new Error('trap'); }")],
  blocked: [DESKTOP, problem, { headers: { "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self'; manifest-src 'self'" } }],
  print: [{ viewport: { width: 794, height: 1123 } }, async (page) => {
    await sample(page);
    await page.emulateMedia({ media: "print" });
  }, { full: true }],
};

async function read(page, text) {
  await paste(page, text);
  await standing(page);
}

async function problem(page) {
  await paste(page, "\"We will not be rushed,\" said Ruth Adeyemi.");
  await page.waitForSelector(".notice.is-problem");
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
for (const [name, [context, act = () => {}, { full = false, replace, headers } = {}]] of Object.entries(SHOTS)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const server = await startServer({ headers, replace: { "/sw.js": "", ...replace } });
  const page = await (await browser.newContext({ reducedMotion: "reduce", ...context })).newPage();
  page.on("console", (message) => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => console.log(`${name}: ${error.stack}`));
  await page.goto(server.url);
  await act(page);
  await page.waitForTimeout(150);
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: full });
  await page.context().close();
  await server.close();
}
await browser.close();
console.log(`pictures are in ${folder}`);
