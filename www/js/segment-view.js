/** The looks of one segment and of one quote number. Data attributes say what it is; the style sheet draws it. */

import { el } from "./dom.js";
import { t } from "./strings.js";

/**
 * @param {string} text
 * @param {{ start: number, end: number, spans: object[] }} segment
 */
export function paintSegment(text, { start, end, spans }) {
  const node = el("span", { className: "seg", "data-from": start }, text);
  const of = (layer) => spans.filter((span) => span.layer === layer);
  paintQuote(node, [...of("quote"), ...of("mark")], start, end);
  for (const { quote } of of("cue")) if (quote.spoken) node.dataset.cue = quote.id;
  for (const { quote } of of("speaker")) paintSpeaker(node, quote);
  paintEntity(node, of("entity"));
  return node;
}

/** The innermost quote gives the look; all of them are named, the innermost last. */
function paintQuote(node, spans, start, end) {
  const inner = spans.toSorted((a, b) => sizeOf(a.quote) - sizeOf(b.quote))[0];
  if (!inner) return;
  const { quote } = inner;
  const contents = spans.filter((span) => span.layer === "quote").toSorted((a, b) => sizeOf(b.quote) - sizeOf(a.quote)).map((span) => span.quote.id);
  if (contents.length > 0) node.dataset.quote = contents.join(" ");
  node.dataset.of = [...new Set(spans.map((span) => span.quote.id))].join(" ");
  node.part.add("quote");
  node.dataset.kind = quote.kind;
  const edges = quote.pieces.flatMap((piece) => [piece.from === start && "open", piece.to === end && "close"]);
  const seen = edges.filter(Boolean).join(" ");
  if (seen) node.dataset.edge = seen;
  paintLook(node, quote.by);
  addWho(node, ...new Set(spans.map((span) => span.quote.by?.id).filter(Boolean)));
}

function paintSpeaker(node, quote) {
  if (!quote.by) return;
  node.dataset.speaker = quote.by.id;
  if (!node.dataset.kind) paintLook(node, quote.by);
  addWho(node, quote.by.id);
}

function paintEntity(node, spans) {
  if (spans.length === 0) return;
  const inner = spans.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
  node.dataset.entity = [...new Set(spans.map((span) => span.entity.id))].join(" ");
  node.dataset.type = inner.entity.type;
  node.dataset.mention = inner.mention.kind;
}

/**
 * The number that follows a quote. Its digits are drawn by the style sheet, so that no selection takes them along.
 * A button, for no address leads from the document into a shadow tree; a span, for browsers break lines before every `button`.
 * @param {object} quote
 */
export function quoteNumber(quote) {
  const name = quote.by?.name ?? t.kinds[quote.kind];
  const number = el("span", {
    role: "button",
    tabIndex: 0,
    className: "num",
    part: "number",
    "data-quote": quote.id,
    "data-label": quote.label,
    "data-initials": quote.by?.initials ?? "",
    "aria-label": t.toCard(quote.label, name),
    title: name,
  });
  number.dataset.kind = quote.kind;
  paintLook(number, quote.by);
  if (quote.by) addWho(number, quote.by.id);
  return number;
}

/** @param {HTMLElement} node @param {object | null} speaker */
export function paintLook(node, speaker) {
  node.dataset.hue = speaker?.hue ?? "none";
  node.dataset.line = speaker?.line ?? "dotted";
  if (speaker && !speaker.known) node.dataset.unknown = "";
}

function addWho(node, ...ids) {
  const all = new Set([...(node.dataset.who?.split(" ") ?? []), ...ids.map(wordOf)]);
  if (all.size > 0) node.dataset.who = [...all].join(" ");
}

/** An id as one word of a list of words. */
export function wordOf(id) {
  return id.replace(/\s+/gu, "_");
}

function sizeOf(quote) {
  return quote.pieces.at(-1).end - quote.pieces[0].start;
}
