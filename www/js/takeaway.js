/** The menu of what a reader can take away: files in the formats of others, the same on the clipboard, paper, and the corrections. */

import { el } from "./dom.js";
import { t } from "./strings.js";

/** Format, extension, media type. A spreadsheet knows by the mark before it that a table is Unicode. */
const FORMATS = [
  ["markdown", "md", "text/markdown"],
  ["csv", "csv", "text/csv", "\ufeff"],
  ["csv-entities", "names.csv", "text/csv", "\ufeff"],
  ["json", "json", "application/json"],
  ["w3c", "annotations.jsonld", "application/ld+json"],
  ["jsonld", "schema.jsonld", "application/ld+json"],
  ["tei", "tei.xml", "application/tei+xml"],
];

/** Fills the menu that the button opens. Of the desk, `exported(format)` gives the text of an export, `title()` a name for files. */
export function makeTakeaway(button, menu, desk) {
  const rows = FORMATS.map(([format, ...file]) => row(desk, format, ...file));
  const action = (label, run) => el("button", { type: "button", className: "act", onclick: run }, label);
  const save = action(t.away.saveCorrections, () => desk.saveCorrections());
  menu.append(
    el("h2", {}, t.away.title), el("ul", { className: "formats" }, ...rows),
    el("p", { className: "buttons" }, action(t.away.print, () => window.print())),
    el("h2", {}, t.away.corrections),
    el("p", { className: "buttons" }, save, action(t.away.loadCorrections, () => desk.loadCorrections())));
  const open = (isOpen) => {
    menu.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    save.disabled = !desk.hasCorrections();
    if (isOpen) menu.querySelector("button").focus();
  };
  button.addEventListener("click", () => open(menu.hidden));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    open(false);
    button.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget: to }) => {
    if (to && !menu.contains(to) && to !== button) open(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !button.contains(event.target)) open(false);
  });
}

function row(desk, format, extension, type, before = "") {
  const { name, about } = t.away.formats[format];
  const give = (use) => async () => {
    const text = await desk.exported(format);
    if (text !== null) await use(text);
  };
  const download = give((text) => {
    downloadFile(`${desk.title()}.${extension}`, before + text, type);
    desk.say(t.away.downloaded(name));
  });
  const copy = give(async (text) => desk.say(await copyText(text) ? t.away.copied(name) : t.away.notCopied));
  const labelled = (className, label, run) => el("button", {
    type: "button", className, onclick: run, "data-format": format, "aria-label": `${label}: ${name}`,
  }, label);
  return el("li", {}, el("span", { className: "format" }, el("strong", {}, name), " ", el("small", {}, about)),
    labelled("act download", t.away.download, download), labelled("act copy", t.away.copy, copy));
}

/** Gives the reader a file. */
export function downloadFile(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @returns {Promise<boolean>} whether the text is on the clipboard */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string} a name for files, from the headline */
export function fileName(report) {
  const headline = report.blocks.find((block) => block.kind === "headline")?.text ?? "article";
  const words = headline.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["article"];
  return words.slice(0, 6).join("-").slice(0, 60);
}
