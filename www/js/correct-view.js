/** The forms by which a reader corrects: who said a quote, that it is no quote, that two names are one. */

import { anchorOfEntity, anchorOfQuote } from "./corrections.js";
import { el } from "./dom.js";
import { t } from "./strings.js";

const SPEAKERS = new Set(["PERSON", "ORG", "GPE", "NORP"]);
const MOST = 300;
const OTHER = ":name";
const UNKNOWN = ":unknown";

/** @returns {HTMLElement} a form that tells what was corrected by the event `who-said-correct` */
export function quoteForm(reading, quote, close) {
  const name = el("input", { type: "text", maxLength: 200, autocomplete: "off", "aria-label": t.fix.typeName, placeholder: t.fix.typeName, hidden: true });
  const choice = el("select", { "aria-label": t.fix.whoSaid(quote.label) },
    ...options(reading, quote.speaker_entity),
    el("option", { value: UNKNOWN, selected: !quote.by?.known }, t.unknownSpeaker),
    el("option", { value: OTHER }, t.fix.otherName));
  choice.addEventListener("change", () => {
    name.hidden = choice.value !== OTHER;
    if (!name.hidden) name.focus();
  });
  const submit = (form) => {
    const to = speakerOf(reading, choice.value, name.value.trim());
    if (to === null) return name.focus();
    tell(form, { speaker: { quote: anchorOfQuote(reading, quote), to } });
  };
  const dismiss = (event) => tell(event.target, { dismiss: { quote: anchorOfQuote(reading, quote) } });
  return makeForm(submit, close,
    el("label", {}, el("span", {}, t.fix.whoSaid(quote.label)), choice), name,
    el("p", { className: "buttons" },
      el("button", { type: "submit", className: "act is-main" }, t.fix.change),
      el("button", { type: "button", className: "act", onclick: dismiss }, t.fix.dismiss),
      el("button", { type: "button", className: "act", onclick: close }, t.fix.cancel)));
}

/** @returns {HTMLElement} a form that makes one entity of two */
export function mergeForm(reading, entity, close) {
  const choice = el("select", { "aria-label": t.fix.sameAs(entity.name) }, ...options(reading, null, entity));
  const submit = (form) => {
    const into = reading.entities.get(choice.value);
    if (into) tell(form, { merge: { entity: anchorOfEntity(reading, entity), into: anchorOfEntity(reading, into) } });
  };
  return makeForm(submit, close,
    el("label", {}, el("span", {}, t.fix.sameAs(entity.name)), choice),
    el("p", { className: "buttons" },
      el("button", { type: "submit", className: "act is-main" }, t.fix.merge),
      el("button", { type: "button", className: "act", onclick: close }, t.fix.cancel)));
}

function makeForm(submit, close, ...content) {
  const form = el("form", { className: "fix-form" }, ...content);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  return form;
}

/** Those who can speak, the most mentioned first. */
function options(reading, chosen, without = null) {
  const able = reading.report.entities.filter((entity) => SPEAKERS.has(entity.type) && entity !== without);
  const likely = able.toSorted((a, b) => b.mentions.length - a.mentions.length).slice(0, MOST);
  return likely.map((entity) => el("option", { value: entity.id, selected: entity.id === chosen }, entity.name));
}

function speakerOf(reading, value, name) {
  if (value === UNKNOWN) return "unknown";
  if (value === OTHER) return name ? { name } : null;
  const entity = reading.entities.get(value);
  return entity ? { entity: anchorOfEntity(reading, entity) } : null;
}

function tell(node, correction) {
  node.dispatchEvent(new CustomEvent("who-said-correct", { bubbles: true, composed: true, detail: correction }));
}
