/** Pasted rich text to plain paragraphs. Nothing pasted is ever run or shown as HTML. */

const BLOCKS = new Set([
  "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "DD", "DIV", "DL", "DT", "FIGCAPTION", "FIGURE", "FOOTER", "H1", "H2", "H3",
  "H4", "H5", "H6", "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "TABLE", "TD", "TH", "TR", "UL",
]);
const SKIPPED = new Set(["HEAD", "META", "NOSCRIPT", "SCRIPT", "STYLE", "TEMPLATE", "TITLE", "XML", "O:P", "IFRAME", "OBJECT", "SVG"]);

/**
 * The text of a clipboard: its plain text, unless that lost the paragraphs that its HTML has.
 * @param {DataTransfer} clipboard
 * @returns {string}
 */
export function textOf(clipboard) {
  const plain = clipboard.getData("text/plain");
  const html = clipboard.getData("text/html");
  if (!html || /\n/u.test(plain.trim())) return plain;
  const rich = textOfHtml(html);
  return rich.includes("\n") || !plain ? rich : plain;
}

/**
 * @param {string} html
 * @returns {string} its paragraphs, parted by blank lines
 */
export function textOfHtml(html) {
  const paragraphs = [""];
  gather(inertBody(html), paragraphs, false);
  const clean = paragraphs.map((p) => p.replace(/^[ \t\n]+|[ \t\n]+$/gu, "")).filter((p) => /[^\s\u00a0]/u.test(p));
  return clean.join("\n\n");
}

/** Parsed where nothing runs or loads; styles are cut first, since a strict policy reports each one. */
function inertBody(html) {
  const plain = html.replace(/<style\b[\s\S]*?<\/style\s*>/giu, "").replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/giu, "");
  const body = document.implementation.createHTMLDocument("").body;
  if (body.setHTML) body.setHTML(plain);
  else return new DOMParser().parseFromString(plain, "text/html").body;
  return body;
}

function gather(node, paragraphs, keepsLines) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      // In a source file a line break is a blank; a no-break space stays what it is.
      paragraphs[paragraphs.length - 1] += keepsLines ? child.data : child.data.replace(/[ \t\r\n]+/gu, " ");
    } else if (child.nodeType === Node.ELEMENT_NODE && !SKIPPED.has(child.tagName.toUpperCase())) {
      const block = BLOCKS.has(child.tagName);
      if (child.tagName === "BR") paragraphs[paragraphs.length - 1] += "\n";
      if (block) paragraphs.push("");
      gather(child, paragraphs, keepsLines || child.tagName === "PRE");
      if (block) paragraphs.push("");
    }
  }
}
