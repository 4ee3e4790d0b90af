/** The wasm report and the native report are the same, byte for byte, for every test article. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { analyze, initSync, version } from "../../www/pkg/whosaid.js";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const target = process.env.CARGO_TARGET_DIR ? `${process.env.CARGO_TARGET_DIR}/` : path("../../target/");
const native = (text, unit) =>
  execFileSync(`${target}debug/whosaid`, ["analyze", "--format", "json", "--offsets", unit], { input: text, maxBuffer: 1 << 28, encoding: "utf8" });

initSync({ module: readFileSync(path("../../www/pkg/whosaid_bg.wasm")) });

const articles = readdirSync(path("../articles")).filter((name) => name.endsWith(".txt"));

for (const name of articles) {
  test(`native and wasm agree on ${name}`, () => {
    const text = readFileSync(path(`../articles/${name}`), "utf8");
    for (const offsets of ["utf16", "chars", "bytes"]) {
      assert.equal(`${JSON.stringify(analyze(text, { offsets }))}\n`, native(text, offsets));
    }
    const report = analyze(text);
    const spans = report.quotes.flatMap((q) => [...q.content, q.cue, q.speaker, q.addressee, ...q.evidence]).filter(Boolean);
    for (const { start, end, text: words } of [...report.blocks, ...report.entities.flatMap((e) => e.mentions), ...spans]) {
      assert.equal(text.slice(start, end), words);
    }
  });
}

test("odd texts are read, and a lone surrogate moves nothing", () => {
  for (const text of ["", "a", "\u0000", "\ud800", "“", "إقرأ هذا الخبر بالعربية"]) assert.equal(analyze(text).schema, "whosaid/1");
  const text = 'a\ud800b\n\n"We go," said Ann Lee.';
  const [quote] = analyze(text).quotes;
  assert.equal(text.slice(quote.content[0].start, quote.content[0].end), "We go,");
});

test("wrong options are a TypeError, too much text is a RangeError before work starts", () => {
  for (const options of [{ offsets: "words" }, { offsets: 1 }, { unit: "chars" }, 7, "utf16"]) {
    assert.throws(() => analyze("a", options), TypeError, JSON.stringify(options));
  }
  for (const text of [1, null, undefined, {}, new String("a")]) assert.throws(() => analyze(text), TypeError);
  for (const options of [undefined, null, {}, { offsets: undefined }]) assert.equal(analyze("a", options).offsets, "utf16");
  const start = performance.now();
  assert.throws(() => analyze("a".repeat((32 << 20) + 1)), RangeError);
  assert.ok(performance.now() - start < 1000);
  assert.equal(analyze("a").schema, "whosaid/1", "an error leaves nothing behind");
});

test("the version is the crate's", () => {
  const [, wanted] = readFileSync(path("../../Cargo.toml"), "utf8").match(/^version = "(.*)"$/mu);
  assert.equal(version(), wanted);
});
