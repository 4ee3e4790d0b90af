//! The TypeScript types that npm users see are the fields that leave the core.

use std::collections::{BTreeMap, BTreeSet};

const RUST: &str = include_str!("../../src/report/mod.rs");
const WASM: &str = include_str!("../../src/wasm.rs");
const KINDS: &[(&str, &str, &str, &str)] = &[
    (include_str!("../../src/document/block.rs"), "BlockKind", "Block", "kind"),
    (include_str!("../../src/document/entity.rs"), "EntityType", "Entity", "type"),
    (include_str!("../../src/document/entity.rs"), "MentionKind", "Mention", "kind"),
    (include_str!("../../src/document/quote.rs"), "QuoteKind", "Quote", "kind"),
    (include_str!("../../src/text/offsets.rs"), "OffsetUnit", "Report", "offsets"),
];

type Fields = Vec<(String, String)>;

#[test]
fn every_field_has_its_typescript_type() {
    let typescript = interfaces();
    for (name, fields) in structs() {
        let typed = typescript.get(&name).unwrap_or_else(|| panic!("{name} has no interface in src/wasm.rs"));
        let names = |f: &Fields| f.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(typed), names(&fields), "fields of {name}");
        for ((field, have), (_, want)) in typed.iter().zip(&fields) {
            let a_kind_of_string = want == "string" && (have.contains('"') || alias(have).is_some());
            assert!(have == want || a_kind_of_string, "{name}.{field} is {want} in Rust, {have} in TypeScript");
        }
    }
}

#[test]
fn every_kind_is_in_its_union() {
    let typescript = interfaces();
    for &(source, kind, interface, field) in KINDS {
        let (_, have) = typescript[interface].iter().find(|(name, _)| name == field).unwrap();
        let union = alias(have).unwrap_or_else(|| have.clone());
        assert_eq!(strings(&union), names_of(source, kind), "{interface}.{field}");
    }
}

#[test]
fn a_capital_points_to_its_country() {
    let text = "Oslo rejected the offer. Norway has said it will wait.";
    let report = whosaid::analyze(text, &whosaid::Options::default());
    let norway = report.entities.iter().find(|e| e.name == "Norway").unwrap();
    let oslo = report.entities.iter().find(|e| e.name == "Oslo").unwrap();
    assert_eq!(oslo.mentions[0].metonym_of.as_ref(), Some(&norway.id));
}

/// The serialized structs: name to fields, each with the TypeScript type it needs.
fn structs() -> BTreeMap<String, Fields> {
    let mut all = BTreeMap::new();
    for part in RUST.split("pub struct ").skip(1) {
        let name = part.split([' ', '<']).next().unwrap().to_owned();
        let body = part.split_once('{').unwrap().1.split("\n}").next().unwrap();
        let (mut fields, mut renamed, mut optional) = (Fields::new(), None, false);
        for line in body.lines().map(str::trim) {
            if line.starts_with("#[serde(") {
                renamed = line.split_once("rename = \"").map(|(_, r)| r.split('"').next().unwrap().to_owned());
                optional = line.contains("skip_serializing_if");
            } else if let Some(field) = line.strip_prefix("pub ") {
                let (field, rust) = field.trim_end_matches(',').split_once(": ").unwrap();
                let field = renamed.take().unwrap_or_else(|| field.to_owned());
                fields.push(as_typescript(field, rust, std::mem::take(&mut optional)));
            }
        }
        all.insert(name, fields);
    }
    assert!(all.contains_key("Report") && all["Quote"].len() > 5);
    all
}

fn as_typescript(field: String, rust: &str, optional: bool) -> (String, String) {
    fn plain(rust: &str) -> String {
        match rust {
            "String" | "&'static str" => "string".to_owned(),
            "usize" | "u32" | "u64" | "f32" | "f64" => "number".to_owned(),
            "bool" => "boolean".to_owned(),
            _ => {
                let inner = |prefix: &str| rust.strip_prefix(prefix).and_then(|r| r.strip_suffix('>'));
                match (inner("Vec<"), inner("Option<")) {
                    (Some(item), _) => format!("{}[]", plain(item)),
                    (_, Some(some)) => format!("{} | null", plain(some)),
                    _ => rust.to_owned(),
                }
            }
        }
    }
    match optional {
        true => (format!("{field}?"), plain(rust).trim_end_matches(" | null").to_owned()),
        false => (field, plain(rust)),
    }
}

/// The interfaces of the custom section: name to fields, an optional one with its question mark.
fn interfaces() -> BTreeMap<String, Fields> {
    let section = typescript();
    let mut all = BTreeMap::new();
    for part in section.split("export interface ").skip(1) {
        let (name, rest) = part.split_once('{').unwrap();
        let body = rest.split('}').next().unwrap();
        let fields = body.split(';').filter_map(|f| f.split_once(':'));
        let fields = fields.map(|(name, t)| (name.trim().to_owned(), t.trim().to_owned())).collect();
        all.insert(name.trim().to_owned(), fields);
    }
    all
}

/// The custom section without comments.
fn typescript() -> String {
    let section = WASM.split("r#\"").nth(1).and_then(|s| s.split("\"#;").next()).unwrap();
    let mut parts = section.split("/**");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").unwrap().1)
}

/// What a type alias stands for.
fn alias(name: &str) -> Option<String> {
    let section = typescript();
    let (_, rest) = section.split_once(&format!("export type {name} ="))?;
    rest.split(';').next().map(str::to_owned)
}

fn strings(text: &str) -> BTreeSet<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The names that `impl kind` gives to its variants.
fn names_of(source: &str, kind: &str) -> BTreeSet<String> {
    let (_, body) = source.split_once(&format!("impl {kind} {{")).unwrap();
    let body = body.split("\n}\n").next().unwrap();
    let arms = body.lines().filter_map(|l| l.split_once("=> \""));
    arms.map(|(_, name)| name.split('"').next().unwrap().to_owned()).collect()
}
