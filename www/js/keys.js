/** Single keys for those who work by keyboard, a list of them at `?`, and a switch to turn them off (WCAG 2.1.4). */

import { el } from "./dom.js";
import { t } from "./strings.js";

/** Actions by key; each has its words in `t.keys.list`. The dialog lists them. */
export function makeKeys(dialog, actions) {
  const enabled = el("input", { type: "checkbox", checked: true, id: "single-keys" });
  const rows = Object.keys(actions).map((key) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, key)), el("td", {}, t.keys.list[key])));
  const fixed = t.keys.fixed.map(([key, words]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, key)), el("td", {}, words)));
  dialog.append(
    el("h2", { id: "keys-title" }, t.keys.title),
    el("table", {}, el("tbody", {}, ...rows, ...fixed)),
    el("p", {}, el("label", {}, enabled, " ", t.keys.single)),
    el("form", { method: "dialog" }, el("button", { className: "plain" }, t.keys.close)));
  const help = () => dialog.showModal();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.composedPath()[0])) return;
    const action = event.key === "?" ? help : actions[event.key];
    if (!action || !enabled.checked || dialog.open) return;
    event.preventDefault();
    action();
  });
  return { help };
}

function isTyping(node) {
  return Boolean(node?.closest?.("input, textarea, select, [contenteditable]"));
}
