/** Where text comes in: the editor, a paste anywhere on the page, the sample. It keeps the text as it was pasted. */

import { pastedText } from "./paste.js";

const PAUSE = 250;
/** A text area of megabytes holds up the browser for many seconds; longer texts are shown, not edited. */
const EDITABLE = 1_000_000;

/** The source text and its editor. The editor changes line ends, so the text itself is kept beside it. */
export class Compose {
  #editor;
  #onText;
  #timer = 0;
  #text = "";

  /**
   * @param {HTMLTextAreaElement} editor
   * @param {(text: string, how: "pasted"|"typed") => void} onText
   */
  constructor(editor, onText) {
    this.#editor = editor;
    this.#onText = onText;
    editor.addEventListener("input", () => this.#typed());
    document.addEventListener("paste", (event) => this.#pasted(event));
  }

  /** The text, exactly as it was pasted or typed. */
  get text() {
    return this.#text;
  }

  /** Takes a whole text, as a paste does. */
  take(text) {
    clearTimeout(this.#timer);
    this.#text = text;
    this.#onText(text, "pasted");
  }

  /** Whether the text is short enough for the editor. */
  get editable() {
    return this.#text.length <= EDITABLE;
  }

  /** Puts the text into the editor; done only when it is looked at, for a long text is slow to lay out. */
  fill() {
    this.#editor.value = this.#text;
    this.#editor.setSelectionRange(0, 0);
    this.#editor.scrollTop = 0;
  }

  /** Empties all. */
  clear() {
    clearTimeout(this.#timer);
    this.#text = "";
    this.#editor.value = "";
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#text = this.#editor.value;
      this.#onText(this.#text, "typed");
    }, PAUSE);
  }

  #pasted(event) {
    const inEditor = event.target === this.#editor;
    if (!inEditor && event.target.closest?.("input, textarea, [contenteditable]")) return;
    const text = pastedText(event.clipboardData);
    if (!text) return;
    if (!inEditor || this.#replacesAll()) {
      event.preventDefault();
      this.take(text);
    } else if (text !== event.clipboardData.getData("text/plain")) {
      event.preventDefault();
      document.execCommand("insertText", false, text);
    }
  }

  #replacesAll() {
    const { value, selectionStart, selectionEnd } = this.#editor;
    return value.trim() === "" || (selectionStart === 0 && selectionEnd === value.length);
  }
}
