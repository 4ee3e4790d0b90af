/** Firefox by WebDriver BiDi. */

import puppeteer from "puppeteer-core";
import { Page } from "./page.mjs";

/** A made ClipboardEvent carries no data here, unlike in the other engines. */
const clipboard = () => {
  window.ClipboardEvent = class extends ClipboardEvent {
    constructor(type, init) {
      super(type, init);
      Object.defineProperty(this, "clipboardData", { value: init.clipboardData });
    }
  };
};

/** Starts the browser. */
export async function launch() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    extraPrefsFirefox: { "ui.prefersReducedMotion": 1, "dom.events.testing.asyncClipboard": true },
  });
  return { open: (options) => open(browser, options), close: () => browser.close() };
}

/** The driver says in one go how the screen is turned, which Debian's Firefox (140) does not know; the size it takes all the same. */
async function resize(raw, { width, height }) {
  await raw.setViewport({ width, height }).catch((error) => {
    if (!error.message.includes("unknown command emulation.setScreenOrientationOverride")) throw error;
  });
  await raw.waitForFunction((size) => innerWidth === size, {}, width);
}

async function open(browser, { viewport }) {
  const context = await browser.createBrowserContext();
  const raw = await context.newPage();
  const lines = [];
  const requests = [];
  raw.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`));
  raw.on("pageerror", (error) => lines.push(`error: ${error.stack ?? error}`));
  raw.on("request", (request) => { if (!request.url().startsWith("data:")) requests.push(request.url()); });
  await resize(raw, viewport);
  await raw.evaluateOnNewDocument(clipboard);
  const page = new Page({
    goto: (url) => raw.goto(url),
    reload: () => raw.reload(),
    evaluate: (source) => raw.evaluate(source),
    down: (key) => raw.keyboard.down(key),
    up: (key) => raw.keyboard.up(key),
    type: (text) => raw.keyboard.type(text),
    move: (x, y) => raw.mouse.move(x, y),
    click: (x, y) => raw.mouse.click(x, y),
    resize: ({ width, height }) => resize(raw, { width, height }),
    screenshot: (path) => raw.screenshot({ path }),
  });
  return {
    page,
    context: { cookies: () => context.cookies(), setOffline: async () => {} },
    lines: async () => lines,
    requests: async () => requests,
    close: () => context.close(),
  };
}
