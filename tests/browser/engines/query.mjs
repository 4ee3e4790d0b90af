/** Finds elements by Playwright's rules: selectors reach into open shadow roots, `:visible` is one of their words. Runs in the page. */

function find(steps) {
  const visible = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
  const parentOf = (node) => node.parentElement ?? node.getRootNode().host ?? null;
  const within = (root) => {
    const found = [];
    const walk = (node) => {
      for (const child of node.children) {
        found.push(child);
        walk(child);
        if (child.shadowRoot) walk(child.shadowRoot);
      }
    };
    walk(root);
    if (root.shadowRoot) walk(root.shadowRoot);
    return found;
  };
  /** Cuts at a character that stands in no bracket and no quotation. */
  const cut = (text, at) => {
    const parts = [""];
    let depth = 0;
    let quote = "";
    for (const char of text) {
      if (quote) quote = char === quote ? "" : quote;
      else if (char === "\"" || char === "'") quote = char;
      else if ("([".includes(char)) depth += 1;
      else if (")]".includes(char)) depth -= 1;
      if (!quote && depth === 0 && at.includes(char)) parts.push("");
      else parts[parts.length - 1] += char;
    }
    return parts.map((part) => part.trim()).filter(Boolean);
  };
  const one = (node, compound) => {
    const plain = compound.replaceAll(":visible", "");
    return node.matches(plain || "*") && (plain === compound || visible(node));
  };
  const matches = (node, compounds) => {
    if (!one(node, compounds.at(-1))) return false;
    const rest = compounds.slice(0, -1);
    if (rest.length === 0) return true;
    for (let up = parentOf(node); up; up = parentOf(up)) if (matches(up, rest)) return true;
    return false;
  };
  let roots = [document];
  for (const { css, text, pattern, nth } of steps) {
    if (css) {
      const lists = cut(css, ",").map((list) => cut(list.replaceAll(/\s*>\s*/gu, " "), " \n"));
      roots = [...new Set(roots.flatMap(within))].filter((node) => lists.some((compounds) => matches(node, compounds)));
    }
    const words = (node) => node.textContent.replace(/\s+/gu, " ").trim();
    if (text !== undefined) roots = roots.filter((node) => words(node).toLowerCase().includes(text.toLowerCase()));
    if (pattern) roots = roots.filter((node) => new RegExp(...pattern).test(words(node)));
    if (nth !== undefined) roots = roots.at(nth) ? [roots.at(nth)] : [];
  }
  return roots;
}

/** The source of the function. */
export const query = String(find);
