/** Serves www/ with the headers of `cargo site serve`, on a free port, and keeps the list of what was asked for. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const WWW = fileURLToPath(new URL("../../www/", import.meta.url));
const SERVE = fileURLToPath(new URL("../../src/bin/site/serve.rs", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json",
};

/** The policy is written once, in the server that people start. */
async function policy() {
  const source = await readFile(SERVE, "utf8");
  const [, text] = source.match(/POLICY: &str =\s*"([^;][^"]*)"/su);
  return text.replace(/\\\n\s*/gu, "");
}

/**
 * @param {object} [options] `headers` for every file, `headersOf` for the files of some paths; `replace` gives other contents for a path;
 *   `probe` is a script that every page runs first; `root` is another folder than www/
 */
export async function startServer({ root = WWW, headers = {}, headersOf = {}, replace = {}, probe = "" } = {}) {
  const requests = [];
  const csp = await policy();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname !== "/desk-probe.js") requests.push(pathname);
    const file = normalize(join(root, pathname === "/" ? "index.html" : decodeURIComponent(pathname)));
    try {
      if (!file.startsWith(normalize(root))) throw new Error("outside");
      const body = (pathname === "/desk-probe.js" && probe) || (replace[pathname] ?? await readFile(file));
      response.writeHead(200, {
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": csp, ...headers, ...headersOf[pathname],
      });
      // What a service worker fetches must be what the build hashed.
      const opened = request.headers["sec-fetch-dest"] !== "empty" && file.endsWith(".html");
      response.end(probe && opened ? String(body).replace("<head>", "<head><script src=\"/desk-probe.js\"></script>") : body);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  return { url, requests, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}
