/**
 * Lays the whole text out in parts: the blocks of the report, the gaps between them, and pieces of blocks
 * that are too long to draw at once. Every character is in exactly one part.
 */

/** No browser lays out a paragraph of megabytes quickly, so longer blocks are drawn in pieces. */
const LONGEST_PART = 6000;
const INVISIBLE = /^[\s\u0085\u200b-\u200f\u2028\u2029\u2060\ufeff]*$/u;

/**
 * @typedef {{ kind: string, start: number, end: number, continues: boolean }} Part
 * @param {string} text
 * @param {{ kind: string, start: number, end: number }[]} blocks
 * @returns {Part[]}
 */
export function layOut(text, blocks) {
  const parts = [];
  let cursor = 0;
  for (const block of blocks) {
    const start = Math.max(block.start, cursor);
    const end = Math.min(block.end, text.length);
    if (start >= end) continue;
    addGap(parts, text, cursor, start);
    addPieces(parts, text, block.kind, start, end);
    cursor = end;
  }
  addGap(parts, text, cursor, text.length);
  return parts;
}

/** What lies between blocks is white space; should it ever be more, it is shown. */
function addGap(parts, text, start, end) {
  if (start >= end) return;
  if (end - start < LONGEST_PART && INVISIBLE.test(text.slice(start, end))) {
    parts.push({ kind: "gap", start, end, continues: false });
  } else addPieces(parts, text, "paragraph", start, end);
}

function addPieces(parts, text, kind, start, end) {
  let from = start;
  while (end - from > LONGEST_PART) {
    const to = goodBreak(text, from);
    parts.push({ kind, start: from, end: to, continues: from > start });
    from = to;
  }
  parts.push({ kind, start: from, end, continues: from > start });
}

function goodBreak(text, from) {
  const latest = from + LONGEST_PART;
  const space = Math.max(text.lastIndexOf(" ", latest - 1), text.lastIndexOf("\n", latest - 1));
  if (space > from + LONGEST_PART / 2) return space + 1;
  const code = text.charCodeAt(latest);
  return code >= 0xdc00 && code <= 0xdfff ? latest - 1 : latest;
}
