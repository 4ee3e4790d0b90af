/** The names and facts of the article, by type, each with the number of its mentions. */

import { countOf, growingList } from "./cards-view.js";
import { el } from "./dom.js";
import { t } from "./strings.js";

/** In the order in which a newsroom asks. */
const ORDER = Object.keys(t.types);
const OPEN = new Set(["PERSON", "ORG", "GPE", "LOC"]);

/** The panel of entities. */
export class EntitiesView {
  #pane;

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
  }

  /** @param {object} reading see `buildReading` @param {(type: string) => boolean} passes which types are shown */
  show(reading, passes = () => true) {
    const named = reading.report.entities.filter((entity) => entity.mentions.length > 0 && passes(entity.type));
    const types = ORDER.filter((type) => named.some((entity) => entity.type === type));
    const sections = types.map((type) => typeNode(type, named.filter((entity) => entity.type === type)));
    this.#pane.replaceChildren(...(sections.length > 0 ? sections : [el("p", { className: "nothing" }, t.noEntities)]));
  }
}

function typeNode(type, entities) {
  const list = el("ul", { className: "entities" });
  const byMentions = entities.toSorted((a, b) => b.mentions.length - a.mentions.length);
  growingList(list, byMentions, entityNode);
  return el("details", { className: "type", "data-type": type, open: OPEN.has(type) },
    el("summary", {}, el("h3", {}, t.types[type]), " ", el("span", { className: "count" }, t.digits(entities.length))),
    list);
}

function entityNode(entity) {
  return el("li", {}, el("button", {
    type: "button",
    className: "pin",
    "data-entity": entity.id,
    "aria-pressed": "false",
  },
  el("bdi", { className: "name" }, entity.name),
  countOf(entity.mentions.length, t.mentionsOf)));
}

/** @returns {number} how many people, bodies, places and works the text names; dates and sums are no names */
export function countNames(report) {
  const types = new Set(["PERSON", "ORG", "GPE", "LOC", "FACILITY", "NORP", "EVENT", "WORK", "PRODUCT"]);
  return report.entities.filter((entity) => types.has(entity.type) && entity.mentions.some(isName)).length;
}

function isName(mention) {
  return mention.kind === "name" || mention.kind === "alias";
}
