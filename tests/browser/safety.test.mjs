/** Nothing leaves the page, nothing foreign runs in it, and it works without a network. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { atDesk, read, standing, withBrowser } from "./desk.mjs";

withBrowser();

const TEXT = "\"We will not be rushed,\" said Ruth Adeyemi.";

test("row 14: console empty: a test whose page writes to its console fails", async () => {
  await assert.rejects(atDesk({}, ({ page }) => page.evaluate(() => console.warn("a word"))), /the console is empty/u);
  await assert.rejects(atDesk({}, ({ page }) => page.evaluate(async () => {
    setTimeout(() => { throw new Error("lost"); });
    await new Promise((resolve) => setTimeout(resolve, 50));
  })), /the console is empty/u);
});

test("row 10: zero network after load: reading asks for nothing at all", () => atDesk({}, async ({ page, server }) => {
  await page.waitForLoadState("networkidle");
  const before = server.requests.length;
  await read(page, TEXT);
  await page.click("#another");
  await page.click("#sample");
  await standing(page);
  assert.deepEqual(server.requests.slice(before), []);
}));

test("row 29: no storage: nothing is kept of a text", () => atDesk({}, async ({ page, context }) => {
  await read(page, TEXT);
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]);
  assert.deepEqual(kept, [0, 0, 0]);
  assert.deepEqual(await context.cookies(), []);
}));

test("the policy is in force and the page keeps it", () => atDesk({ allow: /Content.Security.Policy|Refused to connect/u }, async ({ page }) => {
  await page.evaluate(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.effectiveDirective));
  });
  await read(page, TEXT);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  const stopped = await page.evaluate(() => new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.head.append(script);
  }));
  assert.equal(stopped, "script-src-elem");
  assert.equal(await page.evaluate(() => window.ran), undefined);
}));

test("the service worker keeps every file of the page", () => atDesk({}, async ({ page, server }) => {
  await page.click("#sample");
  await standing(page);
  await page.waitForLoadState("networkidle");
  const list = await readFile(new URL("../../www/pkg/precache.js", import.meta.url), "utf8");
  const kept = [...list.matchAll(/^ {2}"([^"]+)": "sha256-/gmu)].map(([, file]) => (file === "./" ? "/" : `/${file}`));
  const asked = [...new Set(server.requests)].filter((path) => path !== "/sw.js");
  assert.deepEqual(asked.filter((path) => !kept.includes(path)), []);
}));
