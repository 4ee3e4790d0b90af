/** Refuses a report that is none, or that is about another text: it may come from a file that somebody has changed. */

const LISTS = ["blocks", "entities", "quotes", "diagnostics"];

/**
 * @param {unknown} report
 * @param {string} text what it should be about
 * @throws {TypeError} that says what is wrong with it
 */
export function checkReport(report, text) {
  need(report !== null && typeof report === "object", "it is no object");
  need(report.schema === "whosaid/1", `its schema is ${JSON.stringify(report.schema)}, not "whosaid/1"`);
  need(report.offsets === "utf16", `its offsets are ${JSON.stringify(report.offsets)}, not "utf16"`);
  need(typeof report.language?.detected === "string", "it has no language");
  for (const list of LISTS) need(Array.isArray(report[list]), `its ${list} are no list`);
  for (const block of report.blocks) checkSpan(block, text, "a block");
  for (const entity of report.entities) {
    need(isText(entity?.id) && isText(entity.name) && isText(entity.type) && isTexts(entity.roles), "an entity lacks its id, name, type or roles");
    need(Array.isArray(entity.mentions), "an entity has no list of mentions");
    for (const mention of entity.mentions) checkSpan(mention, text, `a mention of ${entity.id}`);
  }
  for (const quote of report.quotes) checkQuote(quote, text);
}

function checkQuote(quote, text) {
  need(isText(quote?.id) && isText(quote.kind) && typeof quote.confidence === "number", "a quote lacks its id, kind or confidence");
  need(Array.isArray(quote.content) && quote.content.length > 0, `quote ${quote.id} has no content`);
  for (const span of quote.content) checkSpan(span, text, `quote ${quote.id}`);
  for (const part of ["cue", "speaker"]) if (quote[part] !== null) checkSpan(quote[part], text, `the ${part} of quote ${quote.id}`);
}

function checkSpan(span, text, whose) {
  const inside = Number.isInteger(span?.start) && Number.isInteger(span.end) && span.start >= 0 && span.start <= span.end && span.end <= text.length;
  need(inside, `${whose} lies outside of the text`);
  need(!isText(span.text) || same(span.text, text.slice(span.start, span.end)), `${whose} is not in the text at its place`);
}

/** A broken character of the text is a replacement character in the report. */
function same(told, found) {
  return told === found || told === found.toWellFormed?.();
}

function isText(value) {
  return typeof value === "string";
}

function isTexts(value) {
  return Array.isArray(value) && value.every(isText);
}

function need(condition, reason) {
  if (!condition) throw new TypeError(`this is no report on the text: ${reason}`);
}
