/** The language of the interface. Every word a reader sees comes from here. */

import { en } from "./strings/en.js";

const LANGUAGES = {
  en: () => en,
  ar: () => import("./strings/ar.js").then(({ ar }) => ar),
};

/** The page's language, and the one of what is done now: an element may have its own. */
let pages = en;
let now = null;

/** The strings in force. */
export const t = new Proxy(en, { get: (_, key) => (now ?? pages)[key] });

/** @param {(string | null | undefined)[]} tags @returns {object | Promise<object> | null} the strings of the first language of the list that we speak */
export function stringsOf(tags) {
  const known = tags.filter(Boolean).map((tag) => LANGUAGES[tag.toLowerCase().split("-")[0]]).find(Boolean);
  return known?.() ?? null;
}

/** Does something in a language of its own. @param {object | null} strings null for the page's @param {() => T} act @returns {T} @template T */
export function speaking(strings, act) {
  const before = now;
  now = strings;
  try {
    return act();
  } finally {
    now = before;
  }
}

/** The same, to be done later, in the language of now. @param {(...given: any[]) => any} act */
export function inTheseWords(act) {
  const strings = now;
  return (...given) => speaking(strings, () => act(...given));
}

let loading = null;

/** The page takes the first language of the list that we speak; English where we speak none. @param {(string | null | undefined)[]} tags */
export function speak(tags) {
  const strings = stringsOf(tags) ?? en;
  loading = strings instanceof Promise ? strings.then((late) => { pages = late; }) : null;
  if (!loading) pages = strings;
}

/** Draws when the language is there: at once, or after it was loaded. @param {() => void} draw */
export function whenSpoken(draw) {
  if (loading) loading.then(draw);
  else draw();
}

speak([globalThis.document?.documentElement.lang]);
