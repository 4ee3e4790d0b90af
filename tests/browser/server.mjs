/** Serves www/ with the headers of `cargo site serve`, on a free port, and keeps the list of what was asked for. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const WWW = fileURLToPath(new URL("../../www/", import.meta.url));
const SERVE = fileURLToPath(new URL("../../src/bin/site/serve.rs", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json",
};

/** The policy is written once, in the server that people start. */
async function policy() {
  const source = await readFile(SERVE, "utf8");
  const [, text] = source.match(/POLICY: &str =\s*"([^;][^"]*)"/su);
  return text.replace(/\\\n\s*/gu, "");
}

/**
 * @param {{ headers?: Record<string, string>, replace?: Record<string, string> }} [options] headers for every file;
 *   `replace` gives other contents for a path
 */
export async function startServer({ headers = {}, replace = {} } = {}) {
  const requests = [];
  const csp = await policy();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    requests.push(pathname);
    const file = normalize(join(WWW, pathname === "/" ? "index.html" : decodeURIComponent(pathname)));
    try {
      if (!file.startsWith(WWW)) throw new Error("outside");
      const body = replace[pathname] ?? await readFile(file);
      response.writeHead(200, {
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": csp, ...headers,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  return { url, requests, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}
