/** `<who-said>` in a newspaper's page: the host's document stays as it is, and one Worker serves all. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { atDesk, chromiumTest, focused, reported, violations, withBrowser } from "./desk.mjs";
import { COUNT, host, LOG, SAID } from "./host.mjs";

withBrowser();

const EMBED = { path: "embed.html" };

test("the newspaper page shows who speaks in its story and its archive", () => atDesk(EMBED, async ({ page }) => {
  await reported(page);
  const speakers = await page.locator("#cards .speaker .name").allTextContents();
  for (const name of ["Ada Brennick", "Tomas Varley", "Ruth Adeyemi"]) assert.ok(speakers.includes(name), name);
  assert.ok(await page.locator("#archive .speaker .name", { hasText: "Ines Marlow" }).isVisible());
  assert.ok(!await page.isVisible("#cards .article"), "the host's article is enough");
  assert.match(await page.textContent("#cards .state"), /^\d+ quotations, \d+ speakers, \d+ names/u);
}));

test("row 31: an article of the host is highlighted and its document is not touched", () => atDesk(EMBED, async ({ page }) => {
  await reported(page);
  const same = await page.evaluate(async () => {
    const source = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const html = (root) => root.querySelector("#story").outerHTML;
    return html(source) === html(document) && document.head.querySelectorAll("style").length === 0;
  });
  assert.ok(same);
  const names = await page.evaluate(() => [...CSS.highlights.keys()]);
  assert.ok(names.length > 3);
  assert.deepEqual(names.filter((name) => !name.startsWith("who-said-")), []);
  const quoted = await page.evaluate(() => [...CSS.highlights].filter(([name]) => name.startsWith("who-said-quote")).flatMap(([, ranges]) => [...ranges].map(String)));
  assert.ok(quoted.includes("We were never asked to sign anything,"), "across an element of the host");
  assert.ok(quoted.includes("all but collapsed"), "across a line break of the source");
  const tint = await page.evaluate(() => getComputedStyle(document.querySelector("#story p"), "::highlight(who-said-quote-1)").backgroundColor);
  assert.match(tint, /oklch|rgba?\(|color\(/u);
}));

test("a card leads to the words in the host's article, and these lead to the card", () => atDesk(EMBED, async ({ page }) => {
  await reported(page);
  const labelOf = (words) => page.evaluate((some) => document.querySelector("#cards").reading.quotes.find((quote) => quote.content.some(({ text }) => text.startsWith(some))).label, words);
  await page.locator(`#cards .card .num[data-label='${await labelOf("We were never asked")}']`).click();
  const lit = () => page.evaluate(() => [...CSS.highlights.get("who-said-selected") ?? []].map((range) => String(range).replace(/\s+/gu, " ")));
  assert.deepEqual(await lit(), ["We were never asked to sign anything,", "If there is a deal on the table, nobody has shown it to me."]);
  const rushed = await labelOf("We will not be rushed");
  await page.locator(`#cards .card .num[data-label='${rushed}']`).click();
  assert.deepEqual(await lit(), ["We will not be rushed into a bad contract,"]);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator("#story p", { hasText: "We will not be rushed into" }).click();
  await page.waitForFunction(() => document.querySelector("#cards").shadowRoot.activeElement?.matches(".card .num"));
  assert.equal(await focused(page), `card ${rushed}`);
}));

test("highlights of the host stay, and nothing is left behind when the elements go", () => atDesk(host({
  script: `${COUNT} addEventListener("DOMContentLoaded", () => { const range = new Range(); range.selectNode(document.querySelector("h1")); CSS.highlights.set("own", new Highlight(range)); });`,
  body: `<h1>Own</h1><article id="story">${SAID}</article><who-said src-selector="#story"></who-said><who-said src-selector="#story"></who-said>`,
}), async ({ page }) => {
  await reported(page);
  assert.deepEqual(await page.evaluate(() => [CSS.highlights.has("own"), document.adoptedStyleSheets.length, window.workers]), [true, 1, { made: 1, live: 1 }]);
  await page.evaluate(() => document.querySelector("who-said").remove());
  await page.waitForTimeout(50);
  assert.deepEqual(await page.evaluate(() => [CSS.highlights.get("who-said-quote-0").size, document.adoptedStyleSheets.length, window.workers.live]), [1, 1, 1], "the other one stays");
  await page.evaluate(() => { window.kept = document.querySelector("who-said"); window.kept.remove(); });
  await page.waitForTimeout(50);
  assert.deepEqual(await page.evaluate(() => [[...CSS.highlights.keys()], document.adoptedStyleSheets.length, window.workers.live]), [["own"], 0, 0]);
  await page.evaluate(() => document.body.append(window.kept));
  assert.equal(await page.evaluate(() => CSS.highlights.get("who-said-quote-0").size), 1, "it comes back as it was");
  await page.evaluate(() => { window.kept.srcSelector = null; window.kept.text = "\u201cYes,\u201d said Ann Lee."; });
  await page.waitForFunction(() => window.kept.report?.quotes[0].content[0].text === "Yes,");
  assert.deepEqual(await page.evaluate(() => [[...CSS.highlights.keys()], window.workers.live]), [["own"], 1]);
}));

test("an element that moves within the page keeps its report and its Worker", () => atDesk(host({ script: COUNT, body: `<who-said>${SAID}</who-said><main></main>` }), async ({ page }) => {
  await reported(page);
  await page.evaluate(() => document.querySelector("main").append(document.querySelector("who-said")));
  await page.waitForTimeout(50);
  assert.deepEqual(await page.evaluate(() => [window.workers, document.querySelector("who-said").report.quotes.length]), [{ made: 1, live: 1 }, 1]);
}));

test("row 19: two elements share one Worker, and a script that is included twice does no harm", () => atDesk(host({
  script: COUNT,
  body: `<who-said>${SAID}</who-said><who-said text="&quot;No,&quot; said Bob Ray."></who-said>`,
  element: "<script type=\"module\" src=\"/js/element.js\"></script><script type=\"module\" src=\"/js/element.js?again\"></script>",
}), async ({ page, server }) => {
  await reported(page);
  assert.deepEqual(await page.evaluate(() => window.workers), { made: 1, live: 1 });
  assert.equal(server.requests.filter((path) => path === "/pkg/whosaid_bg.wasm").length, 1);
}));

test("the program is fetched at the first need", () => atDesk(host({ body: "<who-said></who-said>" }), async ({ page, server }) => {
  await page.waitForFunction(() => customElements.get("who-said"));
  await page.waitForTimeout(300);
  assert.ok(!server.requests.some((path) => /worker\.js|\.wasm|pkg\/whosaid/u.test(path)), String(server.requests));
  await page.evaluate(() => { document.querySelector("who-said").text = "\u201cYes,\u201d said Ann Lee."; });
  await reported(page);
  assert.ok(server.requests.includes("/pkg/whosaid_bg.wasm"));
}));

test("a lazy element reads when it comes near the window", () => atDesk(host({ body: `<div class="far"></div><who-said loading="lazy">${SAID}</who-said>`, head: "<link rel=\"stylesheet\" href=\"/far.css\">", replace: { "/far.css": ".far { height: 5000px; }" } }), async ({ page, server }) => {
  await page.waitForFunction(() => customElements.get("who-said"));
  await page.waitForTimeout(300);
  assert.ok(!server.requests.includes("/js/worker.js"));
  await page.evaluate(() => document.querySelector("who-said").scrollIntoView());
  await reported(page);
}));

test("a changed article is read again when the host says so", () => atDesk(host({ body: `<article id="story">${SAID}</article><who-said src-selector="#story"></who-said>`, script: LOG }), async ({ page }) => {
  await reported(page);
  const words = await page.evaluate(async () => {
    const more = document.createElement("p");
    more.textContent = "\u201cMore,\u201d said Ann Lee.";
    document.querySelector("#story").append(more);
    const report = await document.querySelector("who-said").analyze();
    return report.quotes.map((quote) => quote.content[0].text);
  });
  assert.deepEqual(words, ["We will not be rushed,", "More,"]);
}));

test("hidden words and controls of the host's article are not read", () => atDesk(host({
  head: "<link rel=\"stylesheet\" href=\"/own.css\">",
  replace: { "/own.css": ".gone { display: none; } .row { display: block; } pre { white-space: pre; }" },
  body: `<article id="story"><h1>Head</h1><p>One   two
    three<br>four<!-- note --><span class="gone">no</span></p><button>no</button><span class="row">Row</span><textarea>no</textarea><p hidden>no</p><pre>a  b
c</pre></article><who-said src-selector="#story"></who-said>`,
}), async ({ page }) => {
  await reported(page);
  assert.equal(await page.evaluate(() => document.querySelector("who-said").reading.text), "Head\n\nOne two three\nfour\n\nRow\n\na  b\nc");
}));

test("an article that is not there is said in words and in an event", () => atDesk(host({ script: LOG, body: "<who-said src-selector=\"#none\"></who-said>" }), async ({ page }) => {
  await page.waitForSelector("who-said .notice[data-problem=noSource]");
  assert.deepEqual(await page.evaluate(() => window.told.map(([type, composed, target, { kind }]) => [type, composed, target, kind])), [["who-said-error", true, "who-said", "noSource"]]);
}));

const HOSTILE = `* { all: unset; } who-said * { display: none !important; } mark { display: none; } p { color: lime !important; font-size: 60px !important; }
  html { text-transform: uppercase; letter-spacing: 9px; line-height: 4; visibility: visible; text-align: right; font: 40px monospace; }
  div, section, li, button, span { display: none !important; position: absolute !important; }`;

test("row 19: hostile styles of the host do not come through", () => atDesk(host({
  head: "<link rel=\"stylesheet\" href=\"/hostile.css\">", replace: { "/hostile.css": HOSTILE }, body: `<who-said>${SAID}</who-said>`,
}), async ({ page }) => {
  await reported(page);
  const looks = await page.evaluate(() => {
    const of = (selector) => document.querySelector("who-said").shadowRoot.querySelector(selector);
    const style = getComputedStyle(of(".words"));
    return { size: style.fontSize, spacing: style.letterSpacing, transform: style.textTransform, right: style.textAlign === "right", seen: [".article", ".card", ".num", ".tabs"].map((one) => of(one).checkVisibility()) };
  });
  assert.deepEqual(looks, { size: "16px", spacing: "normal", transform: "none", right: false, seen: [true, true, true, true] });
}));

chromiumTest("axe finds nothing wrong with the newspaper page, light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await atDesk({ ...EMBED, context: { colorScheme } }, async ({ page }) => {
      await reported(page);
      assert.deepEqual(await violations(page, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]), [], colorScheme);
    });
  }
});

test("the newspaper page does not scroll sideways on a phone", () => atDesk({ ...EMBED, context: { viewport: { width: 390, height: 844 } } }, async ({ page }) => {
  await reported(page);
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
}));

test("the element's styles come with its module: nothing is fetched for them and nothing is drawn without them", () => atDesk(host({
  body: `<who-said>${SAID}</who-said>`,
  script: "addEventListener('who-said-report', () => { window.first = getComputedStyle(document.querySelector('who-said').shadowRoot.querySelector('.card')).position; });",
}), async ({ page, server }) => {
  await reported(page);
  assert.equal(await page.evaluate(() => window.first), "relative");
  assert.deepEqual(server.requests.filter((path) => path.endsWith(".css")), []);
  assert.ok((await readFile(new URL("../../www/pkg/styles.js", import.meta.url), "utf8")).includes(":host"));
}));

test("sizes follow the reader's browser, not the root of the host, and the number of a card stands before its words", () => atDesk(host({
  head: "<link rel=\"stylesheet\" href=\"/own.css\">", replace: { "/own.css": "html { font-size: 62.5%; }" }, body: `<who-said>${SAID}</who-said>`,
}), async ({ page }) => {
  await reported(page);
  const [size, gap, badge] = await page.evaluate(() => {
    const of = (selector) => document.querySelector("who-said").shadowRoot.querySelector(selector);
    return [getComputedStyle(of(".words")).fontSize, of(".words").getBoundingClientRect().left - of(".card .num").getBoundingClientRect().right, of(".badge").getBoundingClientRect().width];
  });
  assert.equal(size, "16px");
  assert.ok(gap >= 0 && badge >= 24, `${gap} ${badge}`);
}));
