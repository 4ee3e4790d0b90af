/** Brings something into view and moves no more than it must: a text that jumps under the eyes is a text lost. */

/** What stands nearer to the edge of the window than this counts as out of sight. */
const MARGIN = 48;

/** @param {Element | null | undefined} node */
export function bringIntoView(node) {
  if (!node) return;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  const { top, bottom } = (node.closest(".card") ?? node).getBoundingClientRect();
  const moved = scrollPanel(node.closest(".results"), top, bottom, behavior);
  if (top - moved >= MARGIN && bottom - moved <= innerHeight - MARGIN) return;
  const height = Math.min(bottom - top, innerHeight - 2 * MARGIN);
  scrollBy({ top: top - moved - (innerHeight - height) / 2, behavior });
}

/** A panel that scrolls by itself goes first, as far as it goes. @returns {number} how far up it moves what it holds */
function scrollPanel(panel, top, bottom, behavior) {
  if (!panel || getComputedStyle(panel).overflowY !== "auto") return 0;
  const box = panel.getBoundingClientRect();
  const seen = { top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight) };
  if (top >= seen.top + MARGIN && bottom <= seen.bottom - MARGIN / 2) return 0;
  const wanted = panel.scrollTop + (top + bottom) / 2 - (seen.top + seen.bottom) / 2;
  const reached = Math.max(0, Math.min(wanted, panel.scrollHeight - panel.clientHeight));
  const moved = reached - panel.scrollTop;
  panel.scrollTo({ top: reached, behavior });
  return moved;
}
