/** Files as articles: dropped anywhere on the page or picked, read in the page and sent nowhere. */

import { paragraphsOf } from "./paste.js";

const MOST = 32 << 20;
const HTML = /\.(?:x?html?|mht)$/iu;
const TEXT = /\.(?:txt|text|md)$/iu;
const OTHERS = /\.(?:docx?|odt|rtf|pdf|pages|epub)$/iu;

/** Why a file was not taken. */
export class FileError extends Error {
  /** @param {"fileType"|"fileSize"|"fileEmpty"|"fileRead"} kind */
  constructor(kind) {
    super(kind);
    this.name = "FileError";
    this.kind = kind;
  }
}

/**
 * @param {File} file
 * @returns {Promise<string>} its article
 * @throws {FileError}
 */
export async function articleOf(file) {
  if (file.size > MOST) throw new FileError("fileSize");
  if (OTHERS.test(file.name)) throw new FileError("fileType");
  const bytes = await file.arrayBuffer().catch(() => { throw new FileError("fileRead"); });
  const isHtml = HTML.test(file.name) || file.type === "text/html";
  if (!isHtml && !TEXT.test(file.name) && (!file.type.startsWith("text/") || isBinary(bytes))) throw new FileError("fileType");
  const text = decode(new Uint8Array(bytes), isHtml);
  const article = isHtml ? paragraphsOf(text).join("\n\n") : text;
  if (article.trim() === "") throw new FileError("fileEmpty");
  return article;
}

/** UTF-8 and UTF-16 by their marks; Word still saves web pages in the code page of the country, and says so in the page. */
function decode(bytes, isHtml) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const head = isHtml ? new TextDecoder("latin1").decode(bytes.subarray(0, 2048)) : "";
  const named = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/iu.exec(head)?.[1];
  for (const name of [named, "utf-8"].filter(Boolean)) {
    try {
      return new TextDecoder(name, { fatal: true }).decode(bytes);
    } catch {
      // The next one may do; every byte is something in the last.
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}

function isBinary(bytes) {
  return new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 1024)).includes(0);
}

/** Takes what is dropped or picked. The body has the class `is-dropping` while a file hangs over it. */
export function takeFiles({ picker, onFile }) {
  const { body } = document;
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  const hang = (by) => {
    depth = by === 0 ? 0 : Math.max(0, depth + by);
    body.classList.toggle("is-dropping", depth > 0);
  };
  document.addEventListener("dragenter", (event) => holdsFile(event) && hang(1));
  document.addEventListener("dragleave", (event) => holdsFile(event) && hang(-1));
  document.addEventListener("dragover", (event) => holdsFile(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    hang(0);
    if (event.dataTransfer.files[0]) onFile(event.dataTransfer.files[0]);
  });
  picker.addEventListener("change", () => {
    const [file] = picker.files;
    picker.value = "";
    if (file) onFile(file);
  });
}
