//! Floor 6: the face to JavaScript. The only module that names wasm_bindgen, web_sys, js_sys and serde_wasm_bindgen.
//! Each call reads one text and keeps nothing, but for `serve()`, which reads the versions of a text as somebody writes it.

use crate::report::{Corrections, Format, JsonWriter, Report, correct, export_with};
use crate::{MAX_TEXT_BYTES, OffsetUnit, Options, Reader};
use corrections::read_corrections;
use js_sys::{Object, Reflect};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

mod corrections;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A stretch of the text; `article.slice(start, end) === text` with the default offsets. */
export interface Span { start: number; end: number; text: string }
export type BlockKind = "headline" | "byline" | "dateline" | "subhead" | "paragraph" | "caption" | "link"
  | "comment_header" | "comment_meta" | "comment";
/** A part of the page; every non-blank line is in exactly one. */
export interface Block { kind: BlockKind; start: number; end: number; text: string }
export type EntityType = "PERSON" | "ORG" | "GPE" | "LOC" | "FACILITY" | "NORP" | "EVENT" | "WORK" | "PRODUCT"
  | "TITLE" | "DATE" | "TIME" | "MONEY" | "PERCENT" | "NUMBER";
/** One place that mentions an entity; `metonym_of` where a capital stands for its government. */
export interface Mention { start: number; end: number; text: string; kind: "name" | "alias" | "nominal" | "pronoun"; metonym_of?: string }
/** Somebody or something the text speaks about; `source_type` where it can speak. */
export interface Entity {
  id: string; type: EntityType; name: string; source_type?: "named" | "unnamed" | "institution" | "collective"; roles: string[]; value?: string;
  mentions: Mention[]; corrected?: boolean;
}
/** A quotation; `speaker` is the mention in the text, `speaker_entity` whom it resolves to, both null where unknown. */
export interface Quote {
  id: string; kind: "direct" | "mixed" | "indirect" | "scare" | "title" | "lyric" | "placard" | "thought"; content: Span[]; clause: Span[]; cue: Span | null;
  speaker: Span | null; source: Span | null; speaker_entity: string | null; addressee: Span | null;
  confidence: number; rule: string; evidence: Span[]; corrected?: boolean;
}
/** A quotation by its words and at least 32 characters around them; `start` in code points. */
export interface QuoteAnchor { exact: string[]; prefix: string; suffix: string; start: number }
/** An entity by its name and type; `start` of its first mention, in code points. */
export interface EntityAnchor { name: string; type: EntityType; start?: number }
/** What a person corrected in a report. */
export type Correction = { speaker: { quote: QuoteAnchor; to: { entity: EntityAnchor } | { name: string } | "unknown" } }
  | { dismiss: { quote: QuoteAnchor } } | { merge: { entity: EntityAnchor; into: EntityAnchor } };
/** The corrections of one text, in order: those that fit are applied, exactly; the others wait. */
export interface Corrections { schema: "whosaid-corrections/1"; corrections: Correction[] }
/** An oddity of the text. */
export interface Diagnostic { code: string; message: string; start: number; end: number }
/** The language of the text as BCP 47 tags. */
export interface Language { detected: string; read_as: string }
/** What one article says: who said what, and about whom it speaks. */
export interface Report {
  schema: "whosaid/1"; offsets: "utf16" | "chars" | "bytes"; language: Language; blocks: Block[]; entities: Entity[];
  quotes: Quote[]; corrections?: Correction[]; diagnostics: Diagnostic[];
}
export interface Options {
  /** The unit of all positions; "utf16" by default, as JavaScript slices. */
  offsets?: "utf16" | "chars" | "bytes";
  corrections?: Corrections;
}
/** What a report is exported to. */
export type ExportFormat = "json" | "csv" | "csv-entities" | "markdown" | "w3c" | "jsonld" | "tei";
/** What a Worker that runs `serve()` is sent … */
export interface Request { id: number | string; text: string; options?: Options; format?: ExportFormat }
/** … and what it answers: a report, or the export where a format was asked for. */
export type Answer = { id: number | string; report: Report; ms: number } | { id: number | string; exported: string; ms: number }
  | { id: number | string; error: { name: string; message: string } };
