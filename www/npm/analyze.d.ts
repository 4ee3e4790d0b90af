import type { Options, Report } from "../pkg/whosaid.js";

export type {
  Block, BlockKind, Diagnostic, Entity, EntityType, Language, Mention, Options, Quote, Report, Span,
} from "../pkg/whosaid.js";

/**
 * Reads a news article and says who said what. The wasm is loaded with the first call.
 * Rejects with a `TypeError` if the options are wrong, with a `RangeError` if the text is too long.
 */
export function analyze(text: string, options?: Options): Promise<Report>;

/** The version of the core. */
export function version(): Promise<string>;
