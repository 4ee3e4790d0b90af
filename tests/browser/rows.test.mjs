/** Each row of what the page does has a test that is named after it. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const here = new URL("./", import.meta.url);

test("each row of README.md has its test, and each test's row is in it", () => {
  const rows = new Set([...readFileSync(new URL("README.md", here), "utf8").matchAll(/^\| (\d+) \|/gmu)].map(([, row]) => row));
  const files = readdirSync(here).filter((name) => name.endsWith(".test.mjs"));
  const named = new Set(files.flatMap((name) => [...readFileSync(new URL(name, here), "utf8").matchAll(/\b(?:test|chromiumTest)\(["`]row (\d+): /gu)].map(([, row]) => row)));
  assert.ok(rows.size >= 30);
  assert.deepEqual([...named].sort(), [...rows].sort());
});
