/** Reads the words of an element that stands in a page, and finds positions of those words in it again, without touching it. */

import { BLOCKS } from "./paste.js";

const SKIPPED = "script, style, noscript, template, iframe, object, svg, select, textarea, button, rp, rt, [hidden], who-said";

/**
 * @typedef {object} Piece a run of characters that stand in one text node one after the other
 * @property {number} at position in the text
 * @property {number} length
 * @property {Text} node
 * @property {number} from position in the node
 *
 * @param {Element} root shown by the page: what is a block and what is hidden is read off its style, what is a block off its name too
 * @param {{ unseen?: boolean }} [options] `unseen` reads also what a style hides
 * @returns {{ text: string, pieces: Piece[] }} the paragraphs, with an empty line between them
 */
export function flowOf(root, { unseen = false } = {}) {
  const flow = { text: "", pieces: [], pending: "", unseen };
  walk(root, flow, styleOf(root));
  return { text: flow.text, pieces: flow.pieces };
}

/** @returns {Range | null} of a stretch of the text, as it stands in the page */
export function rangeOf(pieces, start, end) {
  const first = pieceAt(pieces, start);
  const last = pieceAt(pieces, end - 1);
  if (!first || !last || !first.node.isConnected || !last.node.isConnected) return null;
  const range = first.node.ownerDocument.createRange();
  range.setStart(first.node, Math.min(first.from + Math.max(start - first.at, 0), first.node.length));
  range.setEnd(last.node, Math.min(last.from + Math.min(Math.max(end - last.at, 0), last.length), last.node.length));
  return range;
}

/** @returns {number} the position in the text of a place in the page, or -1 */
export function positionOf(pieces, node, offset) {
  const piece = pieces.find((one) => one.node === node && offset >= one.from && offset <= one.from + one.length);
  return piece ? piece.at + offset - piece.from : -1;
}

function walk(element, flow, style) {
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) addText(node, flow, /^(?:pre|break)/u.test(style.whiteSpace));
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SKIPPED)) continue;
    if (node.localName === "br") flow.pending = withBreak(flow.pending);
    const own = styleOf(node);
    if (!flow.unseen && (own.display === "none" || own.visibility === "hidden")) continue;
    const isBlock = BLOCKS.has(node.localName) || !/^(?:inline|ruby|contents|none)/u.test(own.display);
    if (isBlock) flow.pending = "\n\n";
    walk(node, flow, own);
    if (isBlock) flow.pending = "\n\n";
  }
}

/** White space stands for one space, unless the page shows it as it is. */
function addText(node, flow, asItIs) {
  const run = asItIs ? /[^\n]+|\n/gu : /[^ \t\n\r\f]+|[ \t\n\r\f]+/gu;
  for (const { 0: words, index } of node.data.matchAll(run)) {
    if (asItIs ? words === "\n" : /^[ \t\n\r\f]/u.test(words)) {
      flow.pending = asItIs ? withBreak(flow.pending) : flow.pending || " ";
      continue;
    }
    if (flow.text !== "") flow.text += flow.pending;
    flow.pending = "";
    add(flow, node, index, words);
  }
}

function add(flow, node, from, words) {
  const at = flow.text.length;
  const last = flow.pieces.at(-1);
  const gap = last && last.node === node ? from - last.from - last.length : -1;
  flow.text += words;
  // One space between words is one character in both.
  if (gap === 1 && at === last.at + last.length + 1) last.length += words.length + 1;
  else if (gap === 0 && at === last.at + last.length) last.length += words.length;
  else flow.pieces.push({ at, length: words.length, node, from });
}

/** Two line breaks are an empty line; more are no more. */
function withBreak(pending) {
  return pending.startsWith("\n") ? "\n\n" : "\n";
}

function styleOf(element) {
  const { display, visibility, whiteSpace, whiteSpaceCollapse } = getComputedStyle(element);
  return { display, visibility, whiteSpace: whiteSpaceCollapse?.startsWith("preserve") ? "pre" : whiteSpace };
}

/** The piece that holds a position, or the next one after a gap. */
function pieceAt(pieces, position) {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].at + pieces[middle].length <= position) low = middle + 1;
    else high = middle;
  }
  return pieces[low];
}
