/** The page in real Chromium. */

import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { paste, read, startBrowser } from "./browser.mjs";

const folder = new URL("../articles/", import.meta.url);
const article = (name) => readFileSync(new URL(`${name}.txt`, folder), "utf8");
let world;
before(async () => { world = await startBrowser(); });
after(() => world.close());

test("a pasted article is marked and attributed, with no request to anybody", async () => {
  const { page, done } = await world.page();
  await page.waitForTimeout(300);
  await paste(page, { "text/plain": article("inverted-and-interrupted") });
  await read(page);
  const asked = world.server.requests.length;
  await paste(page, { "text/plain": `${article("inverted-and-interrupted")} ` });
  await page.waitForTimeout(300);
  await read(page);
  assert.equal(world.server.requests.length, asked, "reading asks the server for nothing");
  const names = await page.locator(".voice .name").allTextContents();
  assert.deepEqual(names, ["Helen Brandt", "Paul Okoro"]);
  assert.equal(await page.locator(".card").count(), 3);
  assert.match(await page.locator(".card .why").nth(1).textContent(), /“she” is read as Helen Brandt/u);
  await done();
});

test("the pane holds the text as it came, and copies it back", async () => {
  const { page, done } = await world.page();
  const nasty = ["a\r\nb\r\n\r\n“Hé 🏳️‍🌈,” said Ann Lee.\u00a0\u200b إقرأ", "x\ud800y", "<b>&amp;</b> <script>alert(1)</script> \"Go,\" said Ann."];
  const texts = [...readdirSync(folder).filter((n) => n.endsWith(".txt")).map((n) => article(n.slice(0, -4))), ...nasty];
  for (const text of texts) {
    await paste(page, { "text/plain": text });
    await page.waitForFunction((t) => document.getElementById("article").textContent === t, text);
    await read(page);
    const copied = await page.evaluate(() => {
      const pane = document.getElementById("article");
      getSelection().selectAllChildren(pane);
      const clipboardData = new DataTransfer();
      pane.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
      getSelection().removeAllRanges();
      return clipboardData.getData("text/plain");
    });
    assert.equal(copied, text);
  }
  assert.equal(await page.locator("#article script, #article b").count(), 0);
  await done();
});

test("rich text from the web, Word and Google Docs becomes paragraphs", async () => {
  const { page, done } = await world.page();
  const docs = '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1"><p><span>Mayor speaks</span></p><br><p><span>“Yes,” said Ann Lee.</span></p></b>';
  const word = "<html><head><style>p{color:red}</style><!--[if gte mso 9]><xml>x</xml><![endif]--></head><body><!--StartFragment--><p class=MsoNormal>“Yes,”\nsaid Ann Lee.<o:p></o:p></p><p>End.</p><!--EndFragment--></body></html>";
  const web = '<h1>Title</h1><p>“Yes,” said <a href="x">Ann&nbsp;Lee</a>.</p><script>alert(1)</script><ul><li>One</li><li>Two</li></ul>';
  for (const [html, plain, want] of [
    [docs, "Mayor speaks “Yes,” said Ann Lee.", "Mayor speaks\n\n“Yes,” said Ann Lee."],
    [word, "“Yes,” said Ann Lee. End.", "“Yes,” said Ann Lee.\n\nEnd."],
    [web, "", "Title\n\n“Yes,” said Ann\u00a0Lee.\n\nOne\n\nTwo"],
    ["<p>ignored</p>", "Plain\n\n“Yes,” said Ann Lee.", "Plain\n\n“Yes,” said Ann Lee."],
  ]) {
    await paste(page, { "text/html": html, "text/plain": plain });
    assert.equal(await page.inputValue("#text"), want);
  }
  await read(page);
  await done();
});

test("from a quotation to its card and back, by click and by keyboard", async () => {
  const { page, done } = await world.page();
  await page.click("#sample");
  await read(page);
  const focused = () => page.evaluate(() => document.activeElement.id);
  await page.click("#text-q3");
  assert.equal(await focused(), "card-q3");
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "text-q3");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "card-q3");
  await page.focus("#card-q3 a.number");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "text-q3");
  await page.locator('#article .seg.quote[data-quote="q3"]').first().click();
  assert.equal(await focused(), "card-q3");
  const name = page.locator("button.entity-name").first();
  await name.click();
  assert.equal(await name.getAttribute("aria-pressed"), "true");
  assert.ok((await page.locator("#article .seg.found").count()) > 0);
  assert.match(await page.textContent("#credit"), /CC0/u);
  await done();
});

