/** English. Functions take what varies; plurals are written out. */

const count = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const said = (words) => `“${words}”`;

export const en = {
  language: "en",
  direction: "ltr",
  unknownSpeaker: "Unknown speaker",
  working: "Reading …",
  folded: (n) => `A text of ${n.toLocaleString("en")} characters. Its box is folded away to keep the page quick.`,
  done: ({ quotes, speakers, entities, ms }) =>
    `${count(quotes, "quotation", "quotations")} by ${count(speakers, "speaker", "speakers")}, ` +
    `${count(entities, "name or number", "names and numbers")}, read in ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms on this computer.`,
  nothingFound: "No quotation was found in this text.",
  otherLanguage: (tag) => {
    const name = new Intl.DisplayNames(["en"], { type: "language" }).of(tag);
    return `This text seems to be in ${name ?? tag}. whosaid reads English only, so expect little here.`;
  },
  tooLong: "This text is too long to read in one piece. Your text is untouched; try a part of it.",
  crashed: "Reading this text failed. Your text is untouched.",
  again: "Try again",
  blocked:
    "This browser or site does not let the page run WebAssembly, which whosaid reads with. " +
    "A site must allow 'wasm-unsafe-eval' in the script-src of its Content-Security-Policy.",
  sampleCredit: "Sample article: written for whosaid, CC0. People and places are invented.",
  unclosedQuote: (n) => `${count(n, "quotation mark is", "quotation marks are")} opened and never closed.`,
  kinds: { direct: "quoted", mixed: "quoted in part", indirect: "reported", scare: "in marks, not speech", title: "a title or name" },
  sureness: (confidence) => (confidence >= 0.9 ? "sure" : confidence >= 0.6 ? "likely" : "unclear"),
  quoteCount: (n) => count(n, "quotation", "quotations"),
  toCard: (label, speaker) => `Quotation ${label}, ${speaker}: go to its card`,
  toText: (label) => `Quotation ${label}: go to its place in the article`,
  unspoken: (n) => `Show ${count(n, "phrase", "phrases")} in marks that nobody said`,
  mentions: (n) => count(n, "mention", "mentions"),
  showMentions: (name, n) => `${name}, ${count(n, "mention", "mentions")}: mark in the article`,
  types: {
    PERSON: "People", ORG: "Organisations", GPE: "Countries and cities", LOC: "Places", FACILITY: "Buildings and sites",
    NORP: "Nationalities and groups", EVENT: "Events", WORK: "Works and laws", PRODUCT: "Products", TITLE: "Offices and roles",
    DATE: "Dates", TIME: "Times", MONEY: "Money", PERCENT: "Percentages", NUMBER: "Numbers",
  },
  why: {
    "cue-after": (q) => `${said(q.cue)} follows the quotation, and ${said(q.speaker)} is its subject.`,
    "cue-after-inverted": (q) => `${said(`${q.cue} ${q.speaker}`)} follows the quotation.`,
    "cue-between": (q) => `${said(`${q.speaker} ${q.cue}`)} stands between its pieces.`,
    "cue-between-inverted": (q) => `${said(`${q.cue} ${q.speaker}`)} stands between its pieces.`,
    "cue-before": (q) => `${said(q.cue)} leads to it, and ${said(q.speaker)} is its subject.`,
    "for-speaker": (q) => `The sentence begins with ${said(`For ${q.speaker}`)}.`,
    "lead-in": (q) => `The words before it, about ${said(q.speaker)}, end with a colon.`,
    signature: (q) => `It is signed ${said(q.speaker)} after a dash.`,
    headline: (q) => `In the headline ${said(q.speaker)} is the name before it.`,
    continued: (q) => `It has no clause of its own and goes on from ${said(q.speaker)}, who spoke right before.`,
    none: () => "Nothing in the text tells who said it.",
  },
  whyOther: (rule) => `Decided by the rule ${rule}.`,
  resolved: (mention, name) => `${said(mention)} is read as ${name}.`,
};
