/** The npm package as a stranger has it: packed, installed into an empty folder, and used with a bundler and without. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launch } from "../browser/engines/chromium.mjs";
import { startServer } from "../browser/server.mjs";

const TOOLS = fileURLToPath(new URL("node_modules/.bin/", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../dist/npm/", import.meta.url));
const STORY = "<article id=\"story\"><p>\u201cWe will not be rushed,\u201d said Ruth Adeyemi.</p></article><who-said src-selector=\"#story\"></who-said>";
const run = (program, args, options = {}) => execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...options });

let folder;
let tarball;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "whosaid-"));
  [{ filename: tarball }] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: PACKAGE }));
  tarball = join(folder, tarball);
  writeFileSync(join(folder, "package.json"), "{ \"name\": \"newsroom\", \"private\": true, \"type\": \"module\" }");
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: folder });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const write = (file, text) => {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), text);
};

test("publint finds nothing to mend", () => {
  assert.match(run(join(TOOLS, "publint"), ["--strict"], { cwd: PACKAGE }), /All good!/u);
});

test("the types are right for every way of resolving", () => {
  run(join(TOOLS, "attw"), [tarball, "--profile", "esm-only", "--exclude-entrypoints", "worker.js", "whosaid_bg.wasm", "custom-elements.json"]);
});

test("the types describe what is there", () => {
  write("use.ts", `
    import { analyze, type Quote, type Report } from "whosaid";
    import { WhoSaid } from "whosaid/element";
    const report: Report = await analyze("text", { offsets: "chars" });
    const quotes: Quote[] = report.quotes;
    const element: WhoSaid = document.createElement("who-said");
    element.addEventListener("who-said-report", (event) => { const { report: shown, thread } = event.detail; console.log(shown.quotes, thread); });
    element.mode = "cards";
    element.srcSelector = "#story";
    const csv: string = await element.export("csv");
    // @ts-expect-error there is no such mode
    element.mode = "sideways";
    // @ts-expect-error there is no such unit
    await analyze("text", { offsets: "words" });
    console.log(quotes, csv);
  `);
  const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", import.meta.url));
  for (const resolution of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
    run("node", [tsc, "--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--module", resolution[0], "--moduleResolution", resolution[1], "use.ts"], { cwd: folder });
  }
});

test("Node reads an article, and refuses wrong options", () => {
  write("read.js", `
    import { analyze, exportAs, version } from "whosaid";
    const text = "\\u201cYes,\\u201d said Ann Lee.";
    const [{ quotes }, csv, wrong, number] = await Promise.all([analyze(text), exportAs(text, "csv"), analyze("a", { offsets: "words" }).catch((error) => error.name), version()]);
    console.log(JSON.stringify([quotes[0].speaker.text, csv.includes("Ann Lee"), wrong, number]));
  `);
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  assert.deepEqual(JSON.parse(run("node", ["read.js"], { cwd: folder })), ["Ann Lee", true, "TypeError", version]);
});

test("the element can be imported where there is no document", () => {
  assert.equal(run("node", ["-e", "import('whosaid/element').then(({ WhoSaid }) => console.log(typeof WhoSaid))"], { cwd: folder }).trim(), "function");
});

/** Opens a page of the folder in Chromium and gives what the elements say. */
async function open(root, page) {
  const server = await startServer({ root, headers: { "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:" } });
  const browser = await launch();
  try {
    const { page: tab, lines, requests } = await browser.open({});
    await tab.goto(`${server.url}${page}`);
    await tab.waitForFunction(() => document.querySelector("who-said").report);
    const said = await tab.evaluate(() => document.querySelector("who-said").report.quotes[0].speaker.text);
    assert.deepEqual(await lines(), []);
    assert.deepEqual((await requests()).filter((url) => !url.startsWith(server.url) && !url.startsWith("data:")), []);
    return { said, title: await tab.evaluate(() => document.title), requests: server.requests };
  } finally {
    await browser.close();
    await server.close();
  }
}

test("a page without a bundler embeds the element and analyses", async () => {
  write("plain.html", `<!doctype html><html lang="en"><head><title>Plain</title><link rel="icon" href="data:,">
    <script type="module" src="/node_modules/whosaid/js/element.js"></script><script type="module" src="/plain.js"></script></head><body>${STORY}</body></html>`);
  write("plain.js", "import { analyze } from \"/node_modules/whosaid/js/analyze.js\"; document.title = (await analyze('\"No,\" said Bob Ray.')).quotes[0].speaker.text;");
  const { said, requests } = await open(folder, "plain.html");
  assert.equal(said, "Ruth Adeyemi");
  assert.ok(requests.includes("/node_modules/whosaid/js/worker.js"));
});

test("Vite builds a page that embeds the element and analyses", async () => {
  write("index.html", `<!doctype html><html lang="en"><head><title>Built</title><link rel="icon" href="data:,"></head><body>${STORY}<script type="module" src="/main.js"></script></body></html>`);
  write("main.js", "import \"whosaid/element\"; import { analyze } from \"whosaid\"; analyze('\"No,\" said Bob Ray.').then(({ quotes }) => { document.title = quotes[0].speaker.text; });");
  await build({ root: folder, logLevel: "error", build: { outDir: "built" } });
  const { said, requests } = await open(join(folder, "built"), "index.html");
  assert.equal(said, "Ruth Adeyemi");
  assert.ok(requests.some((path) => /\.wasm$/u.test(path)) && requests.some((path) => /worker/u.test(path)), String(requests));
});
