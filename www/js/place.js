/** Remembers where the reader is, by what is looked at and not by nodes, so that a new drawing leaves the reader there. */

/**
 * @param {ShadowRoot} root
 * @returns {() => void} goes back there
 */
export function keepPlace(root) {
  const active = describe(root.activeElement);
  const results = root.querySelector(".results");
  const scrolled = { page: scrollY, results: results?.scrollTop ?? 0 };
  const open = [...root.querySelectorAll("details[data-type]")].map((node) => [node.dataset.type, node.open]);
  return () => {
    for (const [type, isOpen] of open) {
      const node = root.querySelector(`details[data-type="${type}"]`);
      if (node) node.open = isOpen;
    }
    if (active) root.querySelector(active)?.focus({ preventScroll: true });
    if (results) results.scrollTop = scrolled.results;
    if (scrollY !== scrolled.page) scrollTo({ top: scrolled.page, behavior: "instant" });
  };
}

/** A selector that finds the same thing in the next drawing. */
function describe(node) {
  if (!node) return null;
  if (node.id) return `#${CSS.escape(node.id)}`;
  const home = node.closest(".article") ? ".article " : ".results ";
  const name = node.classList[0] ? `.${CSS.escape(node.classList[0])}` : node.localName;
  for (const key of ["quote", "pin", "entity", "filter"]) {
    if (node.dataset[key]) return `${key === "filter" ? "" : home}${name}[data-${key}="${CSS.escape(node.dataset[key])}"]`;
  }
  const card = node.closest(".card");
  return card ? `.card[data-quote="${CSS.escape(card.dataset.quote)}"] .num` : null;
}
