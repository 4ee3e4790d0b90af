/**
 * What the reader corrected, with undo and redo, in memory only. A correction names its quote by words and context and its entity
 * by name, never by a number, so that the core can tell after every change of the text whether it still fits.
 */

const SCHEMA = "whosaid-corrections/1";
/** More than the core asks for, so that a pair of surrogates never leaves too little. */
const CONTEXT = 48;

/** The corrections of one text. */
export class Corrections {
  #done = [];
  #undone = [];
  #unsaved = false;

  /** How many are in force, whether they fit the text or wait. */
  get size() {
    return this.#done.length;
  }

  /** Whether there is one to take back, or one to make again. */
  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** Whether closing the page would lose one. */
  get unsaved() {
    return this.#unsaved && this.size > 0;
  }

  /** They lie in a file now. */
  saved() {
    this.#unsaved = false;
  }

  add(correction) {
    this.#unsaved = true;
    this.#done.push(correction);
    this.#undone = [];
  }

  undo() {
    if (this.canUndo) this.#undone.push(this.#done.pop());
    this.#unsaved = true;
  }

  redo() {
    if (this.canRedo) this.#done.push(this.#undone.pop());
    this.#unsaved = true;
  }

  clear() {
    this.#unsaved = false;
    this.#done = [];
    this.#undone = [];
  }

  /** As the core takes them and as they are saved. */
  toFile() {
    return { schema: SCHEMA, corrections: [...this.#done] };
  }

  /** Takes the corrections of a file that the core has accepted. */
  take(file) {
    this.#unsaved = false;
    this.#done = [...file.corrections];
    this.#undone = [];
  }
}

/** @returns {object} a quote by its words and what stands around them */
export function anchorOfQuote(reading, quote) {
  const { text } = reading;
  const first = quote.content[0];
  const last = quote.content.at(-1);
  return {
    exact: quote.content.map((piece) => piece.text),
    prefix: whole(text.slice(Math.max(0, first.start - CONTEXT), first.start)),
    suffix: whole(text.slice(last.end, last.end + CONTEXT)),
    start: pointsBefore(text, first.start),
  };
}

/** @returns {object} an entity by its name and type */
export function anchorOfEntity(reading, entity) {
  const first = entity.mentions[0];
  const anchor = { name: entity.name, type: entity.type };
  return first ? { ...anchor, start: pointsBefore(reading.text, first.start) } : anchor;
}

/** A slice may begin or end within a pair of surrogates; half a character would be lost on its way to the core. */
function whole(slice) {
  return slice.replace(/^[\udc00-\udfff]/u, "").replace(/[\ud800-\udbff]$/u, "");
}

function pointsBefore(text, position) {
  let points = 0;
  for (const _ of text.slice(0, position)) points += 1;
  return points;
}
