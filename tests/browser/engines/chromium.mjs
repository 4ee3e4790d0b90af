/** Chromium by Playwright, whose page and context the tests know; the other engines give the same in part. */

import { chromium } from "playwright-core";

/** Starts the browser. */
export async function launch() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
  return {
    async open(options) {
      const context = await browser.newContext(options);
      const lines = [];
      const requests = [];
      context.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`));
      context.on("weberror", (error) => lines.push(`error: ${error.error().stack}`));
      context.on("request", (request) => requests.push(request.url()));
      return { page: await context.newPage(), context, lines: async () => lines, requests: async () => requests, close: () => context.close() };
    },
    close: () => browser.close(),
  };
}
