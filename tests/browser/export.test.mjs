/** Every export obeys its standard, as a library of that standard reads it, and says what the report says. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Parser } from "commonmark";
import { parse as parseCsv } from "csv-parse/sync";
import jsonld from "jsonld";
import { RelaxNGValidator, XmlDocument } from "libxml2-wasm";
import { analyze, exportAs, initSync } from "../../www/pkg/whosaid.js";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const target = process.env.CARGO_TARGET_DIR ? `${process.env.CARGO_TARGET_DIR}/` : path("../../target/");
const native = (text, format) => execFileSync(`${target}debug/whosaid`,
  ["analyze", "--offsets", "utf16", "--format", format], { input: text, maxBuffer: 1 << 28, encoding: "utf8" });

initSync({ module: readFileSync(path("../../www/pkg/whosaid_bg.wasm")) });

const FORMATS = ["json", "csv", "csv-entities", "markdown", "w3c", "jsonld", "tei"];
const ODD = "\u{1f3f3}\ufe0f\u200d\u{1f308}\u{1f337} \u201cWe won\r\ntoday,\u201d said =SUM(A1) Lee.\n\n\"<b>One</b> & *two*,\" said Ann Lee, the mayor. \u0000\u0008\n\n"
  + "\"This begins\n\n\"and goes on \u{1f6a2},\" Ann Lee wrote to Bob Ray. The so-called \"ghost boat\" sails.\n\nShe said that it was late.";
const FOLDER = new URL("../articles/", import.meta.url);
const ARTICLES = readdirSync(FOLDER).filter((name) => name.endsWith(".txt")).map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]);
const TEXTS = [["an odd text", ODD], ["an empty text", ""], ...ARTICLES];
const SPEECH = new Set(["direct", "mixed", "indirect"]);
const spokenIn = (report) => report.quotes.filter(({ kind }) => SPEECH.has(kind));
const wordsOf = (quote) => quote.content.map(({ text }) => text.trim()).join(" \u2026 ");
const nameOf = (report, quote) => report.entities.find(({ id }) => id === quote.speaker_entity)?.name ?? quote.speaker?.text ?? "";

for (const [name, text] of TEXTS) {
  test(`row 18: export of ${name}: wasm and native write the same bytes in every format`, () => {
    for (const format of FORMATS) assert.equal(exportAs(text, undefined, format), native(text, format), format);
    assert.equal(exportAs(text, undefined, "json"), `${JSON.stringify(analyze(text))}\n`);
  });

  test(`row 18: export of ${name}: CSV, read by a CSV parser`, () => {
    const report = analyze(text);
    const rows = parseCsv(exportAs(text, undefined, "csv"), { columns: true, relax_column_count: false });
    assert.deepEqual(rows.map((row) => row.id), report.quotes.map(({ id }) => id));
    const safe = (cell) => (/^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell);
    for (const [i, quote] of report.quotes.entries()) {
      assert.equal(rows[i].words, safe(wordsOf(quote)));
      assert.equal(rows[i].speaker, safe(nameOf(report, quote)));
      assert.equal(text.slice(Number(rows[i].start), Number(rows[i].end)).startsWith(quote.content[0].text), true);
    }
    const entities = parseCsv(exportAs(text, undefined, "csv-entities"), { columns: true, relax_column_count: false });
    assert.deepEqual(entities.map((row) => [row.id, row.type, row.name, Number(row.mentions)]),
      report.entities.map((entity) => [entity.id, entity.type, safe(entity.name), entity.mentions.length]));
  });

  test(`row 18: export of ${name}: Markdown, read by a CommonMark parser`, () => {
    const report = analyze(text);
    const seen = [];
    let quote = null;
    const markup = new Set(["document", "heading", "paragraph", "block_quote", "text", "softbreak"]);
    const walker = new Parser().parse(exportAs(text, undefined, "markdown")).walker();
    for (let step = walker.next(); step; step = walker.next()) {
      assert.ok(markup.has(step.node.type), `no ${step.node.type} comes from the words`);
      if (step.node.type === "block_quote") {
        if (step.entering) quote = [];
        else seen.push(quote), quote = null;
      } else if (quote && step.node.type === "paragraph" && step.entering) quote.push("");
      else if (quote && step.node.literal) quote[quote.length - 1] += step.node.literal;
    }
    const oneLine = (words) => words.split(/[\s\u0085]+/u).filter(Boolean).join(" ").replaceAll("\0", "\ufffd");
    const wanted = spokenIn(report).map((one) => (one.kind === "indirect" ? oneLine(wordsOf(one)) : `\u201c${oneLine(wordsOf(one))}\u201d`));
    assert.deepEqual(seen.map(([words]) => words).sort(), wanted.sort());
  });

  test(`row 18: export of ${name}: W3C annotations, read by a JSON-LD processor, re-sliced by code point`, async () => {
    const report = analyze(text);
    const page = JSON.parse(exportAs(text, undefined, "w3c"));
    const points = [...text];
    const graphemes = new Set([...new Intl.Segmenter().segment(text)].map(({ index }) => index));
    for (const annotation of page.items) {
      assert.equal(annotation.type, "Annotation");
      for (const { source, selector: [quote, position] } of annotation.target) {
        assert.ok(source);
        assert.equal(points.slice(position.start, position.end).join(""), quote.exact);
        const before = points.slice(0, position.start).join("");
        const after = points.slice(position.end).join("");
        assert.ok(before.endsWith(quote.prefix) && after.startsWith(quote.suffix));
        assert.ok([...quote.prefix].length >= 32 || quote.prefix === before, "a prefix of 32 characters");
        assert.ok([...quote.suffix].length >= 32 || quote.suffix === after, "a suffix of 32 characters");
        const cut = before.length + quote.exact.length + quote.suffix.length;
        assert.ok(graphemes.has(before.length - quote.prefix.length) || quote.prefix === "", "no grapheme is cut before");
        assert.ok(graphemes.has(cut) || cut === text.length || quote.suffix === "", "no grapheme is cut after");
      }
    }
    const oa = "http://www.w3.org/ns/oa#";
    const [expanded] = await expand(page);
    const items = expanded["http://www.w3.org/ns/activitystreams#items"]?.[0]["@list"] ?? [];
    const mentions = report.entities.reduce((sum, entity) => sum + entity.mentions.length, 0);
    assert.equal(items.length, report.quotes.length + mentions);
    for (const item of items) {
      assert.deepEqual(item["@type"], [`${oa}Annotation`]);
      assert.ok([`${oa}identifying`, `${oa}tagging`].includes(item[`${oa}motivatedBy`][0]["@id"]));
      for (const body of item[`${oa}hasBody`]) assert.deepEqual(body["@type"], [`${oa}TextualBody`]);
      for (const { [`${oa}hasSelector`]: selectors } of item[`${oa}hasTarget`]) {
        assert.deepEqual(selectors.map((one) => one["@type"][0]).sort(), [`${oa}TextPositionSelector`, `${oa}TextQuoteSelector`]);
      }
    }
  });

  test(`row 18: export of ${name}: schema.org, read by a JSON-LD processor, with terms of its vocabulary only`, async () => {
    const report = analyze(text);
    const [article] = await expand(JSON.parse(exportAs(text, undefined, "jsonld")));
    const schema = (term) => `https://schema.org/${term}`;
    const terms = new Set();
    const collect = (node) => {
      for (const [key, values] of Object.entries(node)) {
        if (key === "@type") [values].flat().forEach((type) => terms.add(type));
        if (!key.startsWith("@")) terms.add(key);
        if (Array.isArray(values)) values.filter((value) => typeof value === "object").forEach(collect);
      }
    };
    collect(article);
    for (const term of terms) assert.ok(SCHEMA_ORG.has(term.replace(schema(""), "")), `${term} is no term of schema.org`);
    assert.deepEqual(article["@type"], [schema("NewsArticle")]);
    const parts = article[schema("hasPart")] ?? [];
    assert.deepEqual(parts.map((part) => part[schema("text")][0]["@value"]), spokenIn(report).map(wordsOf));
    const names = new Map((article[schema("mentions")] ?? []).map((thing) => [thing["@id"], thing[schema("name")][0]["@value"]]));
    for (const [i, quote] of spokenIn(report).entries()) {
      const by = parts[i][schema(quote.kind === "indirect" ? "author" : "creator")];
      if (quote.speaker_entity) assert.equal(names.get(by[0]["@id"]), nameOf(report, quote));
      else assert.equal(by, undefined);
    }
  });

  test(`row 18: export of ${name}: TEI, valid by the rules of TEI P5, with the article's words`, () => {
    const report = analyze(text);
    const xml = exportAs(text, undefined, "tei");
    const schema = XmlDocument.fromBuffer(readFileSync(path("../schema/tei.rng")));
    const rules = RelaxNGValidator.fromDoc(schema);
    const document = XmlDocument.fromString(xml);
    try {
      rules.validate(document);
      const find = (query) => document.find(query, { t: "http://www.tei-c.org/ns/1.0" });
      const ids = new Set(find("//@xml:id").map((attribute) => attribute.value));
      for (const query of ["//@who", "//@ref", "//@next", "//@prev", "//@toWhom", "//@resp"]) {
        for (const { value } of find(query)) assert.ok(ids.has(value.slice(1)), `${value} points to nothing`);
      }
      const shown = (words) => words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "\ufffd");
      const blocks = find("/t:TEI/t:text/t:body/*").map((node) => node.content);
      assert.deepEqual(blocks.filter(Boolean), report.blocks.map((block) => shown(block.text)));
      for (const quote of spokenIn(report)) {
        const pieces = find(`//t:said[@xml:id="${quote.id}" or starts-with(@xml:id, "${quote.id}.")]`);
        assert.equal(pieces.map((node) => node.content).join(""), shown(quote.content.map((piece) => piece.text).join("")));
        assert.equal(pieces[0].attr("direct").value, String(quote.kind !== "indirect"));
        assert.equal(pieces[0].attr("who")?.value, quote.speaker_entity ? `#${quote.speaker_entity}` : undefined);
      }
    } finally {
      document.dispose();
      rules.dispose();
      schema.dispose();
    }
  });
}

test("export: a format that is not there, and corrections that were tampered with, are refused in words", () => {
  for (const format of ["pdf", "", undefined, 7]) assert.throws(() => exportAs("a", {}, format), /no export format is called/u);
  const good = { schema: "whosaid-corrections/1", corrections: [] };
  assert.equal(exportAs("a", { corrections: good }, "json"), exportAs("a", {}, "json"));
  for (const bad of [7, "x", {}, { ...good, schema: "other/1" }, { ...good, extra: 1 }, { schema: good.schema, corrections: [{ erase: {} }] },
    { schema: good.schema, corrections: [{ dismiss: { quote: { exact: [], prefix: "", suffix: "", start: 0 } } }] }]) {
    assert.throws(() => analyze("a", { corrections: bad }), { name: "TypeError", message: /^options\.corrections: \w/u });
  }
});

/** No context is fetched: those of the two standards are given here, as far as they are used. */
async function expand(document) {
  const contexts = { "http://www.w3.org/ns/anno.jsonld": ANNOTATION, "https://schema.org": { "@vocab": "https://schema.org/" } };
  const documentLoader = async (url) => {
    assert.ok(contexts[url], `${url} is not asked for`);
    return { contextUrl: null, documentUrl: url, document: { "@context": contexts[url] } };
  };
  return jsonld.expand(document, { documentLoader, safe: true });
}

