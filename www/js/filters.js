/** The key to the marks, which filters: each mark with its count, pressed to see that kind alone; what needs a look; types of names. */

import { el } from "./dom.js";
import { inTheseWords, t } from "./strings.js";
import { certainty } from "./why.js";

const KINDS = ["direct", "mixed", "indirect"];
const NAMES = { people: ["PERSON"], organisations: ["ORG"], places: ["GPE", "LOC", "FACILITY"], others: ["NORP", "EVENT", "WORK", "PRODUCT", "TITLE"],
  facts: ["DATE", "TIME", "MONEY", "PERCENT", "NUMBER"] };
const LOOKS = { "data-hue": "0", "data-line": "solid", "data-edge": "open close" };

/** Which quotes and names are shown. Within a group any pressed kind passes, and all do where none is pressed. */
export class Filters {
  #bar;
  #onChange;
  #pressed = new Set();
  #reading = null;
  #changed = () => {};
  #status = el("p", { className: "shown", role: "status" });

  constructor(bar, onChange) {
    this.#bar = bar;
    this.#onChange = onChange;
    bar.addEventListener("click", (event) => {
      const chip = event.target.closest("[data-filter]");
      if (chip) this.#toggle(chip.dataset.filter);
      else if (event.target.closest(".show-all")) this.#showAll();
    });
  }

  /** `keep` leaves pressed what was pressed. */
  show(reading, keep) {
    this.#reading = reading;
    this.#changed = inTheseWords(() => {
      this.#paint();
      this.#onChange();
    });
    const chips = chipsOf(reading);
    const ids = new Set(chips.map(({ id }) => id));
    this.#pressed = keep ? new Set([...this.#pressed].filter((id) => ids.has(id))) : new Set();
    const marked = reading.quotes.some((quote) => quote.spoken) ? ["speaker", "cue"] : [];
    const key = marked.map((name) => el("li", {}, el("span", { className: "key" }, el("span", { className: "seg", ...KEYS[name] }, t.legend[name]))));
    this.#bar.replaceChildren(
      el("ul", { className: "chips", "aria-label": t.legend.title }, ...chips.map((chip) => el("li", {}, chipNode(chip))), ...key), this.#status);
    this.#paint();
  }

  passes(quote) {
    return this.#among("kind", quote.kind) && (!this.#pressed.has("look") || needsLook(quote));
  }

  passesType(type) {
    return this.#among("names", Object.keys(NAMES).find((group) => NAMES[group].includes(type)));
  }

  clear() {
    this.#pressed.clear();
    this.#changed();
  }

  /** The button goes with what it ends, so the focus goes to what was pressed. */
  #showAll() {
    const pressed = this.#bar.querySelector("[aria-pressed=true]");
    this.clear();
    pressed?.focus();
  }

  #among(group, value) {
    const wanted = [...this.#pressed].filter((id) => id.startsWith(`${group}:`));
    return wanted.length === 0 || wanted.includes(`${group}:${value}`);
  }

  #toggle(id) {
    if (!this.#pressed.delete(id)) this.#pressed.add(id);
    this.#changed();
  }

  #paint() {
    for (const chip of this.#bar.querySelectorAll("[data-filter]")) {
      chip.setAttribute("aria-pressed", String(this.#pressed.has(chip.dataset.filter)));
    }
    const spoken = this.#reading.quotes.filter((quote) => quote.spoken);
    const passing = spoken.filter((quote) => this.passes(quote)).length;
    this.#status.replaceChildren();
    if (this.#pressed.size > 0) {
      this.#status.append(t.filters.shown(passing, spoken.length), " ", el("button", { type: "button", className: "act show-all" }, t.filters.all));
    }
  }
}

const KEYS = { speaker: { "data-speaker": "", "data-hue": "0", "data-line": "solid" }, cue: { "data-cue": "" } };

/** @returns {boolean} whether a person should check who said it */
export function needsLook(quote) {
  return quote.spoken && certainty(quote.confidence) === "unclear";
}

function chipsOf({ quotes, report }) {
  const kinds = KINDS.map((kind) => ({
    id: `kind:${kind}`, label: t.kinds[kind], count: quotes.filter((quote) => quote.kind === kind).length,
    marks: { ...LOOKS, "data-kind": kind },
  }));
  const look = { id: "look", label: t.filters.look, count: quotes.filter(needsLook).length, marks: { "data-look": "" } };
  const names = Object.entries(NAMES).map(([group, types]) => ({
    id: `names:${group}`, label: t.filters.names[group], count: report.entities.filter((entity) => entity.mentions.length > 0 && types.includes(entity.type)).length,
    marks: { "data-entity": "", "data-mention": "name" },
  }));
  return [...kinds, look, ...names].filter(({ count }) => count > 0);
}

function chipNode({ id, label, count, marks }) {
  return el("button", { type: "button", className: "chip", "data-filter": id, "aria-pressed": "false" },
    el("span", { className: "seg", ...marks }, label), el("span", { className: "count" }, t.digits(count)));
}
