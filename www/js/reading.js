/** Turns a report into what the views draw: numbered quotes, speakers with their look, spans per layer. */

import { t } from "./strings.js";

const SPEECH = new Set(["direct", "mixed", "indirect"]);
const HUES = 8;
const LINES = ["solid", "dashed", "dotted", "double"];
const OPENING = new Set(["\u201c", "\u2018", "\u00ab", "\u2039", "\u201e", "\u201a", "\"", "'", "\u2033", "`"]);
const CLOSING = new Set(["\u201d", "\u2019", "\u00bb", "\u203a", "\u201c", "\u2018", "\"", "'", "\u2033"]);

/**
 * @typedef {object} Speaker
 * @property {string} id entity id, or a made-up one for a speaker without entity
 * @property {string} name
 * @property {string} role
 * @property {string} initials
 * @property {string} hue `0`..`7`, or `none` for the unknown speaker
 * @property {string} line style of the rule that goes with the hue
 * @property {object[]} quotes
 */

/**
 * @param {string} text
 * @param {object} report see `Report` in the core
 * @param {Map<string, number>} [looks] of the reading before, so that a name keeps its colour when the text or its report changes
 * @returns {object} `{ text, report, quotes, unspoken, speakers, entities, looks }`
 */
export function buildReading(text, report, looks = new Map()) {
  const entities = new Map(report.entities.map((entity) => [entity.id, entity]));
  const speakers = new Map();
  const counts = { spoken: 0, unspoken: 0 };
  const quotes = report.quotes.map((quote) => {
    const spoken = SPEECH.has(quote.kind);
    const label = spoken ? String((counts.spoken += 1)) : letters((counts.unspoken += 1));
    const pieces = quote.content.map((span) => withMarks(text, span));
    const numbered = { ...quote, spoken, label, pieces };
    numbered.by = spoken ? speakerOf(numbered, entities, speakers, looks) : null;
    numbered.by?.quotes.push(numbered);
    return numbered;
  });
  return {
    text,
    report,
    entities,
    quotes,
    byId: new Map(quotes.map((quote) => [quote.id, quote])),
    unspoken: quotes.filter((quote) => !quote.spoken),
    speakers: inOrder(speakers),
    looks,
  };
}

/** Everything that the article shows, as spans of one layer each. */
export function layersOf(reading) {
  const spans = [];
  for (const quote of reading.quotes) {
    for (const piece of quote.pieces) {
      spans.push({ layer: "quote", quote, start: piece.start, end: piece.end });
      if (piece.from < piece.start) spans.push({ layer: "mark", quote, start: piece.from, end: piece.start });
      if (piece.to > piece.end) spans.push({ layer: "mark", quote, start: piece.end, end: piece.to });
    }
    if (quote.cue) spans.push({ layer: "cue", quote, start: quote.cue.start, end: quote.cue.end });
    if (quote.speaker) spans.push({ layer: "speaker", quote, start: quote.speaker.start, end: quote.speaker.end });
  }
  for (const entity of reading.report.entities) {
    for (const mention of entity.mentions) {
      spans.push({ layer: "entity", entity, mention, start: mention.start, end: mention.end });
    }
  }
  return spans;
}

/** The words of a quote as they stand in the text; the report's own copy may have lost a broken character. */
export function wordsOf(reading, quote) {
  return quote.content.map((span) => reading.text.slice(span.start, span.end).trim());
}

function withMarks(text, { start, end }) {
  const from = OPENING.has(text[start - 1]) ? start - 1 : start;
  const to = CLOSING.has(text[end]) ? end + 1 : end;
  return { start, end, from, to };
}

function speakerOf(quote, entities, speakers, looks) {
  const entity = entities.get(quote.speaker_entity);
  const name = entity?.name ?? quote.speaker?.text;
  const id = entity?.id ?? (name ? `said-by:${name}` : "unknown");
  if (!speakers.has(id)) speakers.set(id, newSpeaker(id, name, entity, looks));
  return speakers.get(id);
}

function newSpeaker(id, name, entity, looks) {
  const known = id !== "unknown";
  if (known && !looks.has(name)) looks.set(name, looks.size);
  const nth = looks.get(name) ?? 0;
  return {
    id,
    name: name ?? t.unknownSpeaker,
    known,
    role: entity?.roles[0] ?? "",
    initials: known ? initialsOf(name) : "?",
    hue: known ? String(nth % HUES) : "none",
    line: known ? LINES[(nth + Math.floor(nth / HUES)) % LINES.length] : "dashed",
    quotes: [],
  };
}

function inOrder(speakers) {
  const all = [...speakers.values()];
  return [...all.filter((speaker) => speaker.known), ...all.filter((speaker) => !speaker.known)];
}

function initialsOf(name) {
  const words = name.split(/[\s\u00a0-]+/u).filter((word) => /^\p{L}/u.test(word) && !t.articleWords.test(word));
  const proper = words.filter((word) => /^\p{Lu}/u.test(word));
  const chosen = proper.length > 0 ? proper : words;
  if (chosen.length === 0) return "\u00b7";
  const first = [...chosen[0]];
  if (chosen.length === 1) return first[0].toUpperCase() + first.slice(1, 2).join("");
  return (first[0] + [...chosen.at(-1)][0]).toUpperCase();
}

function letters(n) {
  const rest = Math.floor((n - 1) / 26);
  return (rest > 0 ? letters(rest) : "") + String.fromCharCode(97 + ((n - 1) % 26));
}
