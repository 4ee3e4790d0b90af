/** Pictures of the page in every state, to be looked at: `node tests/browser/shots.mjs [FOLDER] [NAME …]`, after `cargo site build`. */

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { STATES, sample } from "./scenes.mjs";
import { startServer } from "./server.mjs";

const [folder = fileURLToPath(new URL("../../target/shots/", import.meta.url)), ...only] = process.argv.slice(2);
const DESKTOP = { viewport: { width: 1380, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

const SHOTS = {
  ...STATES,
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
  await page.waitForFunction(() => document.getElementById("sample").textContent);
  await act(page);
  await page.waitForTimeout(150);
  await page.screenshot({ path: `${folder}/${name.replaceAll(" ", "-")}.png`, fullPage });
  await page.context().close();
  await server.close();
}
await browser.close();
console.log(`pictures are in ${folder}`);
