/** Every visible string, in English. A translation is a copy of this file. */

const count = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const quoted = (words) => `\u201c${words}\u201d`;

export const en = {
  lang: "en",
  title: "whosaid \u2013 who said what in the news",
  tagline: "Who said what, in any news article.",
  promise: "Read on your own computer. Nothing you paste leaves it.",
  skip: "Skip to who said what",
  jump: "To who said what",
  articleWords: /^(?:the|an?)$/iu,

  invite: "Paste a news article",
  inviteHint: "From a web page, Word, Google Docs or plain text. English, for now.",
  placeholder: "Paste or type the article here",
  trySample: "Try a sample article",
  sampleCredit: "Sample article, written for whosaid, CC0. People and places are invented.",
  edit: "Edit text",
  doneEditing: "Close editor",
  tooLongToEdit: "This text is too long for the editor. Paste a changed one instead.",
  another: "New article",
  editorLabel: "Text of the article",

  working: "Reading\u2026",
  counts: (n) => [
    count(n.quotes, "quotation", "quotations"),
    count(n.speakers, "speaker", "speakers"),
    count(n.names, "name", "names"),
  ].join(", "),
  readIn: (ms) => `read in ${ms < 1 ? "less than 1" : Math.round(ms).toLocaleString("en")} ms on this computer`,
  nothing: "No quotations found in this text.",
  nothingHint: "whosaid looks for words in quotation marks and for reported speech, such as \u201cshe said that\u2026\u201d.",

  problems: {
    tooLong: { title: "This text is too long.", help: "whosaid reads up to 32 megabytes at once. Paste a part of it." },
    blocked: {
      title: "This page is not allowed to run the reader.",
      help: "The security policy of this site, or a setting of this browser, blocks WebAssembly. The policy needs the word 'wasm-unsafe-eval' in script-src. Your text is still here.",
    },
    missing: { title: "The reader could not be loaded.", help: "A file of this page is missing or damaged. Your text is still here." },
    noSource: { title: "The article was not found.", help: "This page has no element that src-selector names." },
    crashed: { title: "The reader stopped while reading this text.", help: "Your text is still here. The reader has been started afresh." },
  },
  tryAgain: "Try again",
  noWorker: (reason) => `whosaid reads on the page's own thread, for its Worker could not start (${reason || "the browser gives no reason"}). `
    + "It needs worker-src for worker.js, and, where Trusted Types are enforced, trusted-types who-said.",
  newVersion: "A new version of whosaid is ready.",
  reload: "Load it now",
  otherLanguage: (name) => `This text seems to be in ${name}. whosaid reads English; what it marks here may be wrong.`,
  unknownLanguage: "another language",
  unclosed: (n) => `${count(n, "quotation mark is", "quotation marks are")} opened but never closed.`,

  article: "The article",
  whoSaidWhat: "Who said what",
  results: "What whosaid read",
  speakersTab: "Who said what",
  namesTab: "Names and facts",
  nobody: "Nobody is quoted in this text.",
  unknownSpeaker: "Unknown speaker",
  unspokenTitle: "In quotation marks, but nobody\u2019s words",
  showUnspoken: (n) => `Also show ${count(n, "phrase", "phrases")} in quotation marks that nobody said`,
  quotesOf: (n) => count(n, "quote", "quotes"),
  mentionsOf: (n) => count(n, "mention", "mentions"),
  more: (n) => `Show ${n.toLocaleString("en")} more`,
  toCard: (label, name) => `Quote ${label}, ${name}: why?`,
  toText: (label) => `Quote ${label}: show it in the article`,
  noEntities: "No names found in this text.",

  kinds: { direct: "Direct quote", mixed: "Partial quote", indirect: "Paraphrase", scare: "Scare quotes", title: "Title or name" },
  certainty: { sure: "sure", likely: "likely", unclear: "unclear" },
  legend: {
    title: "How to read the marks",
    direct: "quote",
    indirect: "paraphrase",
    speaker: "who speaks",
    cue: "verb of saying",
    entity: "name or fact",
  },
  types: {
    PERSON: "People", ORG: "Organisations", GPE: "Countries and cities", LOC: "Places", FACILITY: "Buildings and sites",
    NORP: "Nationalities and groups", EVENT: "Events", WORK: "Works", PRODUCT: "Products", TITLE: "Titles",
    DATE: "Dates", TIME: "Times", MONEY: "Money", PERCENT: "Percentages", NUMBER: "Numbers",
  },

  why: {
    scare: "The marks keep the word at a distance; nobody is quoted.",
    title: "The marks set off a name or a title; nobody is quoted.",
    unknown: "The text names nobody for these words.",
    unsaid: (cue) => `${quoted(cue)} reports these words, but the text does not name who said them.`,
    cueAfter: (cue, near) => `${subject(cue)} ${near ? "right " : ""}after the quote`,
    cueBefore: (cue, near) => `${subject(cue)} ${near ? "right " : ""}before the quote`,
    cueBetween: (cue) => `${subject(cue)} between the parts of the quote`,
    cueReports: (cue) => `${quoted(cue)} reports what follows`,
    cueReportsBack: (cue) => `${quoted(cue)} reports what stands before it`,
    cueInside: (cue) => `${quoted(cue)} interrupts the quote`,
    rules: {
      "for-speaker": (speaker) => `The sentence gives it as the view of ${quoted(speaker)}`,
      "lead-in": (speaker) => `The words before it, about ${quoted(speaker)}, lead up to it with a colon`,
      signature: (speaker) => `It is signed ${quoted(speaker)} after a dash`,
      headline: (speaker) => `${quoted(speaker)} is the name before it in the headline`,
      continued: (speaker) => `It has no verb of saying and goes on from ${quoted(speaker)}, who spoke right before`,
    },
    noCue: (speaker) => `No verb of saying; ${quoted(speaker)} is the speaker that fits best`,
    speaker: (speaker) => `${quoted(speaker)} is the speaker`,
    same: (mention, name) => `${quoted(mention)} is ${name}`,
    standsFor: (mention, name) => `${quoted(mention)} stands for ${name}`,
    rule: "Rule",
  },

  footer: {
    privacy: "No server, no account, no cookies. Pull the plug and it still works.",
    machine: "Marked by a machine, which errs. Check before you print.",
    source: "Free software, MIT or Apache 2.0.",
  },
};

function subject(cue) {
  return /\s/u.test(cue) ? `The words ${quoted(cue)} stand` : `The word ${quoted(cue)} stands`;
}
