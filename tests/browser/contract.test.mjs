/** The contract of `<who-said>`: attributes, properties, methods, events, parts, and the manifest that lists them. */

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { atDesk, reported, withBrowser } from "./desk.mjs";
import { COUNT, host, LOG, SAID } from "./host.mjs";

withBrowser();

test("the text between the tags stands until it is read, and is read as paragraphs", () => atDesk(host({
  body: `<who-said>${SAID}<p>\u201cNo,\u201d   said <em>Bob</em>\n Ray.</p></who-said>`,
  script: "addEventListener('DOMContentLoaded', () => { window.before = document.querySelector('who-said p').checkVisibility(); });",
}), async ({ page }) => {
  await reported(page);
  assert.deepEqual(await page.evaluate(() => [window.before, document.querySelector("who-said p").checkVisibility()]), [true, false]);
  assert.equal(await page.evaluate(() => document.querySelector("who-said").reading.text), "\u201cWe will not be rushed,\u201d said Ruth Adeyemi.\n\n\u201cNo,\u201d said Bob Ray.");
}));

test("changed text between the tags is read again", () => atDesk(host({ body: "<who-said></who-said>" }), async ({ page }) => {
  await page.waitForFunction(() => customElements.get("who-said"));
  await page.evaluate(() => {
    const paragraph = document.createElement("p");
    paragraph.textContent = "\u201cLate,\u201d said Ann Lee.";
    document.querySelector("who-said").append(paragraph);
  });
  await reported(page);
  assert.equal(await page.evaluate(() => document.querySelector("who-said").report.quotes[0].content[0].text), "Late,");
}));

test("the text may be an attribute or a property, and a property set before the definition counts", () => atDesk(host({
  body: "<who-said id=\"a\" text=\"&quot;Yes,&quot; said Ann Lee.\"></who-said><who-said id=\"b\"></who-said>",
  script: "addEventListener('DOMContentLoaded', () => { Object.assign(document.querySelector('#b'), { text: '\"No,\" said Bob Ray.', mode: 'cards', theme: 'dark' }); });",
  element: "<script type=\"module\" src=\"/late.js\"></script>",
  replace: { "/late.js": "await new Promise((done) => setTimeout(done, 100)); await import('/js/element.js');" },
}), async ({ page }) => {
  await reported(page);
  const of = (id) => page.evaluate((name) => document.getElementById(name).report.quotes[0].speaker.text, id);
  assert.deepEqual([await of("a"), await of("b")], ["Ann Lee", "Bob Ray"]);
  assert.deepEqual(await page.evaluate(() => { const b = document.querySelector("#b"); return [b.getAttribute("mode"), b.getAttribute("theme"), Object.keys(b)]; }), ["cards", "dark", []]);
  await page.evaluate(() => document.querySelector("#a").setAttribute("text", "\"Later,\" said Cy Poe."));
  await page.waitForFunction(() => document.querySelector("#a").report.quotes[0].speaker.text === "Cy Poe");
  await page.evaluate(() => { document.querySelector("#a").text = "\"Last,\" said Dee Fox."; });
  await page.waitForFunction(() => document.querySelector("#a").report.quotes[0].speaker.text === "Dee Fox");
}));

test("properties of single values and attributes are the same", () => atDesk(host({ body: "<who-said></who-said>" }), async ({ page }) => {
  await page.waitForFunction(() => customElements.get("who-said"));
  const seen = await page.evaluate(() => {
    const element = document.querySelector("who-said");
    const defaults = [element.text, element.report, element.mode, element.theme, element.loading, element.srcSelector, element.wasmUrl, element.workerUrl, element.noWorker];
    Object.assign(element, { mode: "article", theme: "light", loading: "lazy", srcSelector: "#x", wasmUrl: "a.wasm", workerUrl: "w.js", noWorker: true });
    const set = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
    element.mode = "sideways";
    Object.assign(element, { srcSelector: null, wasmUrl: null, workerUrl: null, noWorker: false });
    return { defaults, set, left: element.getAttributeNames(), mode: element.mode };
  });
  assert.deepEqual(seen.defaults, ["", null, "both", "auto", "eager", null, null, null, false]);
  assert.deepEqual(seen.set, { mode: "article", theme: "light", loading: "lazy", "src-selector": "#x", "wasm-url": "a.wasm", "worker-url": "w.js", "no-worker": "" });
  assert.deepEqual(seen.left.sort(), ["loading", "mode", "theme"]);
  assert.equal(seen.mode, "both");
}));