"#;

#[wasm_bindgen]
extern "C" {
    /// A Report for TypeScript.
    #[wasm_bindgen(typescript_type = "Report")]
    pub type JsReport;
    /// Options for TypeScript.
    #[wasm_bindgen(typescript_type = "Options")]
    pub type JsOptions;
}

/// Prints panics to the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The version of whosaid.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Reads a text and gives its report as plain objects.
///
/// # Errors
/// A `TypeError` if the text is no string or the options are wrong; a `RangeError` if the text is too long.
#[wasm_bindgen]
pub fn analyze(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    options: Option<JsOptions>,
) -> Result<JsReport, JsValue> {
    analyze_by(&mut crate::analyze, &text, options)
}

fn analyze_by(analyze: &mut Analyze, text: &JsValue, options: Option<JsOptions>) -> Result<JsReport, JsValue> {
    let (_, report) = read(analyze, text, &options.map_or(JsValue::UNDEFINED, Into::into))?;
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    report.serialize(&serializer).map(JsCast::unchecked_into).map_err(Into::into)
}

/// Reads a text and gives its report in a format of others; positions follow `options.offsets`, or the format's standard.
///
/// # Errors
/// Those of `analyze`; a `TypeError` for a format that is not there.
#[wasm_bindgen(js_name = exportAs)]
pub fn export_as(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    options: Option<JsOptions>,
    #[wasm_bindgen(unchecked_param_type = "ExportFormat")] format: JsValue,
) -> Result<String, JsValue> {
    export_by(&mut crate::analyze, &text, options, &format)
}

fn export_by(
    analyze: &mut Analyze,
    text: &JsValue,
    options: Option<JsOptions>,
    format: &JsValue,
) -> Result<String, JsValue> {
    let name = format.as_string().unwrap_or_default();
    let format = Format::named(&name).ok_or_else(|| wrong(&format!("no export format is called {name:?}")))?;
    let (text, report) = read(analyze, text, &options.map_or(JsValue::UNDEFINED, Into::into))?;
    export_with(&Stringify, &text, &report, format).map_err(|error| wrong(&error.to_string()))
}

/// JSON by the engine's own writer, which every browser has.
struct Stringify;

impl JsonWriter for Stringify {
    fn write(&self, value: &impl Serialize) -> Result<String, String> {
        let object = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(|e| e.to_string())?;
        js_sys::JSON::stringify(&object).map(String::from).map_err(|_| "the engine cannot write it".to_owned())
    }
}

/// Reads a text: alone, or as the next version of one.
type Analyze<'r> = dyn FnMut(&str, &Options) -> Report + 'r;

/// The text and its report, corrected as the options say.
fn read(analyze: &mut Analyze, text: &JsValue, options: &JsValue) -> Result<(String, Report), JsValue> {
    let (options, corrections) = read_options(options)?;
    let string = text.dyn_ref::<js_sys::JsString>().ok_or_else(|| wrong("text must be a string"))?;
    // A UTF-16 unit takes one byte at least, three at most: most texts that are too long are never copied.
    let units = string.length() as usize;
    let text = if units > MAX_TEXT_BYTES { String::new() } else { String::from(string) };
    if units > MAX_TEXT_BYTES || text.len() > MAX_TEXT_BYTES {
        return Err(js_sys::RangeError::new(&format!("text is longer than {MAX_TEXT_BYTES} bytes of UTF-8")).into());
    }
    let mut report = analyze(&text, &options);
    if let Some(corrections) = corrections {
        correct(&text, &mut report, &corrections).map_err(|m| wrong(&format!("options.corrections: {m}")))?;
    }
    Ok((text, report))
}

fn wrong(message: &str) -> JsValue {
    js_sys::TypeError::new(message).into()
}

