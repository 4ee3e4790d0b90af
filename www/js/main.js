/** The page: text in, reading out. */

import { ArticleView } from "./article.js";
import { el } from "./dom.js";
import { linkUp } from "./links.js";
import { drawEntities, drawSpeakers } from "./panel.js";
import { textOf } from "./paste.js";
import { Reader } from "./reader.js";
import { buildReading } from "./reading.js";
import { t } from "./strings.js";

const $ = (id) => document.getElementById(id);
const PAUSE = 200;
const PATIENCE = 150;
const LONG = 300_000;
const SAMPLE = new URL("../sample/article.txt", import.meta.url);

const reader = new Reader(new URL("./worker.js", import.meta.url));
const article = new ArticleView($("article"));
let drawing = new AbortController();
let timer = 0;
/** The text as it came: a textarea would turn every line end into LF. */
let source = "";

/** Reads the text that is in the box now. */
async function read() {
  clearTimeout(timer);
  drawing.abort();
  drawing = new AbortController();
  const { signal } = drawing;
  $("clear").hidden = source === "";
  tell(null);
  if (source.trim() === "") return rest();
  const slow = setTimeout(() => { $("status").textContent = t.working; }, PATIENCE);
  try {
    const answer = await reader.read(source);
    if (answer && !signal.aborted) await show(answer, signal);
  } catch (error) {
    fail(error);
  } finally {
    clearTimeout(slow);
  }
}

function rest() {
  document.body.dataset.state = "empty";
  $("sheet").hidden = true;
  $("status").textContent = "";
  article.clear();
}

async function show({ report, ms }, signal) {
  const reading = buildReading(source, report);
  document.body.dataset.state = "read";
  $("sheet").hidden = false;
  drawSpeakers($("speakers"), reading);
  drawEntities($("entities"), reading);
  const unspoken = reading.unspoken.length;
  $("unspoken-switch").hidden = unspoken === 0;
  $("unspoken-switch").lastElementChild.textContent = t.unspoken(unspoken);
  notes(report);
  if (!(await article.draw(reading, signal))) return;
  const counts = {
    quotes: reading.quotes.filter((q) => q.spoken).length,
    speakers: reading.speakers.filter((s) => s.known).length,
    entities: report.entities.length,
    ms,
  };
  $("status").textContent = counts.quotes === 0 ? t.nothingFound : t.done(counts);
}

function notes({ language, diagnostics }) {
  const found = diagnostics.map((d) => d.code);
  if (found.includes("not-english")) return tell(t.otherLanguage(language.detected));
  const unclosed = found.filter((code) => code === "unclosed-quote").length;
  return tell(unclosed > 0 ? t.unclosedQuote(unclosed) : null);
}

/** What went wrong is said in words; the text stays where it is. */
function fail(error) {
  $("status").textContent = "";
  if (error.kind === "blocked") return tell(t.blocked);
  if (error.kind === "too-long") return tell(t.tooLong);
  return tell(t.crashed, el("button", { type: "button", onclick: read }, t.again));
}

function tell(message, ...more) {
  $("notice").hidden = !message;
  $("notice").replaceChildren(...(message ? [el("p", {}, message), ...more] : []));
}

function take(text) {
  source = text;
  const long = text.length > LONG;
  // Browsers lay out a box of megabytes for seconds, so a long text is folded away until somebody wants to edit it.
  $("text").value = long ? "" : text;
  $("text").hidden = long;
  $("long").hidden = !long;
  $("long").firstElementChild.textContent = t.folded(text.length);
  $("credit").textContent = "";
  read();
}

$("text").addEventListener("input", () => {
  source = $("text").value;
  $("credit").textContent = "";
  clearTimeout(timer);
  timer = setTimeout(read, PAUSE);
});

$("text").addEventListener("paste", (event) => {
  const text = textOf(event.clipboardData);
  const box = $("text");
  const all = box.selectionStart === 0 && box.selectionEnd === box.value.length;
  if (text === "") return;
  event.preventDefault();
  if (all) return take(text);
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  take(box.value);
});

$("sample").addEventListener("click", async () => {
  const response = await fetch(SAMPLE);
  take(await response.text());
  $("credit").textContent = t.sampleCredit;
});

$("edit").addEventListener("click", () => {
  $("long").hidden = true;
  $("text").hidden = false;
  $("text").value = source;
  $("text").focus();
});

$("clear").addEventListener("click", () => {
  take("");
  $("text").focus();
});

$("unspoken").addEventListener("change", (event) => $("article").classList.toggle("show-unspoken", event.target.checked));

linkUp({ article: $("article"), panel: document.querySelector(".panel") });
// A text that the browser kept over a reload is read again.
if ($("text").value) take($("text").value);
