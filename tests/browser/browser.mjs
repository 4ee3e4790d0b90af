/** One Chromium for a test file; every page watches its console, its requests and its policy. */

import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { startServer } from "./server.mjs";

/** Starts a server and a browser; `page()` opens the page and `close()` ends both. */
export async function startBrowser() {
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
  return { server, page: (options) => openPage(browser, server, options), close: async () => { await browser.close(); await server.close(); } };
}

async function openPage(browser, server, { context = {}, before } = {}) {
  const opened = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context });
  const page = await opened.newPage();
  const trouble = [];
  const foreign = [];
  page.on("console", (message) => trouble.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("request", (request) => { if (!request.url().startsWith(server.url)) foreign.push(request.url()); });
  await before?.(page);
  await page.goto(server.url);
  await page.waitForFunction(() => document.readyState === "complete");
  /** Every test ends here: nothing in the console, nothing asked of anybody else. */
  const done = async () => {
    assert.deepEqual(trouble, []);
    assert.deepEqual(foreign, []);
    await opened.close();
  };
  return { page, trouble, done };
}

/** Pastes by a real paste event with the given flavours. */
export async function paste(page, flavours) {
  await page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
    const box = document.getElementById("text");
    box.focus();
    box.select();
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, flavours);
}

/** Waits until the text is read and drawn. */
export async function read(page) {
  await page.waitForFunction(() => /read in|No quotation/u.test(document.getElementById("status").textContent), null, { timeout: 30_000 });
}
