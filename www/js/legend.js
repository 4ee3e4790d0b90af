/** The key to the marks, drawn with the very marks it explains. */

import { el } from "./dom.js";
import { t } from "./strings.js";

const SAMPLES = [
  ["direct", { "data-kind": "direct", "data-hue": "0", "data-line": "solid", "data-edge": "open close" }],
  ["indirect", { "data-kind": "indirect", "data-hue": "0", "data-line": "solid", "data-edge": "open close" }],
  ["speaker", { "data-speaker": "", "data-hue": "0", "data-line": "solid" }],
  ["cue", { "data-cue": "" }],
  ["entity", { "data-entity": "", "data-mention": "name" }],
];

/** @returns {HTMLElement} */
export function legend() {
  const items = SAMPLES.map(([name, marks]) => el("li", {}, el("span", { className: "seg", ...marks }, t.legend[name])));
  return el("ul", { className: "legend", part: "legend", "aria-label": t.legend.title }, ...items);
}
