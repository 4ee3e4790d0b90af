/** Two panels in one place, switched by tabs as the ARIA practices describe: arrows move, Tab enters the panel. */

import { el } from "./dom.js";

/**
 * @param {{ id: string, panel: HTMLElement }[]} items
 * @returns {{ list: HTMLElement, choose: (id: string) => void, next: () => void, name: (all: string, each: string[]) => void }} `name` says what they choose between, and names each
 */
export function makeTabs(items) {
  const tabs = items.map(({ id, panel }) => {
    const tab = el("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}` });
    panel.id = `panel-${id}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    return tab;
  });
  const choose = (id) => items.forEach((item, i) => {
    const chosen = item.id === id;
    item.panel.hidden = !chosen;
    tabs[i].setAttribute("aria-selected", String(chosen));
    tabs[i].tabIndex = chosen ? 0 : -1;
  });
  const list = el("div", { className: "tabs", part: "toolbar", role: "tablist" }, ...tabs);
  tabs.forEach((tab, i) => tab.addEventListener("click", () => choose(items[i].id)));
  list.addEventListener("keydown", (event) => {
    const forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const step = event.key === forward ? 1 : -1;
    const next = (tabs.indexOf(event.target) + step + tabs.length) % tabs.length;
    choose(items[next].id);
    tabs[next].focus();
  });
  choose(items[0].id);
  const next = () => choose(items[(tabs.findIndex((tab) => tab.tabIndex === 0) + 1) % tabs.length].id);
  const name = (all, each) => {
    list.setAttribute("aria-label", all);
    tabs.forEach((tab, i) => { tab.textContent = each[i]; });
  };
  return { list, choose, next, name };
}
