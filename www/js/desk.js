/** The reader's desk: corrections with undo, what can be taken away, and the keys. */

import { makeKeys } from "./keys.js";
import { ReadingError } from "./reader.js";
import { t } from "./strings.js";
import { downloadFile, fileName, makeTakeaway } from "./takeaway.js";

/** No file of corrections that we wrote is larger. */
const LARGEST = 16 << 20;
const $ = (id) => document.getElementById(id);

/** The browser asks before the page is closed: what was corrected is nowhere else. */
const ask = (event) => event.preventDefault();

/** Of the parts, `readAgain(words)` reads and then says the words, and `trouble(error)` shows what went wrong. `refresh` after every reading. */
export function makeDesk({ reader, corrections, report, compose, readAgain, say, trouble, toggleEditor }) {
  const buttons = { undo: $("undo"), redo: $("redo") };
  const refresh = () => {
    for (const button of Object.values(buttons)) button.hidden = !(corrections.canUndo || corrections.canRedo);
    const focused = document.activeElement;
    buttons.undo.disabled = !corrections.canUndo;
    buttons.redo.disabled = !corrections.canRedo;
    if (focused.disabled) Object.values(buttons).find((button) => !button.disabled)?.focus();
    (corrections.unsaved ? addEventListener : removeEventListener)("beforeunload", ask);
  };
  const change = (make, words) => {
    make();
    refresh();
    return readAgain(words);
  };
  const undo = () => corrections.canUndo && change(() => corrections.undo(), t.fix.undone);
  const redo = () => corrections.canRedo && change(() => corrections.redo(), t.fix.redone);
  const load = async (file) => {
    try {
      const given = await accepted(file, reader, compose.text);
      await change(() => corrections.take(given), t.fix.loaded(given.corrections.length));
    } catch (error) {
      trouble(error);
    }
  };

  report.correctable = true;
  report.addEventListener("who-said-correct", ({ detail }) => change(() => corrections.add(detail), t.fix.done));
  buttons.undo.addEventListener("click", undo);
  buttons.redo.addEventListener("click", redo);
  document.addEventListener("keydown", (event) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isUndo || event.composedPath()[0].closest?.("input, textarea, select")) return;
    if (event.shiftKey ? redo() : undo()) event.preventDefault();
  });
  makeTakeaway($("takeaway"), $("menu"), {
    exported: (format) => exported(reader, compose.text, format, corrections).catch((error) => trouble(error) ?? null),
    title: () => fileName(report.reading.report),
    say,
    hasCorrections: () => corrections.size > 0,
    saveCorrections: () => {
      downloadFile(`${fileName(report.reading.report)}.corrections.json`, JSON.stringify(corrections.toFile(), null, 1), "application/json");
      corrections.saved();
      refresh();
    },
    loadCorrections: () => pickFile(load),
  });
  const keys = makeKeys($("help"), {
    j: () => report.walk(1), k: () => report.walk(-1), n: () => report.walk(1, true),
    c: () => report.correctQuote(), y: () => report.copyQuote(), u: undo, r: redo,
    s: () => report.nextTab(), e: toggleEditor, t: () => !report.hidden && $("takeaway").click(),
  });
  $("keys").addEventListener("click", keys.help);
  return { refresh };
}

function exported(reader, text, format, corrections) {
  return reader.exportAs(text, format, corrections.size > 0 ? { corrections: corrections.toFile() } : {});
}

/** @throws {ReadingError} that says why a file of corrections is not taken */
async function accepted(file, reader, text) {
  if (file.size > LARGEST) throw new ReadingError("corrections", "too large");
  let given;
  try {
    given = JSON.parse(await file.text());
  } catch (error) {
    throw new ReadingError("corrections", error.message);
  }
  const report = await reader.exportAs(text, "json", { corrections: given }).catch((error) => {
    throw new ReadingError(error.kind === "refused" ? "corrections" : error.kind, error.message);
  });
  const fitting = JSON.parse(report).corrections?.length ?? 0;
  if (given.corrections.length > 0 && fitting === 0) throw new ReadingError("foreignCorrections", "none fits");
  return given;
}

function pickFile(take) {
  const picker = document.createElement("input");
  picker.type = "file";
  picker.accept = ".json,application/json";
  picker.id = "corrections-file";
  picker.hidden = true;
  picker.addEventListener("change", () => {
    if (picker.files[0]) take(picker.files[0]);
    picker.remove();
  });
  picker.addEventListener("cancel", () => picker.remove());
  document.body.append(picker);
  picker.click();
}
