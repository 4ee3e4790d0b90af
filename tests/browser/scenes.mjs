/** The states of the page, as pictures and as tests need them. */

import { fakeWorker, paste, standing, workerIs } from "./desk.mjs";

const inside = (page, selector) => page.locator(`who-said ${selector}`).first();
const worker = (answer) => ({ replace: workerIs(fakeWorker(answer)) });
const NO_WASM = { "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self'; manifest-src 'self'" };

/** Opens the sample article. */
export async function sample(page) {
  await page.click("#sample");
  await standing(page);
}

async function read(page, text) {
  await paste(page, text);
  await standing(page);
}

async function problem(page) {
  await paste(page, "\"We will not be rushed,\" said Ruth Adeyemi.");
  await page.waitForSelector(".notice.is-problem");
}

const on = (selector) => async (page) => {
  await sample(page);
  await inside(page, selector).click();
};

/** By name: what is done to come there, what is special of the server, which lines of the console belong to it. */
export const STATES = {
  empty: {},
  report: { act: sample },
  unspoken: { act: on(".unspoken summary") },
  sources: { act: on("#tab-sources") },
  names: { act: on("#tab-names") },
  filtered: { act: on(".chip[data-filter='kind:indirect']") },
  pinned: { act: on(".speaker:nth-child(2) .pin") },
  correcting: { act: on(".card .fix") },
  corrected: {
    act: async (page) => {
      await sample(page);
      await inside(page, ".card .fix").click();
      await inside(page, ".fix-form .buttons .act:nth-child(2)").click();
      await page.waitForFunction(() => document.querySelector("who-said").reading.report.corrections);
    },
  },
  takeaway: {
    act: async (page) => {
      await sample(page);
      await page.click("#takeaway");
    },
  },
  keys: {
    act: async (page) => {
      await sample(page);
      await page.keyboard.press("?");
    },
  },
  editing: {
    act: async (page) => {
      await sample(page);
      await page.click("#edit");
    },
  },
  "right to left": { path: "?lang=ar", act: sample },
  "an Arabic article": { act: (page) => read(page, "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 \u0641\u064a \u0645\u0624\u062a\u0645\u0631 \u0635\u062d\u0641\u064a: \u201c\u0644\u0646 \u0646\u0648\u0627\u0641\u0642 \u0639\u0644\u0649 \u0647\u0630\u0627\u201d.\n\n\"We will not agree,\" said Ali Khan, the minister.") },
  "nothing found": { act: (page) => read(page, "The ferry sails at nine. It comes back at ten.") },
  "another language": { act: (page) => read(page, "Le ministre a d\u00e9clar\u00e9 que la r\u00e9forme serait adopt\u00e9e dans les prochains jours. \u00ab C\u2019est une question de temps \u00bb, a-t-il dit devant les journalistes.") },
  working: {
    server: worker("() => new Promise(() => {})"),
    act: async (page) => {
      await paste(page, "Slow.");
      await page.waitForSelector("body.is-working");
    },
  },
  "too long": { server: worker("() => ({ error: { name: 'RangeError', message: 'too long' } })"), act: problem },
  crashed: { server: worker("() => { throw new Error('trap'); }"), act: problem },
  blocked: { server: { headers: NO_WASM }, allow: /unsafe-eval/u, act: problem },
};
