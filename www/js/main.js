/** The page: text comes in, the reader reads it, the element shows it. */

import { Compose } from "./compose.js";
import { hasServiceWorker, sample as fetchSample } from "./files.js";
import { problemNotice, remarks, summary } from "./notices.js";
import { keepAtHand } from "./offline.js";
import { Reader } from "./reader.js";
import { t } from "./strings.js";
import "./element.js";

const PATIENCE = 150;
const $ = (id) => document.getElementById(id);
const page = {
  body: document.body, editor: $("editor"), status: $("status"), notices: $("notices"), credit: $("credit"),
  report: $("report"), edit: $("edit"), another: $("another"), sample: $("sample"),
};
const reader = new Reader();
/** Fetched with the page, for reading an article makes no request. */
const sample = fetchSample();
let sampleText = null;
const compose = new Compose(page.editor, (text, how) => onText(text, how));

function onText(text, how) {
  if (text.trim() === "") return showEmpty();
  page.credit.hidden = text !== sampleText;
  if (how === "pasted") setEditing(false);
  else if (page.body.dataset.stage === "empty") setEditing(true);
  if (page.body.dataset.stage !== "read") page.body.dataset.stage = "reading";
  return read(text, how);
}

async function read(text, how) {
  const working = setTimeout(() => say(t.working, true), PATIENCE);
  try {
    const answer = await reader.read(text);
    if (answer) show(text, answer, how);
  } catch (error) {
    showProblem(error);
  } finally {
    clearTimeout(working);
  }
}

function show(text, { report, ms }, how) {
  page.report.hidden = false;
  page.body.dataset.stage = "read";
  page.report.show(text, report);
  page.notices.replaceChildren(...remarks(page.report.reading));
  say(summary(page.report.reading, ms));
  if (how !== "pasted") return;
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

function showEmpty() {
  reader.cancel();
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

function say(words, busy = false) {
  page.status.textContent = words;
  page.body.classList.toggle("is-working", busy);
}

function labelAll() {
  document.title = t.title;
  for (const node of document.querySelectorAll("[data-t]")) {
    node.textContent = node.dataset.t.split(".").reduce((words, key) => words[key], t);
  }
  page.editor.placeholder = t.placeholder;
  page.editor.setAttribute("aria-label", t.editorLabel);
}

labelAll();
reader.warm();
page.sample.addEventListener("click", async () => {
  sampleText = await sample;
  compose.take(sampleText);
});
page.edit.addEventListener("click", () => {
  const open = page.edit.getAttribute("aria-expanded") !== "true";
  setEditing(open);
  if (open) page.editor.focus();
});
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
