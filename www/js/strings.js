/** The language of the interface. Every word a reader sees comes from here. */

import { en } from "./strings/en.js";

const LANGUAGES = {
  en: () => en,
  ar: () => import("./strings/ar.js").then(({ ar }) => ar),
};

/** The strings in force: one object, filled when the language is chosen. */
export const t = { ...en };

let loading = null;

/** Takes the first language of the list that we speak; English where we speak none. @param {(string | null | undefined)[]} tags */
export function speak(tags) {
  const known = tags.filter(Boolean).map((tag) => LANGUAGES[tag.toLowerCase().split("-")[0]]).find(Boolean);
  const strings = (known ?? LANGUAGES.en)();
  loading = strings instanceof Promise ? strings.then((late) => { Object.assign(t, late); }) : null;
  if (!loading) Object.assign(t, strings);
}

/** Draws when the language is there: at once, or after it was loaded. @param {() => void} draw */
export function whenSpoken(draw) {
  if (loading) loading.then(draw);
  else draw();
}

speak([globalThis.document?.documentElement.lang]);
