import type { Correction, ExportFormat, Report } from "../pkg/whosaid.js";

export type { Correction, ExportFormat, Report } from "../pkg/whosaid.js";

/** What kept a text from being read. */
export type Problem = "tooLong" | "blocked" | "missing" | "crashed" | "refused" | "noSource";

/** `<who-said>`: shows who said what in an article. */
export class WhoSaid extends HTMLElement {
  /** The text to read; without it, what stands between the tags is read. */
  text: string;
  /** The report that is shown. One that was kept may be set, after its text; a `TypeError` tells what is wrong with it. */
  get report(): Report | null;
  set report(report: Report);
  mode: "both" | "article" | "cards";
  theme: "auto" | "light" | "dark";
  loading: "eager" | "lazy";
  /** Selects an article of the page, to be read and highlighted where it stands. */
  srcSelector: string | null;
  wasmUrl: string | null;
  workerUrl: string | null;
  noWorker: boolean;
  /** Whether the reader is offered to correct; `who-said-correct` tells what. */
  correctable: boolean;
  /** Reads the text now; null where there is none, or a newer text overtook this one. */
  analyze(): Promise<Report | null>;
  /** The report in a format that others read. */
  export(format: ExportFormat): Promise<string>;
  /** Draws a report that another reader made. */
  show(text: string, report: Report): void;
  /** Leads to the card of a quote. */
  choose(quote: string): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "who-said": WhoSaid;
  }
  interface GlobalEventHandlersEventMap {
    "who-said-report": CustomEvent<{ report: Report; ms: number; thread: "worker" | "page" }>;
    "who-said-select": CustomEvent<{ quote: string }>;
    "who-said-correct": CustomEvent<Correction>;
    "who-said-error": CustomEvent<{ kind: Problem; message: string; error: Error }>;
  }
}