/** The terms of the annotation model's own context that are used. */
const ANNOTATION = {
  oa: "http://www.w3.org/ns/oa#", as: "http://www.w3.org/ns/activitystreams#", dc: "http://purl.org/dc/elements/1.1/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", xsd: "http://www.w3.org/2001/XMLSchema#",
  id: { "@type": "@id", "@id": "@id" }, type: { "@type": "@id", "@id": "@type" },
  Annotation: "oa:Annotation", TextualBody: "oa:TextualBody", TextQuoteSelector: "oa:TextQuoteSelector",
  TextPositionSelector: "oa:TextPositionSelector", AnnotationPage: "as:OrderedCollectionPage",
  identifying: "oa:identifying", tagging: "oa:tagging", classifying: "oa:classifying",
  body: { "@type": "@id", "@id": "oa:hasBody" }, target: { "@type": "@id", "@id": "oa:hasTarget" },
  source: { "@type": "@id", "@id": "oa:hasSource" }, selector: { "@type": "@id", "@id": "oa:hasSelector" },
  motivation: { "@type": "@vocab", "@id": "oa:motivatedBy" }, purpose: { "@type": "@vocab", "@id": "oa:hasPurpose" },
  value: "rdf:value", format: "dc:format", exact: "oa:exact", prefix: "oa:prefix", suffix: "oa:suffix",
  start: { "@type": "xsd:nonNegativeInteger", "@id": "oa:start" }, end: { "@type": "xsd:nonNegativeInteger", "@id": "oa:end" },
  items: { "@type": "@id", "@id": "as:items", "@container": "@list" },
};

/** The types and properties of schema.org that an export may use. */
const SCHEMA_ORG = new Set(("NewsArticle Quotation Claim Person Organization GovernmentOrganization AdministrativeArea Place "
  + "LandmarksOrHistoricalBuildings Event CreativeWork Product headline inLanguage articleBody mentions hasPart name jobTitle "
  + "alternateName text creator author isPartOf appearance correction").split(" "));
