/** The page without a network: after one visit, with the server gone; new versions wait for the reader; and the page in one file. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { articleText, atDesk, chromiumTest, paste, read, standing, withBrowser } from "./desk.mjs";

withBrowser();

const TEXT = "\u201cWe will not be rushed,\u201d said Ruth Adeyemi.";
const GONE = /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|Failed to load resource|NetworkError|connect/iu;
const www = (file) => new URL(`../../www/${file}`, import.meta.url);
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
const cached = (page) => page.evaluate(async () => {
  const names = await caches.keys();
  const urls = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
  return [names, urls.flat().sort()];
});

test("row 11: after one visit the page works with the server gone", () => atDesk({ serviceWorker: true, allow: GONE }, async ({ page, server, context }) => {
  await kept(page);
  await server.close();
  await context.setOffline(true);
  await page.reload();
  await read(page, TEXT);
  assert.equal(await articleText(page), TEXT);
  await page.click("#another");
  await page.click("#sample");
  await standing(page);
}));

test("what is kept is the list of the build, and never a text", () => atDesk({ serviceWorker: true }, async ({ page }) => {
  await kept(page);
  await read(page, TEXT);
  const list = await readFile(www("pkg/precache.js"), "utf8");
  const wanted = [...list.matchAll(/^ {2}"([^"]+)": "sha256-/gmu)].map(([, file]) => (file === "./" ? "/" : `/${file}`)).sort();
  const [names, urls] = await cached(page);
  assert.equal(names.length, 1);
  assert.match(names[0], /^whosaid-[\w-]{12}$/u);
  assert.deepEqual(urls, wanted);
  const holds = await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const bodies = await Promise.all((await cache.matchAll()).map((response) => response.text()));
    return bodies.some((body) => body.includes("said Ruth Adeyemi.") && !body.includes("a nurse who lives"));
  });
  assert.ok(!holds);
}));

/** A server whose page changes while it runs: the list of files with it, as the next build would write it. */
async function newerVersion(page, replace) {
  const page2 = (await readFile(www("index.html"), "utf8")).replace("</main>", "<p id=\"second\">Second version</p></main>");
  const hash = await page.evaluate(async (text) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
  }, page2);
  const list = await readFile(www("pkg/precache.js"), "utf8");
  replace["/pkg/precache.js"] = list.replace(/version: "[^"]+"/u, "version: \"secondsecond\"").replace(/"\.\/": "[^"]+"/u, `"./": "${hash}"`);
  replace["/"] = page2;
}

test("a new version is told of, is not loaded by itself, and comes in when the reader says so", () => {
  const replace = {};
  return atDesk({ serviceWorker: true, replace }, async ({ page }) => {
    await kept(page);
    await page.reload();
    await read(page, TEXT);
    await newerVersion(page, replace);
    await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
    await page.waitForSelector(".new-version");
    await page.waitForTimeout(400);
    assert.equal(await articleText(page), TEXT, "the reader's text is still there");
    assert.equal(await page.locator("#second").count(), 0);
    await page.reload();
    assert.equal(await page.locator("#second").count(), 0, "the old version is whole until the new one is let in");
    await page.waitForSelector(".new-version");
    await page.click(".new-version button");
    await page.waitForSelector("#second");
    await page.waitForLoadState("load");
    assert.deepEqual((await cached(page))[0], ["whosaid-secondsecond"]);
    await read(page, TEXT);
  });
});

chromiumTest("a tab whose version another tab has replaced keeps its text, says so and reads on", () => {
  const replace = {};
  return atDesk({ serviceWorker: true, replace }, async ({ page, context, server }) => {
    await kept(page);
    await page.reload();
    await read(page, TEXT);
    await newerVersion(page, replace);
    const second = await context.newPage();
    await second.goto(server.url);
    await second.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
    await second.click(".new-version button");
    await second.waitForSelector("#second");
    await page.bringToFront();
    await page.waitForSelector(".new-version");
    assert.equal(await articleText(page), TEXT);
    assert.equal(await page.locator("#second").count(), 0, "it did not load the new version by itself");
    await page.evaluate(() => document.activeElement.blur());
    await read(page, `${TEXT} \u201cNever,\u201d she added.`);
    assert.equal(await page.evaluate(() => document.querySelector("who-said").report.quotes.length), 2);
  });
});

test("a version with a file that is not what the build made is not kept", () => {
  const replace = {};
  return atDesk({ serviceWorker: true, replace, allow: /integrity|digest|hash|ServiceWorker|Failed to|TypeError|NetworkError|404/iu }, async ({ page }) => {
    await kept(page);
    const before = (await cached(page))[0];
    const list = await readFile(www("pkg/precache.js"), "utf8");
    replace["/pkg/precache.js"] = list.replace(/version: "[^"]+"/u, "version: \"brokenbroken\"");
    replace["/pkg/whosaid_bg.wasm"] = "<!doctype html>not found";
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update().catch(() => {});
      const { installing } = registration;
      if (installing) await new Promise((done) => installing.addEventListener("statechange", () => installing.state === "redundant" && done()));
    });
    assert.deepEqual((await cached(page))[0], before);
    await page.reload();
    await read(page, TEXT);
    assert.equal(await page.locator(".new-version").count(), 0);
  });
});

chromiumTest("the page can be installed", () => atDesk({ serviceWorker: true }, async ({ page, context }) => {
  await kept(page);
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  for (const { src, sizes } of JSON.parse(data).icons.filter(({ type }) => type === "image/png")) {
    const size = await page.evaluate(async (url) => { const image = new Image(); image.src = url; await image.decode(); return `${image.naturalWidth}x${image.naturalHeight}`; }, src);
    assert.equal(size, sizes);
  }
}));

test("row 28: the page in one file reads without a server", () => atDesk({ server: { others: ["file:", "blob:"] } }, async ({ page }) => {
  await page.goto(www("whosaid.html").href);
  await paste(page, TEXT);
  await standing(page);
  assert.equal(await articleText(page), TEXT);
  await page.click("#another");
  await page.click("#sample");
  await standing(page);
  assert.deepEqual(await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !/^(?:blob|data):/u.test(name))), []);
}));

const OWN_POLICY = { "/whosaid.html": { "Content-Security-Policy": "frame-ancestors 'self'" } };

test("row 28: the page in one file asks its server for nothing but itself", () => atDesk({ path: "whosaid.html", server: { headersOf: OWN_POLICY } }, async ({ page, server }) => {
  await paste(page, TEXT);
  await standing(page);
  await page.click("#another");
  await page.click("#sample");
  await standing(page);
  assert.deepEqual(server.requests, ["/whosaid.html"]);
}));
