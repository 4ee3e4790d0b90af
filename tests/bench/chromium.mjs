/** The readers in Chromium, each in a Worker of a browser of its own. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "../browser/node_modules/esbuild/lib/main.js";
import { chromium } from "../browser/node_modules/playwright-core/index.mjs";
import { startServer } from "../browser/server.mjs";

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** One script with all that it imports, as a page would fetch it. */
export async function bundled(entry, reader = "") {
  const alias = reader ? { READER: here(`readers/${reader}.mjs`) } : {};
  const options = { bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false, external: ["node:fs"] };
  const { outputFiles: [file] } = await build({ ...options, alias, entryPoints: [here(entry)], logLevel: "error" });
  return Buffer.from(file.contents);
}

/** The most memory that the process of the page has had, in bytes. */
async function peakOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const peak = ({ id }) => Number(readFileSync(`/proc/${id}/status`, "utf8").match(/VmHWM:\s+(\d+) kB/u)[1]) * 1024;
  return Math.max(...processInfo.filter(({ type }) => type === "renderer").map(peak));
}

/** Measures readers by name; `bundles` holds the Workers of the others. */
export async function measureInChromium(names, input, bundles) {
  const scripts = Object.entries(bundles).map(([name, bytes]) => [`/bench/${name}.js`, bytes]);
  const replace = { "/bench/index.html": "<!doctype html><script type=module src=/bench/page.js></script>", "/bench/page.js": await bundled("page.mjs"), ...Object.fromEntries(scripts) };
  const headers = { "Content-Security-Policy": "default-src 'self' 'wasm-unsafe-eval'" };
  const server = await startServer({ replace, headers });
  const measured = {};
  for (const name of names) {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
    const page = await browser.newPage();
    await page.goto(`${server.url}bench/index.html`, { waitUntil: "load" });
    await page.waitForFunction(() => globalThis.measureReader);
    const one = await page.evaluate(([reader, texts]) => globalThis.measureReader(reader, texts), [name, input]);
    measured[name] = { ...one, peak: await peakOf(browser) };
    await browser.close();
  }
  const version = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
  measured.version = version.version();
  await version.close();
  await server.close();
  return measured;
}
