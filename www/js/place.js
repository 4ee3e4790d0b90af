/** Remembers where the reader is, by what is looked at and not by nodes, so that a new drawing leaves the reader there. */

/**
 * @param {ShadowRoot} root
 * @returns {() => void} goes back there
 */
export function keepPlace(root) {
  const places = placesOf(root.activeElement);
  const results = root.querySelector(".results");
  const scrolled = { page: scrollY, results: results?.scrollTop ?? 0 };
  const open = [...root.querySelectorAll("details[data-type]")].map((node) => [node.dataset.type, node.open]);
  return () => {
    for (const [type, isOpen] of open) {
      const node = root.querySelector(`details[data-type="${type}"]`);
      if (node) node.open = isOpen;
    }
    const place = places.map((selector) => root.querySelector(selector)).find(Boolean);
    place?.focus({ preventScroll: true });
    if (results) results.scrollTop = scrolled.results;
    if (scrollY !== scrolled.page) scrollTo({ top: scrolled.page, behavior: "instant" });
  };
}

/** Selectors that find the same thing in the next drawing, or what comes nearest to it where it is gone. */
function placesOf(node) {
  if (!node) return [];
  if (node.id) return [`#${CSS.escape(node.id)}`];
  const home = node.closest(".article, .strip, .results");
  const within = home ? `.${home.classList[0]} ` : "";
  const name = node.classList[0] ? `.${CSS.escape(node.classList[0])}` : node.localName;
  const own = ["quote", "pin", "entity", "filter"].filter((key) => node.dataset[key])
    .map((key) => `${key === "filter" ? "" : within}${name}[data-${key}="${CSS.escape(node.dataset[key])}"]`);
  return [...own, ...neighbours(node, ".card", "quote", ".num"), ...chosen(node), ...neighbours(node, ".speaker", "who", ".pin")];
}

/** Whom a form that merges was about to merge with. */
function chosen(node) {
  const choice = node.closest(".who-row")?.querySelector(".fix-form select")?.value;
  return choice ? [`.speaker[data-who="${CSS.escape(choice)}"] .pin`] : [];
}

/** What it stands in, what follows that, and what stands before it. */
function neighbours(node, kind, key, target) {
  const here = node.closest(kind);
  if (!here) return [];
  const all = [...here.closest(".panel").querySelectorAll(kind)];
  const at = all.indexOf(here);
  return [...all.slice(at), ...all.slice(0, at).reverse()].map((one) => `${kind}[data-${key}="${CSS.escape(one.dataset[key])}"] ${target}`);
}