test("events tell of a report, a choice and an error, and not of what the host sets itself", () => atDesk(host({ script: LOG, body: `<main><who-said>${SAID}</who-said></main>` }), async ({ page }) => {
  await reported(page);
  await page.locator("who-said .article .num").first().click();
  await page.locator("who-said .card .num").first().click();
  const told = await page.evaluate(() => window.told.map(([type, composed, target, detail]) => [type, composed, target, Object.keys(detail).sort().join(" ")]));
  assert.deepEqual(told, [
    ["who-said-report", true, "who-said", "ms report thread"], ["who-said-select", true, "who-said", "quote"], ["who-said-select", true, "who-said", "quote"],
  ]);
  const more = await page.evaluate(async () => {
    window.told.length = 0;
    const element = document.querySelector("who-said");
    const { report } = element;
    element.report = report;
    await new Promise((done) => setTimeout(done, 300));
    return window.told.length;
  });
  assert.equal(more, 0);
}));

test("analyze resolves with the report, or with null where a newer text overtook it", () => atDesk(host({ body: "<who-said></who-said>" }), async ({ page }) => {
  await page.waitForFunction(() => customElements.get("who-said"));
  const seen = await page.evaluate(async () => {
    const element = document.querySelector("who-said");
    const none = await element.analyze();
    element.text = "\"One,\" said Ann Lee.";
    const first = element.analyze();
    element.text = "\"Two,\" said Bob Ray.";
    const second = await element.analyze();
    return [none, await first, second.quotes[0].speaker.text, second === element.report];
  });
  assert.deepEqual(seen, [null, null, "Bob Ray", true]);
}));

test("a report that was kept is shown without reading; one that was tampered with is refused", () => atDesk(host({ body: `<who-said>${SAID}</who-said><p></p>` }), async ({ page, server }) => {
  await reported(page);
  const before = server.requests.length;
  const seen = await page.evaluate(() => {
    const [first] = document.querySelectorAll("who-said");
    const { text } = first.reading;
    const kept = JSON.stringify(first.report);
    const other = document.createElement("who-said");
    document.body.append(other);
    other.text = text;
    other.report = JSON.parse(kept);
    const cards = other.shadowRoot.querySelectorAll(".card").length;
    const refused = [
      (report) => { report.schema = "whosaid/9"; }, (report) => { report.offsets = "bytes"; }, (report) => { delete report.entities; },
      (report) => { report.quotes[0].content[0].start += 1; }, (report) => { report.quotes[0].speaker.end = 1e6; }, (report) => { report.quotes[0].content = []; },
      (report) => { report.entities[0].mentions[0].text = "Somebody Else"; }, (report) => { report.quotes[0].content[0].text = "We will be rushed,"; },
    ].map((change) => {
      const report = JSON.parse(kept);
      change(report);
      try {
        other.report = report;
        return "accepted";
      } catch (error) {
        return `${error.name}: ${error.message}`;
      }
    });
    for (const wrong of [null, 1, "report", []]) try { other.report = wrong; refused.push("accepted"); } catch (error) { refused.push(`${error.name}: ${error.message}`); }
    return { cards, refused, still: other.shadowRoot.querySelectorAll(".card").length };
  });
  assert.equal(seen.cards, 1);
  assert.equal(seen.still, 1);
  assert.deepEqual(seen.refused.filter((one) => !/^TypeError: this is no report on the text: \w/u.test(one)), []);
  assert.equal(server.requests.length, before);
}));

test("the report is exported in every format, by the Worker that read it", () => atDesk(host({ script: COUNT, body: `<who-said>${SAID}</who-said>` }), async ({ page }) => {
  await reported(page);
  const [texts, refused, made] = await page.evaluate(async () => {
    const element = document.querySelector("who-said");
    const given = await Promise.all(["csv", "csv-entities", "markdown", "w3c", "jsonld", "tei"].map((format) => element.export(format)));
    return [given, await element.export("pdf").catch((error) => error.kind), window.workers.made];
  });
  for (const text of texts) assert.match(text, /Ruth Adeyemi/u);
  assert.equal(refused, "refused");
  assert.equal(made, 1);
}));

