//! Floor 6: the face to JavaScript. The only file that names wasm_bindgen, web_sys, js_sys and serde_wasm_bindgen.
//! Stateless: each call reads one text and keeps nothing.

use crate::{MAX_TEXT_BYTES, OffsetUnit, Options};
use js_sys::{Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

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
/** Somebody or something the text speaks about. */
export interface Entity { id: string; type: EntityType; name: string; roles: string[]; value?: string; mentions: Mention[] }
/** A quotation; `speaker` is the mention in the text, `speaker_entity` whom it resolves to, both null where unknown. */
export interface Quote {
  id: string; kind: "direct" | "mixed" | "indirect" | "scare" | "title"; content: Span[]; clause: Span[]; cue: Span | null;
  speaker: Span | null; source: Span | null; speaker_entity: string | null; addressee: Span | null;
  confidence: number; rule: string; evidence: Span[];
}
/** An oddity of the text. */
export interface Diagnostic { code: string; message: string; start: number; end: number }
/** The language of the text as BCP 47 tags. */
export interface Language { detected: string; read_as: string }
/** What one article says: who said what, and about whom it speaks. */
export interface Report {
  schema: "whosaid/1"; offsets: "utf16" | "chars" | "bytes"; language: Language; blocks: Block[]; entities: Entity[];
  quotes: Quote[]; diagnostics: Diagnostic[];
}
export interface Options {
  /** The unit of all positions; "utf16" by default, as JavaScript slices. */
  offsets?: "utf16" | "chars" | "bytes";
}
/** What a Worker that runs `serve()` is sent … */
export interface Request { id: number | string; text: string; options?: Options }
/** … and what it answers. */
export type Answer = { id: number | string; report: Report; ms: number }
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
    let options = read_options(&options.map_or(JsValue::UNDEFINED, Into::into))?;
    let Some(string) = text.dyn_ref::<js_sys::JsString>() else {
        return Err(js_sys::TypeError::new("text must be a string").into());
    };
    // A UTF-16 unit takes one byte at least, three at most: most texts that are too long are never copied.
    let units = string.length() as usize;
    let text = if units > MAX_TEXT_BYTES { String::new() } else { String::from(string) };
    if units > MAX_TEXT_BYTES || text.len() > MAX_TEXT_BYTES {
        return Err(js_sys::RangeError::new(&format!("text is longer than {MAX_TEXT_BYTES} bytes of UTF-8")).into());
    }
    let report = crate::analyze(&text, &options);
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    report.serialize(&serializer).map(JsCast::unchecked_into).map_err(Into::into)
}

fn read_options(options: &JsValue) -> Result<Options, JsValue> {
    let wrong = |message: &str| -> JsValue { js_sys::TypeError::new(message).into() };
    let mut read = Options { offsets: OffsetUnit::Utf16 };
    if options.is_undefined() || options.is_null() {
        return Ok(read);
    }
    let object = options.dyn_ref::<Object>().ok_or_else(|| wrong("options must be an object"))?;
    for key in Object::keys(object).iter() {
        let value = Reflect::get(object, &key)?;
        match (key.as_string().as_deref(), value.as_string().as_deref()) {
            (Some("offsets"), _) if value.is_undefined() => {}
            (Some("offsets"), Some("utf16")) => read.offsets = OffsetUnit::Utf16,
            (Some("offsets"), Some("chars")) => read.offsets = OffsetUnit::Chars,
            (Some("offsets"), Some("bytes")) => read.offsets = OffsetUnit::Bytes,
            (Some("offsets"), _) => return Err(wrong("options.offsets must be \"utf16\", \"chars\" or \"bytes\"")),
            (key, _) => return Err(wrong(&format!("unknown option {:?}", key.unwrap_or("?")))),
        }
    }
    Ok(read)
}

/// A text that walks through every stage, and how often it is read before the first answer.
const WARM_UP: &str = "Council 'ready' to vote\n\nBy Ann Lee\n\nOSLO - \"We will go,\" said Mayor Jane Doe on Monday. \"It is time,\" \
    she added.\n\nAccording to the Ministry of Health, 40 percent of the $5 million was spent by 3 May 2021. Norway said it would wait.";
const WARM_UPS: usize = 8;

/// Answers the messages of a dedicated Worker: `{id, text, options}` gets `{id, report, ms}` or `{id, error}`.
///
/// # Errors
/// A `TypeError` outside a dedicated Worker.
#[wasm_bindgen]
pub fn serve() -> Result<(), JsValue> {
    let scope = js_sys::global()
        .dyn_into::<web_sys::DedicatedWorkerGlobalScope>()
        .map_err(|_| js_sys::TypeError::new("serve() runs in a dedicated Worker only"))?;
    let here = scope.clone();
    let answer = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        // A Worker that cannot post has nobody to tell.
        let _ = here.post_message(&reply(&here, &event.data()));
    });
    // Word lists are parsed and the engine has seen the code before the first text comes, not while its reader waits.
    for _ in 0..WARM_UPS {
        crate::analyze(WARM_UP, &Options::default());
    }
    scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
    answer.forget();
    Ok(())
}

fn reply(scope: &web_sys::DedicatedWorkerGlobalScope, request: &JsValue) -> JsValue {
    let field = |name: &str| Reflect::get(request, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let now = || scope.performance().map_or(0.0, |p| p.now());
    let answer = Object::new();
    let set = |name: &str, value: &JsValue| {
        let _ = Reflect::set(&answer, &name.into(), value);
    };
    set("id", &field("id"));
    let begun = now();
    match analyze(field("text"), Some(field("options").unchecked_into())) {
        Ok(report) => {
            set("report", &report);
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
