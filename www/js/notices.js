/** What the page says beside the report: the status line, and notices about troubles. */

import { el } from "./dom.js";
import { countNames } from "./entities-view.js";
import { t } from "./strings.js";

/** What nobody sees in a text, and what may betray where it was copied: soft hyphens, marks of direction, spaces without width. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** @param {object} reading @param {number} ms @returns {string} one line that sums up the report */
export function summary(reading, ms) {
  const spoken = reading.quotes.filter((quote) => quote.spoken);
  const unseen = reading.text.match(INVISIBLE)?.length ?? 0;
  const rest = [unseen > 0 && t.invisible(unseen), t.readIn(ms)].filter(Boolean).join(" \u00b7 ");
  if (spoken.length === 0) return `${t.nothing} \u00b7 ${rest}`;
  const counts = {
    quotes: spoken.length,
    speakers: reading.speakers.filter((speaker) => speaker.known).length,
    names: countNames(reading.report),
  };
  return `${t.counts(counts)} \u00b7 ${rest}`;
}

/** What the program says is for those who mend it; it never holds words of the text. */
const DETAILED = new Set(["crashed", "missing", "blocked", "corrections"]);

/**
 * @param {{ kind: string, message: string }} error a `ReadingError`
 * @param {() => void} [again] where trying again may help
 */
export function problemNotice(error, again) {
  const { title, help } = t.problems[error.kind];
  return el("div", { className: "notice is-problem", "data-problem": error.kind },
    el("p", {}, el("strong", {}, title), " ", help),
    again && error.kind !== "tooLong" && el("button", { type: "button", onclick: again }, t.tryAgain),
    DETAILED.has(error.kind) && el("details", {}, el("summary", {}, t.details), el("code", { dir: "ltr" }, error.message)));
}

/** The corrected article that a new one replaced is at hand. @param {() => void} goBack */
export function keptNotice(goBack) {
  return el("div", { className: "notice", "data-notice": "kept" },
    el("p", {}, t.beforeKept), el("button", { type: "button", onclick: goBack }, t.before));
}

/** Notices about a text that was read all the same. @param {object} reading @param {number} [waiting] corrections that do not fit it @returns {HTMLElement[]} */
export function remarks(reading, waiting = 0) {
  const { language } = reading.report;
  const known = ["en", "und", ""].some((tag) => language.detected.split("-")[0] === tag);
  const notices = [];
  if (!known) notices.push(el("div", { className: "notice" }, el("p", {}, t.otherLanguage(languageName(language.detected)))));
  if (waiting > 0) notices.push(el("div", { className: "notice", "data-notice": "waiting" }, el("p", {}, t.waiting(waiting))));
  const unclosed = reading.report.diagnostics.filter(({ code }) => code === "unclosed-quote").length;
  if (unclosed > 0) notices.push(el("div", { className: "notice" }, el("p", {}, t.unclosed(unclosed))));
  if (!reading.quotes.some((quote) => quote.spoken)) notices.push(el("div", { className: "notice" }, el("p", {}, t.nothingHint)));
  return notices;
}

function languageName(tag) {
  try {
    return new Intl.DisplayNames([t.lang], { type: "language" }).of(tag);
  } catch {
    return t.unknownLanguage;
  }
}
