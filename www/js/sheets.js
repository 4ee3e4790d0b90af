/** The style sheets of the element, made once for all elements and only when the first one is made. */

import * as css from "../pkg/styles.js";

const made = new Map();

/** @param {keyof typeof css} name of a file in `css/` @returns {CSSStyleSheet} */
export function sheet(name) {
  if (!made.has(name)) {
    const one = new CSSStyleSheet();
    one.replaceSync(css[name]);
    made.set(name, one);
  }
  return made.get(name);
}
