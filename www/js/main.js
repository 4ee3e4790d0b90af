/** The page: text comes in, the reader reads it, the element shows it. */

import "./ahead.js";
import "./language.js";
import { Compose } from "./compose.js";
import { Corrections } from "./corrections.js";
import { makeDesk } from "./desk.js";
import { articleOf, takeFiles } from "./drop.js";
import { hasServiceWorker, sample as fetchSample } from "./files.js";
import { keptNotice, problemNotice, remarks, summary } from "./notices.js";
import { keepAtHand } from "./offline.js";
import { Reader } from "./reader.js";
import { sheet } from "./sheets.js";
import { t, whenSpoken } from "./strings.js";
import "./element.js";

const PATIENCE = 150;
const $ = (id) => document.getElementById(id);
const page = {
  body: document.body, editor: $("editor"), status: $("status"), notices: $("notices"), credit: $("credit"),
  report: $("report"), edit: $("edit"), another: $("another"), sample: $("sample"), before: $("before"),
};
const reader = new Reader();
/** Fetched with the page, for reading an article makes no request. */
const sample = fetchSample();
let sampleText = null;
/** What was read last, and the article before it with its corrections: a press or a paste too many must not cost an hour's work. */
let shown = "";
let before = null;
const compose = new Compose(page.editor, (text, how) => onText(text, how));
const corrections = new Corrections();
let desk = null;

function onText(text, how) {
  if (text.trim() === "") return showEmpty();
  page.credit.hidden = text !== sampleText;
  if (how === "pasted") {
    putAside(text);
    setEditing(false);
  } else if (page.body.dataset.stage === "empty") setEditing(true);
  if (page.body.dataset.stage !== "read") page.body.dataset.stage = "reading";
  return read(text, how);
}

/** Keeps the article that another one replaces, in memory as everything here; where that is the one that was kept, its corrections come back. */
function putAside(text) {
  const again = before?.text === text ? before.file : null;
  if (shown && shown !== text) before = { text: shown, file: corrections.toFile() };
  page.before.hidden = before === null;
  shown = "";
  corrections.clear();
  if (again) corrections.take(again);
}

function goBack() {
  compose.take(before.text);
}

async function read(text, how, words = "") {
  const working = setTimeout(() => say(t.working, true), PATIENCE);
  try {
    const answer = await reader.read(text, corrections.size > 0 ? { corrections: corrections.toFile() } : {});
    if (answer) show(text, answer, how, words);
  } catch (error) {
    showProblem(error);
  } finally {
    clearTimeout(working);
  }
}

function show(text, { report, ms }, how, words) {
  shown = text;
  page.report.hidden = false;
  page.body.dataset.stage = "read";
  page.report.show(text, report, { keep: how !== "pasted" });
  page.notices.replaceChildren(...remarks(page.report.reading, corrections.size - (report.corrections?.length ?? 0)));
  say(`${words} ${summary(page.report.reading, ms)}`.trim());
  desk.refresh();
  if (how !== "pasted") return;
  if (before?.file.corrections.length > 0 && corrections.size === 0) page.notices.append(keptNotice(goBack));
  scrollTo({ top: 0 });
  page.report.focusArticle();
}

function showProblem(error) {
  if (!t.problems[error.kind]) throw error;
  page.body.dataset.stage = page.report.hidden ? "problem" : "read";
  page.report.hidden = true;
  page.notices.replaceChildren(problemNotice(error, () => onText(compose.text, "typed")));
  say("");
  setEditing(compose.editable);
}

/** What went wrong beside the reading: the report stays. */
function showTrouble(error) {
  if (!t.problems[error.kind]) throw error;
  page.notices.replaceChildren(problemNotice(error));
}

function showEmpty() {
  reader.cancel();
  putAside("");
  page.body.dataset.stage = "empty";
  page.report.hidden = true;
  page.credit.hidden = true;
  page.notices.replaceChildren();
  say("");
}

/** The editor is laid out only while it is open: a book in a text area would hold up the page. */
function setEditing(open) {
  page.body.classList.toggle("is-editing", open);
  page.edit.setAttribute("aria-expanded", String(open));
  page.edit.disabled = !compose.editable;
  page.edit.title = compose.editable ? "" : t.tooLongToEdit;
  page.edit.textContent = open ? t.doneEditing : t.edit;
  if (open && document.activeElement !== page.editor) compose.fill();
}

function toggleEditor() {
  const open = page.edit.getAttribute("aria-expanded") !== "true";
  if (!compose.editable) return;
  setEditing(open);
  if (open) page.editor.focus();
}

function say(words, busy = false) {
  page.status.textContent = words;
  page.body.classList.toggle("is-working", busy);
}

function labelAll() {
  document.title = t.title;
  for (const node of document.querySelectorAll("[data-t]")) {
    node.textContent = node.dataset.t.split(".").reduce((words, key) => words[key], t);
  }
  Object.assign($("language"), { lang: t.other.lang, hreflang: t.other.lang, href: `?lang=${t.other.lang}`, textContent: t.other.name });
  page.editor.placeholder = t.placeholder;
  page.editor.setAttribute("aria-label", t.editorLabel);
}

function start() {
  desk = makeDesk({
    reader, corrections, report: page.report, compose, say, trouble: showTrouble,
    readAgain: (words) => read(compose.text, "corrected", words), toggleEditor,
  });
  labelAll();
  takeFiles({
    picker: $("file"),
    onFile: (file) => articleOf(file).then((text) => compose.take(text), showTrouble),
  });
  $("open").addEventListener("click", () => $("file").click());
  page.sample.addEventListener("click", async () => {
    sampleText = await sample;
    compose.take(sampleText);
  });
  page.edit.addEventListener("click", () => toggleEditor());
  page.before.addEventListener("click", goBack);
  page.another.addEventListener("click", () => {
    compose.clear();
    showEmpty();
    setEditing(false);
    page.editor.focus();
  });
  for (const link of document.querySelectorAll(".skip, .jump")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (page.report.hidden) page.editor.focus();
      else page.report.focusResults();
    });
  }
  if (hasServiceWorker) keepAtHand(document.querySelector("main"));
}

document.adoptedStyleSheets = [sheet("notice")];
whenSpoken(start);
