/** Takes the article out of what was pasted, be it plain text or the HTML of a web page, Word or Google Docs. */

/** The elements that stand on lines of their own. */
export const BLOCKS = new Set(
  ("address article aside blockquote caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    + "h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td th thead tr ul").split(" "),
);
const SKIPPED = ["script", "style", "head", "title", "meta", "link", "template", "noscript", "svg", "iframe", "object"];
const ONLY_SPACE = /^[\s\u00a0]*$/u;

/**
 * Plain text is taken where it has paragraphs, for it is what the writer sees; HTML only where it knows of more.
 * @param {DataTransfer} data
 * @returns {string}
 */
export function pastedText(data) {
  const plain = data.getData("text/plain");
  if (/[\n\r\u2028\u2029]/u.test(plain.trim())) return plain;
  const html = data.getData("text/html");
  if (!html) return plain;
  const paragraphs = paragraphsOf(html);
  return plain.trim() && paragraphs.length < 2 ? plain : paragraphs.join("\n\n");
}

/**
 * @param {string} html read without running, loading or inserting any of it
 * @returns {string[]} the words of each paragraph
 */
export function paragraphsOf(html) {
  const paragraphs = [];
  let words = "";
  const flush = () => {
    if (!ONLY_SPACE.test(words)) paragraphs.push(words.replace(/ *\n */gu, "\n").replace(/^[ \n]+|[ \n]+$/gu, ""));
    words = "";
  };
  const walk = (node, preformatted) => {
    if (node.nodeType === Node.TEXT_NODE) words += preformatted ? node.data : oneSpaced(node.data, words);
    if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.includes(node.localName)) return;
    const isBlock = BLOCKS.has(node.localName);
    if (isBlock) flush();
    if (node.localName === "br") words += "\n";
    for (const child of node.childNodes) walk(child, preformatted || node.localName === "pre");
    if (isBlock) flush();
  };
  walk(inert(html), false);
  flush();
  return paragraphs.flatMap((paragraph) => paragraph.split(/\n{2,}/u));
}

/** In HTML a line break within a paragraph is a space; a no-break space is the writer's and stays. */
function oneSpaced(data, before) {
  const spaced = data.replace(/[ \t\n\f\r]+/gu, " ");
  return /(^|[ \n])$/u.test(before) ? spaced.replace(/^ /u, "") : spaced;
}

/** Attributes say nothing to a reader of words, and under a strict policy each style or handler would be reported. */
const TAG = /<([a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^'">])*>/giu;

/** Sanitised where the browser can; unknown elements are kept, for sites put whole articles into theirs. */
function inert(marked) {
  const html = marked.replace(TAG, "<$1>");
  const { body } = document.implementation.createHTMLDocument("");
  try {
    body.setHTML(html, { sanitizer: { removeElements: SKIPPED, comments: false } });
    return body;
  } catch {
    return new DOMParser().parseFromString(html, "text/html").body;
  }
}
