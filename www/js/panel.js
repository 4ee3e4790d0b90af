/** Draws the panel: speakers with their quotations, and names by type. */

import { el } from "./dom.js";
import { wordsOf } from "./reading.js";
import { t } from "./strings.js";

/** A panel draws so many cards at once; more come on demand, so that a text of 10,000 quotations stays quick. */
const CARDS = 400;

/**
 * @param {HTMLElement} place
 * @param {object} reading
 */
export function drawSpeakers(place, reading) {
  let room = CARDS;
  const sections = [];
  for (const speaker of reading.speakers) {
    if (room <= 0) break;
    sections.push(speakerOf(speaker, reading, room));
    room -= speaker.quotes.length;
  }
  place.replaceChildren(...(sections.length > 0 ? sections : [el("p", { className: "nothing" }, t.nothingFound)]));
}

function speakerOf(speaker, reading, room) {
  const cards = speaker.quotes.slice(0, room).map((quote) => card(quote, speaker, reading));
  return el(
    "section",
    { className: "voice", "data-speaker": speaker.id, "data-hue": speaker.hue, "data-line": speaker.line },
    el(
      "h3", {},
      el("span", { className: "badge", "aria-hidden": "true" }, speaker.initials),
      el("span", { className: "name", dir: "auto" }, speaker.name),
      speaker.role ? el("span", { className: "role", dir: "auto" }, speaker.role) : null,
      el("span", { className: "count" }, t.quoteCount(speaker.quotes.length)),
    ),
    el("ol", {}, ...cards),
  );
}

function card(quote, speaker, reading) {
  const words = wordsOf(reading, quote).join(" … ");
  return el(
    "li",
    { className: `card ${quote.kind}`, id: `card-${quote.id}`, tabIndex: -1, "data-quote": quote.id },
    el("a", { className: "number", href: `#text-${quote.id}`, "data-label": quote.label, "aria-label": t.toText(quote.label) }),
    el(quote.kind === "indirect" ? "p" : "blockquote", { className: "words", dir: "auto" }, words),
    el("p", { className: "facts" }, `${t.kinds[quote.kind]} · `, el("b", { className: t.sureness(quote.confidence) }, t.sureness(quote.confidence))),
    el("p", { className: "why" }, why(quote, speaker)),
  );
}

/** One plain sentence or two: what in the text decided, and whom the mention means. */
function why(quote, speaker) {
  const facts = { cue: quote.cue?.text ?? "", speaker: quote.speaker?.text ?? "" };
  const reason = t.why[quote.rule]?.(facts) ?? t.whyOther(quote.rule);
  const other = quote.speaker && speaker.known && quote.speaker.text !== speaker.name;
  return other ? `${reason} ${t.resolved(quote.speaker.text, speaker.name)}` : reason;
}

/**
 * @param {HTMLElement} place
 * @param {object} reading
 */
export function drawEntities(place, reading) {
  const types = Object.keys(t.types).map((type) => [type, reading.report.entities.filter((e) => e.type === type)]);
  const shown = types.filter(([, entities]) => entities.length > 0);
  place.replaceChildren(...shown.map(([type, entities], i) => typeOf(type, entities, i < 3)));
}

function typeOf(type, entities, open) {
  const often = entities.toSorted((a, b) => b.mentions.length - a.mentions.length).slice(0, CARDS);
  return el(
    "details",
    { open, "data-type": type },
    el("summary", {}, t.types[type], el("span", { className: "count" }, entities.length.toLocaleString(t.language))),
    el("ul", {}, ...often.map((entity) => el("li", {}, nameButton(entity)))),
  );
}

function nameButton(entity) {
  const n = entity.mentions.length;
  return el(
    "button",
    { type: "button", className: "entity-name", "data-entity": entity.id, "aria-pressed": "false", "aria-label": t.showMentions(entity.name, n) },
    el("span", { dir: "auto" }, entity.name),
    n > 1 ? el("span", { className: "times" }, `×${n}`) : null,
  );
}