test("the newest text wins", async () => {
  const { page, done } = await world.page();
  const long = `${article("wikinews-flag")}\n\n`.repeat(200);
  await paste(page, { "text/plain": long });
  await paste(page, { "text/plain": '"Second," said Ann Lee.' });
  await read(page);
  await page.waitForTimeout(500);
  assert.equal(await page.textContent("#article"), '"Second," said Ann Lee.');
  await done();
});

test("typing reads again", async () => {
  const { page, done } = await world.page();
  await page.fill("#text", '"Go," said Ann');
  await read(page);
  await page.locator("#text").press("End");
  await page.keyboard.type(" Lee. \"Stay,\" he said.");
  await page.waitForFunction(() => document.querySelectorAll(".card").length === 2 && document.getElementById("article").textContent.endsWith("he said."));
  await done();
});

test("a Worker that dies keeps the text and says so; trying again works", async () => {
  let broken = true;
  const { page, trouble, done } = await world.page({
    before: (page) => page.route("**/js/worker.js", (route) => (broken
      ? route.fulfill({ contentType: "text/javascript", body: 'postMessage({ ready: true }); onmessage = () => { throw new Error("trap"); };' })
      : route.continue())),
  });
  await paste(page, { "text/plain": '"Go," said Ann Lee.' });
  await page.waitForSelector("#notice button");
  assert.match(await page.textContent("#notice"), /text is untouched/u);
  assert.equal(await page.inputValue("#text"), '"Go," said Ann Lee.');
  broken = false;
  await page.click("#notice button");
  await read(page);
  assert.equal(await page.locator(".card").count(), 1);
  trouble.length = 0;
  await done();
});

test("where wasm may not run, the page says what is missing", async () => {
  const strict = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self'";
  const { page, trouble, done } = await world.page({
    before: (page) => page.route("**/*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": strict } });
    }),
  });
  await paste(page, { "text/plain": '"Go," said Ann Lee.' });
  await page.waitForSelector("#notice:not([hidden])");
  assert.match(await page.textContent("#notice"), /wasm-unsafe-eval/u);
  trouble.length = 0;
  await done();
});

test("nothing found, another language and an empty box are each said", async () => {
  const { page, done } = await world.page();
  await paste(page, { "text/plain": article("no-quotation") });
  await read(page);
  assert.match(await page.textContent("#status"), /No quotation/u);
  await paste(page, { "text/plain": "Der Minister hat gesagt, dass es nicht so ist und dass die Regierung es auch nicht weiß. Das ist alles." });
  await page.waitForSelector("#notice:not([hidden])");
  assert.match(await page.textContent("#notice"), /German/u);
  await page.click("#clear");
  await page.waitForFunction(() => document.body.dataset.state === "empty");
  assert.equal(await page.isVisible("#sheet"), false);
  await done();
});

test("five megabytes do not freeze the page", async () => {
  const { page, done } = await world.page();
  await page.evaluate(() => {
    window.gaps = [];
    let last = performance.now();
    const tick = (now) => { window.gaps.push(now - last); last = now; requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  });
  const big = `${article("wikinews-warming")}\n\n`.repeat(Math.ceil(5e6 / 3441)).slice(0, 5_000_000);
  await paste(page, { "text/plain": big });
  await page.waitForSelector(".card", { timeout: 30_000 });
  const gaps = await page.evaluate(() => window.gaps.filter((gap) => gap > 2000));
  assert.deepEqual(gaps, [], "no frame waits for seconds");
  assert.match(await page.textContent("#long"), /5,000,000 characters/u);
  await page.click("#edit");
  assert.equal(await page.evaluate(() => document.getElementById("text").value.length), big.length, "nothing was lost");
  await page.click("#clear");
  await done();
});

for (const [name, context] of [
  ["light", {}], ["dark", { colorScheme: "dark" }], ["a phone", { viewport: { width: 390, height: 844 } }],
  ["forced colours", { forcedColors: "active" }],
]) {
  test(`axe finds nothing in ${name}`, async () => {
    const { page, done } = await world.page({ context });
    await page.click("#sample");
    await read(page);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`), []);
    await done();
  });
}

test("nothing scrolls sideways at 320 pixels", async () => {
  const { page, done } = await world.page({ context: { viewport: { width: 320, height: 700 } } });
  await page.click("#sample");
  await read(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `${width} px`);
  await done();
});
