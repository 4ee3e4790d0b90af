/** What the printed page shows in place of the panels: numbered notes, in the order of the text, and the sources. */

import { auditOf } from "./audit.js";
import { el } from "./dom.js";
import { t } from "./strings.js";
import { certainty, whyOf } from "./why.js";

/** @param {object} reading @returns {HTMLElement[]} */
export function printedNotes(reading) {
  const spoken = reading.quotes.filter((quote) => quote.spoken);
  if (spoken.length === 0) return [el("p", {}, t.nobody)];
  return [
    el("h2", {}, t.notes.title),
    el("dl", { className: "footnotes" }, ...spoken.map((quote) => note(quote, reading))),
    el("h2", {}, t.audit.bySource),
    el("ul", { className: "appendix" }, ...auditOf(reading).map((row) => el("li", {},
      el("strong", {}, row.speaker.name), row.speaker.role ? `, ${row.speaker.role}` : "",
      ` \u2013 ${t.quotesOf(row.quotes)}, ${t.digits(row.words)} ${t.strip.words}, ${t.percent(row.share)}`))),
    el("p", { className: "why" }, t.footer.machine),
  ];
}

function note(quote, reading) {
  const role = quote.by.role ? `, ${quote.by.role}` : "";
  const sure = quote.corrected ? t.fix.byHand : t.certainty[certainty(quote.confidence)];
  return el("div", {}, el("dt", {}, quote.label),
    el("dd", {}, el("strong", {}, quote.by.name), role, ` \u2013 ${t.kinds[quote.kind]}, ${sure}. `, whyOf(quote, reading)));
}
