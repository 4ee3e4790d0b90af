/** Says in one plain sentence why a quote is given to its speaker, from the places that the report names. */

import { t } from "./strings.js";

const NEAR = 3;

/** @returns {"sure"|"likely"|"unclear"} the word for a confidence between 0 and 1 */
export function certainty(confidence) {
  if (confidence >= 0.9) return "sure";
  return confidence >= 0.6 ? "likely" : "unclear";
}

/**
 * @param {object} quote a quote of `buildReading`
 * @param {object} reading
 * @returns {string} one sentence
 */
export function whyOf(quote, reading) {
  if (quote.corrected) return t.why.corrected;
  if (!quote.spoken) return t.why[quote.kind];
  const cue = quote.cue && reading.text.slice(quote.cue.start, quote.cue.end);
  if (!quote.by.known) return cue ? t.why.unsaid(cue) : t.why.unknown;
  const speaker = quote.speaker && reading.text.slice(quote.speaker.start, quote.speaker.end);
  const clauses = [reasonOf(quote, cue, speaker ?? quote.by.name, reading)];
  const identity = identityOf(quote, speaker, reading);
  if (identity) clauses.push(identity);
  else if (cue && speaker) clauses.push(t.why.speaker(speaker));
  return `${clauses.join(t.why.and)}.`;
}

function reasonOf(quote, cue, speaker, reading) {
  const byRule = t.why.rules[quote.rule];
  if (byRule) return byRule(speaker);
  return cue ? placeOfCue(quote, cue, reading) : t.why.noCue(speaker);
}

function placeOfCue(quote, cue, { text }) {
  const first = quote.pieces[0];
  const last = quote.pieces.at(-1);
  const { start, end } = quote.cue;
  const before = end <= first.start;
  if (quote.kind === "indirect") return before ? t.why.cueReports(cue) : t.why.cueReportsBack(cue);
  if (before) return t.why.cueBefore(cue, near(text, end, first.start, quote));
  if (start >= last.end) return t.why.cueAfter(cue, near(text, last.end, start, quote));
  return quote.pieces.some((piece) => start >= piece.start && end <= piece.end) ? t.why.cueInside(cue) : t.why.cueBetween(cue);
}

/** Near is: hardly a word between them, the speaker's own words not counted. */
function near(text, from, to, quote) {
  const between = text.slice(from, to);
  const words = between.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const own = quote.speaker && quote.speaker.start >= from && quote.speaker.end <= to;
  const spoken = own ? (text.slice(quote.speaker.start, quote.speaker.end).match(/[\p{L}\p{N}]+/gu)?.length ?? 0) : 0;
  return words - spoken <= NEAR;
}

function identityOf(quote, speaker, { entities }) {
  const entity = entities.get(quote.speaker_entity);
  if (!entity || !speaker || speaker === entity.name) return null;
  const mention = entity.mentions.find(({ start }) => start === quote.speaker.start);
  const metonym = !mention || mention.metonym_of;
  return metonym ? t.why.standsFor(speaker, entity.name) : t.why.same(speaker, entity.name);
}
