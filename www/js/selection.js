/** Gives back the pasted text, to the byte, when the shown article is selected and copied. */

/**
 * @param {HTMLElement} article its textContent is `text()`
 * @param {() => string} text
 * @param {AbortSignal} signal ends the listening
 */
export function copyAsPasted(article, text, signal) {
  article.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "a" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    document.getSelection().selectAllChildren(article);
  }, { signal });
  document.addEventListener("copy", (event) => {
    const range = rangeWithin(article);
    if (!range) return;
    event.clipboardData.setData("text/plain", text().slice(range.start, range.end));
    event.preventDefault();
  }, { signal });
}

/** @returns {{ start: number, end: number } | null} what of the article is selected, as positions in its text */
export function rangeWithin(article) {
  const selected = selectedRange(article.getRootNode());
  if (!selected || selected.collapsed) return null;
  if (!article.contains(selected.startContainer) || !article.contains(selected.endContainer)) return null;
  return {
    start: positionOf(article, selected.startContainer, selected.startOffset),
    end: positionOf(article, selected.endContainer, selected.endOffset),
  };
}

function selectedRange(root) {
  const selection = document.getSelection();
  if (root === document) return selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  const composed = selection.getComposedRanges?.({ shadowRoots: [root] })[0];
  if (composed) return composed;
  // Firefox before 142 knows neither, and its document's selection reaches into the shadow tree.
  const own = root.getSelection?.() ?? selection;
  return own.rangeCount > 0 ? own.getRangeAt(0) : null;
}

function positionOf(article, node, offset) {
  const before = document.createRange();
  before.setStart(article, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}
