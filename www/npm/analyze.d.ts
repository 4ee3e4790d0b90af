import type { ExportFormat, Options, Report } from "../pkg/whosaid.js";

export type {
  Block, BlockKind, Correction, Corrections, Diagnostic, Entity, EntityAnchor, EntityType, ExportFormat, Language, Mention, Options, Quote,
  QuoteAnchor, Report, Span,
} from "../pkg/whosaid.js";

/**
 * Reads a news article and says who said what. The wasm is loaded with the first call.
 * Rejects with a `TypeError` if the options are wrong, with a `RangeError` if the text is too long.
 */
export function analyze(text: string, options?: Options): Promise<Report>;

/** Reads an article and gives its report in a format that others read. */
export function exportAs(text: string, format: ExportFormat, options?: Options): Promise<string>;

/** The version of the core. */
export function version(): Promise<string>;