test("the report is exported as JSON", () => atDesk(host({ body: `<who-said>${SAID}</who-said>` }), async ({ page }) => {
  await reported(page);
  const [json, report] = await page.evaluate(async () => { const element = document.querySelector("who-said"); return [await element.export("json"), element.report]; });
  assert.deepEqual(JSON.parse(json), report);
}));

test("modes and themes draw what they say, and the host's custom properties colour it", () => atDesk(host({
  head: "<link rel=\"stylesheet\" href=\"/own.css\">", replace: { "/own.css": "who-said { --who-said-text: rgb(1, 2, 3); } who-said::part(card) { outline: 3px solid rgb(4, 5, 6); }" }, body: `<who-said>${SAID}</who-said>`,
}), async ({ page }) => {
  await reported(page);
  const look = (mode, theme) => page.evaluate(([m, th]) => {
    const element = document.querySelector("who-said");
    Object.assign(element, { mode: m, theme: th });
    const of = (selector) => element.shadowRoot.querySelector(selector);
    return [of(".reading").checkVisibility(), of(".results").checkVisibility(), getComputedStyle(of(".frame")).colorScheme];
  }, [mode, theme]);
  assert.deepEqual(await look("both", "auto"), [true, true, "normal"]);
  assert.deepEqual(await look("article", "light"), [true, false, "light"]);
  assert.deepEqual(await look("cards", "dark"), [false, true, "dark"]);
  const [color, outline] = await page.evaluate(() => {
    const style = getComputedStyle(document.querySelector("who-said").shadowRoot.querySelector(".card"));
    return [style.color, style.outlineColor];
  });
  assert.deepEqual([color, outline], ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]);
}));

test("the manifest lists what the class has", () => atDesk({ path: "embed.html" }, async ({ page }) => {
  await reported(page);
  const { modules } = JSON.parse(await readFile(new URL("../../dist/npm/custom-elements.json", import.meta.url), "utf8"));
  const element = modules.flatMap((module) => module.declarations).find(({ tagName }) => tagName === "who-said");
  const names = (list) => list.map(({ name }) => name).sort();
  const found = await page.evaluate(() => {
    const Class = customElements.get("who-said");
    const { root, parts } = { root: document.querySelector("#archive").shadowRoot, parts: new Set() };
    for (const node of root.querySelectorAll("[part]")) for (const part of node.part) parts.add(part);
    const css = root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join("\n");
    const members = [];
    for (let own = Class.prototype; own !== HTMLElement.prototype; own = Object.getPrototypeOf(own)) members.push(...Object.getOwnPropertyNames(own));
    return {
      observed: Class.observedAttributes, parts: [...parts].sort(), members, slots: root.querySelectorAll("slot").length, inherited: Object.getOwnPropertyNames(HTMLElement.prototype),
      properties: [...new Set(css.match(/--who-said-[\w-]+/gu))].sort(),
    };
  });
  const attributes = names(element.attributes);
  assert.deepEqual(found.observed.filter((name) => !attributes.includes(name)), []);
  const camel = (name) => name.replace(/-(\w)/gu, (_, letter) => letter.toUpperCase());
  assert.deepEqual(attributes.filter((name) => ![...found.members, ...found.inherited].includes(camel(name))), []);
  assert.deepEqual(names(element.cssParts), found.parts);
  assert.deepEqual(names(element.cssProperties), found.properties);
  assert.equal(element.slots.length, found.slots);
  const folder = new URL("../../www/js/", import.meta.url);
  const source = (await Promise.all((await readdir(folder)).filter((name) => name.endsWith(".js")).map((name) => readFile(new URL(name, folder), "utf8")))).join("");
  assert.deepEqual(names(element.events), [...new Set([...source.matchAll(/(?:new CustomEvent\(|tell\(this, )"([^"]+)"/gu)].map(([, name]) => name).filter((name) => name.startsWith("who-said")))].sort());
  const open = element.members.filter(({ privacy, name }) => privacy !== "private" && !name.startsWith("#")).map(({ name }) => name);
  const hidden = new Set(["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"]);
  assert.deepEqual(found.members.filter((name) => !hidden.has(name) && !open.includes(name)), []);
}));
