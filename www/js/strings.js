/** The language of the interface. Every word a reader sees comes from here. */

import { ar } from "./strings/ar.js";
import { en } from "./strings/en.js";

const LANGUAGES = { en, ar };

/** The strings in force: one object, filled again when the language changes. */
export const t = { ...en };

/** Takes the first language of the list that we speak; English where we speak none. */
export function speak(tags) {
  const known = tags.filter(Boolean).map((tag) => LANGUAGES[tag.toLowerCase().split("-")[0]]).find(Boolean);
  Object.assign(t, known ?? en);
}

/** The tags of the languages that we speak. */
export const languages = Object.keys(LANGUAGES);

speak([document.documentElement.lang]);