fn read_options(options: &JsValue) -> Result<(Options, Option<Corrections>), JsValue> {
    let mut read = Options { offsets: OffsetUnit::Utf16 };
    let mut corrections = None;
    if options.is_undefined() || options.is_null() {
        return Ok((read, corrections));
    }
    let object = options.dyn_ref::<Object>().ok_or_else(|| wrong("options must be an object"))?;
    for key in Object::keys(object).iter() {
        let value = Reflect::get(object, &key)?;
        match (key.as_string().as_deref(), value.as_string().as_deref()) {
            (Some("offsets" | "corrections"), _) if value.is_undefined() => {}
            (Some("offsets"), Some(unit)) if OffsetUnit::named(unit).is_some() => {
                read.offsets = OffsetUnit::named(unit).unwrap_or_default();
            }
            (Some("offsets"), _) => return Err(wrong("options.offsets must be \"utf16\", \"chars\" or \"bytes\"")),
            (Some("corrections"), _) => {
                corrections = Some(read_corrections(&value).map_err(|m| wrong(&format!("options.corrections: {m}")))?);
            }
            (key, _) => return Err(wrong(&format!("unknown option {:?}", key.unwrap_or("?")))),
        }
    }
    Ok((read, corrections))
}

/// A text that walks through every stage.
const WARM_UP: &str = "Council 'ready' to vote\n\nBy Ann Lee\n\nOSLO - \"We will go,\" said Mayor Jane Doe on Monday. \"It is time,\" \
    she added.\n\nAccording to the Ministry of Health, 40 percent of the $5 million was spent by 3 May 2021. Norway said it would wait.";

/// Reads a small text: word lists and weights are read by the first time, and the engine compiles better what it has seen often.
#[wasm_bindgen(js_name = warmUp)]
pub fn warm_up() {
    crate::analyze(WARM_UP, &Options::default());
}

/// Answers the messages of a dedicated Worker: `{id, text, options}` gets `{id, report, ms}` or `{id, error}`.
///
/// # Errors
/// A `TypeError` outside a dedicated Worker.
#[wasm_bindgen]
pub fn serve() -> Result<(), JsValue> {
    let scope = js_sys::global()
        .dyn_into::<web_sys::DedicatedWorkerGlobalScope>()
        .map_err(|_| js_sys::TypeError::new("serve() runs in a dedicated Worker only"))?;
    let (here, reader) = (scope.clone(), RefCell::new(Reader::default()));
    let answer = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        // A Worker that cannot post has nobody to tell.
        let _ = here.post_message(&reply(&here, &mut reader.borrow_mut(), &event.data()));
    });
    warm_up();
    scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
    answer.forget();
    Ok(())
}

fn reply(scope: &web_sys::DedicatedWorkerGlobalScope, reader: &mut Reader, request: &JsValue) -> JsValue {
    let field = |name: &str| Reflect::get(request, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let now = || scope.performance().map_or(0.0, |p| p.now());
    let answer = Object::new();
    let set = |name: &str, value: &JsValue| {
        let _ = Reflect::set(&answer, &name.into(), value);
    };
    set("id", &field("id"));
    let begun = now();
    let (text, options) = (field("text"), Some(field("options").unchecked_into()));
    let mut again = |text: &str, options: &Options| reader.analyze(text, options);
    let done = match field("format") {
        format if format.is_undefined() => {
            analyze_by(&mut again, &text, options).map(|report| ("report", report.into()))
        }
        format => export_by(&mut again, &text, options, &format).map(|exported| ("exported", exported.into())),
    };
    match done {
        Ok((what, value)) => {
            set(what, &value);
            set("ms", &(now() - begun).into());
        }
        Err(error) => set("error", &describe(&error)),
    }
    answer.into()
}

fn describe(error: &JsValue) -> JsValue {
    let plain = Object::new();
    for name in ["name", "message"] {
        let value = Reflect::get(error, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let _ = Reflect::set(&plain, &name.into(), &value);
    }
    plain.into()
}
