/** Who is quoted how often and with how many words. Counts only: nothing is guessed about a person. */

import { el } from "./dom.js";
import { paintLook } from "./segment-view.js";
import { t } from "./strings.js";

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'\u2019-]*/gu;
const MOST_PRONOUNS = 40;
const MOST_ROWS = 200;
const NEAR = 4;
const TYPES = ["named", "unnamed", "institution", "collective", "unknown"];

/** How many words a text has. */
export function countWords(text) {
  return text.match(WORD)?.length ?? 0;
}

/**
 * @param {object} reading
 * @returns {{ speaker: object, type: string, quotes: number, words: number, share: number }[]} the most quoted first
 */
export function auditOf(reading) {
  const rows = reading.speakers.map((speaker) => {
    const words = speaker.quotes.reduce((sum, quote) => sum + wordsIn(reading, quote), 0);
    return { speaker, type: typeOf(reading, speaker), quotes: speaker.quotes.length, words, share: 0 };
  });
  const all = rows.reduce((sum, row) => sum + row.words, 0);
  for (const row of rows) row.share = all > 0 ? row.words / all : 0;
  return rows.sort((a, b) => Number(b.speaker.known) - Number(a.speaker.known) || b.words - a.words);
}

function wordsIn({ text }, quote) {
  return quote.content.reduce((sum, { start, end }) => sum + countWords(text.slice(start, end)), 0);
}

function typeOf(reading, speaker) {
  if (!speaker.known) return "unknown";
  return reading.entities.get(speaker.id)?.source_type ?? "unnamed";
}

/** The pronouns that the writer uses; what people say in quotes is not the writer's. */
function pronounsOf(reading, speaker) {
  const mentions = reading.entities.get(speaker.id)?.mentions.filter(({ kind }) => kind === "pronoun") ?? [];
  const few = mentions.slice(0, MOST_PRONOUNS).filter((mention) => !isQuoted(reading, mention.start));
  return [...new Set(few.map(({ start, end }) => reading.text.slice(start, end).toLowerCase()))].slice(0, 4);
}

/** Quotes stand in the order of the text, so the last that begins before the place tells. */
function isQuoted({ quotes }, position) {
  let low = 0;
  let high = quotes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (quotes[middle].pieces[0].start <= position) low = middle + 1;
    else high = middle;
  }
  const near = quotes.slice(Math.max(0, low - NEAR), low);
  return near.some(({ kind, pieces }) => kind !== "indirect" && pieces.some((piece) => piece.start <= position && position < piece.end));
}

/** The panel of sources: totals by type, then one row a source. */
export class SourcesView {
  #pane;

  constructor(pane) {
    this.#pane = pane;
  }

  /** Draws the rows of `auditOf`. */
  show(reading, rows) {
    if (rows.length === 0) return this.#pane.replaceChildren(el("p", { className: "nothing" }, t.nobody));
    this.#pane.replaceChildren(
      table(t.audit.byType, [t.audit.type, t.audit.sources, t.audit.quotes, t.audit.words, t.audit.share], byType(rows), total(rows)),
      table(t.audit.bySource, [t.audit.source, t.audit.quotes, t.audit.words, t.audit.share], rows.slice(0, MOST_ROWS).map((row) => sourceRow(row, reading))),
      el("p", { className: "why" }, t.audit.note));
  }
}

function byType(rows) {
  return TYPES.filter((type) => rows.some((row) => row.type === type)).map((type) => {
    const these = rows.filter((row) => row.type === type);
    const node = tableRow(t.audit.types[type], [type === "unknown" ? "\u2013" : t.digits(these.length), ...sums(these)]);
    node.dataset.type = type;
    return node;
  });
}

function total(rows) {
  return tableRow(t.audit.total, [t.digits(rows.filter((row) => row.speaker.known).length), ...sums(rows)]);
}

function sums(rows) {
  const sum = (key) => rows.reduce((all, row) => all + row[key], 0);
  return [t.digits(sum("quotes")), t.digits(sum("words")), t.percent(sum("share"))];
}

function sourceRow({ speaker, type, quotes, words, share }, reading) {
  const pronouns = pronounsOf(reading, speaker);
  const about = [t.audit.kinds[type], pronouns.length > 0 && t.audit.pronouns(pronouns.join(", "))].filter(Boolean).join(" \u00b7 ");
  const name = [el("span", { className: "badge", "aria-hidden": "true" }, speaker.initials),
    el("span", { className: "who" }, el("bdi", { className: "name" }, speaker.name), el("small", {}, about))];
  const node = tableRow(name, [t.digits(quotes), t.digits(words), t.percent(share)]);
  paintLook(node, speaker);
  return node;
}

function table(caption, heads, rows, foot) {
  return el("table", { className: "audit" },
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...rows),
    foot && el("tfoot", {}, foot));
}

function tableRow(head, cells) {
  return el("tr", {}, el("th", { scope: "row" }, ...[head].flat()), ...cells.map((cell) => el("td", {}, cell)));
}
