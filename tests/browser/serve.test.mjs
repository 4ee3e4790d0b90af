/** The server that people start: its address, its headers, and nothing but www/. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const target = process.env.CARGO_TARGET_DIR ? `${process.env.CARGO_TARGET_DIR}/` : path("../../target/");
const taken = createServer();
let site;
let url;

before(async () => {
  await once(taken.listen(0, "127.0.0.1"), "listening");
  site = spawn(`${target}debug/site`, ["serve", "--no-build", "--port", `${taken.address().port}`]);
  const [line] = await once(createInterface(site.stdout), "line");
  url = new URL(line.match(/http:\S+/u)[0]);
});

after(() => {
  site.kill();
  taken.close();
});

/** Asks for a path as it stands: `fetch` would tidy it first. */
async function raw(request) {
  const socket = connect(Number(url.port), "127.0.0.1");
  socket.end(`${request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  let answer = "";
  for await (const part of socket.setEncoding("utf8")) answer += part;
  return answer;
}

test("a taken port is passed over", () => {
  assert.equal(url.hostname, "127.0.0.1");
  assert.notEqual(Number(url.port), taken.address().port);
});

test("every answer carries the headers and its type", async () => {
  for (const [file, type, status] of [
    ["", "text/html; charset=utf-8", 200],
    ["js/worker.js?v=1", "text/javascript; charset=utf-8", 200],
    ["pkg/whosaid_bg.wasm", "application/wasm", 200],
    ["icon.svg", "image/svg+xml", 200],
    ["none", "text/plain; charset=utf-8", 404],
  ]) {
    const response = await fetch(new URL(file, url));
    await response.arrayBuffer();
    assert.deepEqual([response.status, response.headers.get("content-type")], [status, type], file);
    const policy = response.headers.get("content-security-policy");
    for (const word of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "base-uri 'none'"]) assert.ok(policy.includes(word));
    assert.ok(!policy.includes("unsafe-inline"));
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.equal(response.headers.get("referrer-policy"), "no-referrer");
  }
});

test("only www/ is read, and nothing is written", async () => {
  for (const file of ["/../Cargo.toml", "/js/../../Cargo.toml", "//etc/passwd", "/%2e%2e/Cargo.toml", "/js", "/\\..\\Cargo.toml"]) {
    assert.match(await raw(`GET ${file}`), /^HTTP\/1\.1 404 /u, file);
  }
  assert.match(await raw("POST /"), /^HTTP\/1\.1 405 /u);
  assert.match(await raw("HEAD /"), /^HTTP\/1\.1 200 [^]*\r\n\r\n$/u);
});
