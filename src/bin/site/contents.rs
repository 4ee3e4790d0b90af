//! What is in the wasm, byte by byte.

use crate::build::{bind, build, compile, empty, optimize, target_dir};
use crate::recipe::recipe;
use crate::shell::root;
use crate::size::{brotli, read};
use anyhow::{Result, ensure};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use wasmparser::{DataKind, KnownCustom, Name, Operator, Parser, Payload, TypeRef};

/// A part of the module: what it is, how many pieces it has, and its bytes.
struct Part {
    name: String,
    count: usize,
    bytes: Vec<u8>,
}

/// A module taken apart.
#[derive(Default)]
struct Module {
    sections: Vec<(String, Vec<u8>)>,
    functions: Vec<(String, Vec<u8>)>,
    /// What the segments put into memory, in their order.
    data: Vec<u8>,
}

/// Prints the tables and writes docs/size.md.
///
/// # Errors
/// The module with names differs from the one that ships in more than its names.
pub fn contents() -> Result<()> {
    build(false)?;
    let recipe = recipe()?;
    let wasm = compile(&recipe)?;
    let file = format!("{}_bg.wasm", recipe.out_name);
    let folder = target_dir().join("size");
    empty(&folder)?;
    bind(&wasm, &folder, &recipe)?;
    // The names of the functions stay in, for the tables.
    let flags = recipe.flags.iter().filter(|flag| *flag != "--strip-debug").cloned().chain(["-g".to_owned()]);
    optimize(&folder.join(&file), &flags.collect::<Vec<_>>())?;
    let (named, bytes) = (read(&folder.join(&file))?, read(&root().join(&recipe.out_dir).join(&file))?);
    let (named, shipped) = (module(&named)?, module(&bytes)?);
    let same = |name: &str| {
        let of = |module: &Module| module.sections.iter().find(|s| s.0 == name).map(|s| s.1.clone());
        of(&named) == of(&shipped)
    };
    ensure!(same("code") && same("data"), "the names change what is in the wasm");
    let text = report(&bytes, &named, &shipped)?;
    print!("{text}");
    fs::write(root().join("docs/size.md"), text)?;
    Ok(())
}

/// Reads sections, functions with their names, and data.
fn module(bytes: &[u8]) -> Result<Module> {
    let mut module = Module::default();
    let (mut imported, mut bodies, mut names) = (0, Vec::new(), BTreeMap::new());
    let mut ends = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        if let Some((id, range)) = payload.as_section() {
            let name = match &payload {
                Payload::CustomSection(custom) => custom.name().to_owned(),
                _ => SECTIONS.get(usize::from(id)).copied().unwrap_or("?").to_owned(),
            };
            // The head of a section, its number and its length, is counted with it.
            let from = ends.max(8);
            ends = range.end;
            module.sections.push((name, bytes.get(from..range.end).unwrap_or(&[]).to_vec()));
        }
        match payload {
            Payload::ImportSection(imports) => {
                let function = |i: &wasmparser::Import| matches!(i.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
                imported = imports.into_imports().filter(|i| i.as_ref().is_ok_and(function)).count();
            }
            Payload::CodeSectionEntry(body) => {
                bodies.push(bytes.get(body.range()).unwrap_or(&[]).to_vec());
            }
            Payload::DataSection(segments) => {
                for segment in segments {
                    let segment = segment?;
                    if let DataKind::Active { offset_expr, .. } = &segment.kind {
                        let offset = offset_expr.get_operators_reader().read()?;
                        ensure!(matches!(offset, Operator::I32Const { .. }), "a segment without a fixed place");
                    }
                    module.data.extend_from_slice(segment.data);
                }
            }
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(subsections) = custom.as_known() {
                    for subsection in subsections {
                        if let Name::Function(map) = subsection? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index as usize, naming.name.to_owned());
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let name = |i: usize| names.get(&(imported + i)).map_or_else(String::new, |n| demangled(n));
    module.functions = bodies.into_iter().enumerate().map(|(i, body)| (name(i), body)).collect();
    Ok(module)
}

/// The sections of WebAssembly by their numbers.
const SECTIONS: [&str; 14] = [
    "custom",
    "type",
    "import",
    "function",
    "table",
    "memory",
    "global",
    "export",
    "start",
    "element",
    "code",
    "data",
    "data count",
    "tag",
];

fn demangled(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}

/// Crates of which it matters which part they are.
const LARGE: [&str; 4] = ["whosaid", "core", "alloc", "std"];

/// The crate that a function belongs to; of ours and of the standard library also the module. A method belongs to its type, or
/// to its trait if the type is anybody's.
fn home(function: &str) -> String {
    let path = match function.strip_prefix('<') {
        Some(inner) => {
            let (of, by) = inner.split_once(" as ").unwrap_or((inner, ""));
            if of.contains("::") && of.starts_with(|c: char| c.is_alphanumeric() || c == '_') { of } else { by }
        }
        None => function,
    };
    let end = path.find(['<', '>', '{', ' ']).unwrap_or(path.len());
    let mut words = path.get(..end).unwrap_or("").split("::").filter(|word| !word.is_empty());
    let (krate, inside) = (words.next().unwrap_or(""), words.next());
    match inside {
        None => "without a path: the entry points, memory, copying".to_owned(),
        Some(module) if LARGE.contains(&krate) => format!("{krate}::{module}"),
        Some(_) => krate.to_owned(),
    }
}

/// Functions by their homes, largest first.
fn homes(functions: &[(String, Vec<u8>)]) -> Vec<Part> {
    let mut homes = BTreeMap::<String, Part>::new();
    for (name, body) in functions {
        let home = home(name);
        let part = homes.entry(home.clone()).or_insert_with(|| Part { name: home, count: 0, bytes: Vec::new() });
        part.count += 1;
        part.bytes.extend_from_slice(body);
    }
    sorted(homes.into_values().collect())
}

fn sorted(mut parts: Vec<Part>) -> Vec<Part> {
    parts.sort_by_key(|part| std::cmp::Reverse(part.bytes.len()));
    parts
}

/// The files of `src/data` that lie in the data, and what is left.
fn files(data: &[u8]) -> Result<Vec<Part>> {
    let (mut parts, mut rest) = (Vec::new(), data.to_vec());
    for folder in ["models", "models/open", "lexicon"] {
        for entry in fs::read_dir(root().join("src/data").join(folder))? {
            let entry = entry?;
            if !entry.file_type()?.is_file() {
                continue;
            }
            let bytes = read(&entry.path())?;
            let Some(at) = find(&rest, &bytes) else { continue };
            rest.drain(at..at + bytes.len());
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            parts.push(Part { name, count: 1, bytes });
        }
    }
    parts.push(Part { name: "texts and tables of the code".to_owned(), count: 1, bytes: rest });
    Ok(sorted(parts))
}

/// Where a file lies, by its first bytes and then by all.
fn find(data: &[u8], file: &[u8]) -> Option<usize> {
    let (first, _) = file.split_first_chunk::<24>()?;
    data.windows(first.len())
        .enumerate()
        .filter(|(_, window)| window == first)
        .map(|(at, _)| at)
        .find(|at| data.get(*at..).is_some_and(|rest| rest.starts_with(file)))
}

/// What is too small for a line of its own.
const SMALL: usize = 1_500;

/// The document.
fn report(bytes: &[u8], named: &Module, shipped: &Module) -> Result<String> {
    let mut text = String::from(
        "# What is in the wasm\n\nMade by `cargo site size`: the module that ships, built once more with the names of its functions. Brotli is of each part\n\
        alone, so the parts do not add up to the whole exactly.\n\n",
    );
    let sections: Vec<Part> = shipped
        .sections
        .iter()
        .map(|(name, bytes)| Part { name: name.clone(), count: 1, bytes: bytes.clone() })
        .collect();
    let all = brotli(bytes)?;
    writeln!(text, "The whole: {} bytes, {all} under brotli 11.\n", bytes.len())?;
    table(&mut text, "section", &sorted(sections), bytes.len(), 100)?;
    text.push_str(
        "\n## Code\n\nBy crate; ours and the standard library's by module. What the compiler made of a generic function for us is the function's,\n\
        and what it inlined is the caller's.\n\n",
    );
    table(&mut text, "functions of", &homes(&named.functions), bytes.len(), SMALL)?;
    text.push_str("\nThe largest functions:\n\n| function | bytes |\n|---|--:|\n");
    let mut functions: Vec<_> = named.functions.iter().collect();
    functions.sort_by_key(|(_, body)| std::cmp::Reverse(body.len()));
    for (name, body) in functions.iter().take(12) {
        writeln!(text, "| `{}` | {} |", name.replace('|', "/"), body.len())?;
    }
    text.push_str("\n## Data\n\n");
    table(&mut text, "file", &files(&shipped.data)?, bytes.len(), 0)?;
    text.push_str(
        "\n## Accuracy against bytes\n\nWhat each stage reads right when only its largest weights are kept; the numbers are in [pruning.md](pruning.md).\n\n\
        ![Accuracy against bytes](pruning.svg)\n",
    );
    Ok(text)
}

/// A table of parts; those under `small` bytes in one line.
fn table(text: &mut String, what: &str, parts: &[Part], all: usize, small: usize) -> Result<()> {
    writeln!(text, "| {what} | number | bytes | share | brotli |\n|---|--:|--:|--:|--:|")?;
    let (large, rest): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(|part| part.bytes.len() >= small);
    let rest = Part {
        name: "the rest".to_owned(),
        count: rest.iter().map(|part| part.count).sum(),
        bytes: rest.iter().flat_map(|part| part.bytes.iter().copied()).collect(),
    };
    for part in large.into_iter().chain((rest.count > 0).then_some(&rest)) {
        let share = part.bytes.len() as f64 * 100.0 / all as f64;
        writeln!(
            text,
            "| {} | {} | {} | {share:.1} % | {} |",
            part.name,
            part.count,
            part.bytes.len(),
            brotli(&part.bytes)?
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_has_a_home() {
        for (function, wanted) in [
            ("whosaid::quote::read::link::Linker::new", "whosaid::quote"),
            ("<whosaid::report::Quote as serde_core::ser::Serialize>::serialize", "whosaid::report"),
            (
                "whosaid::report::_::<impl serde_core::ser::Serialize for whosaid::report::Quote>::serialize",
                "whosaid::report",
            ),
            ("<&T as core::fmt::Debug>::fmt", "core::fmt"),
            ("<[A] as core::slice::cmp::SlicePartialEq<B>>::equal", "core::slice"),
            ("<alloc::vec::Vec<T,A> as core::clone::Clone>::clone", "alloc::vec"),
            ("alloc::raw_vec::RawVecInner<A>::reserve", "alloc::raw_vec"),
            ("regex_automata::nfa::thompson::compiler::Compiler::c", "regex_automata"),
            ("<regex_syntax::hir::Hir as core::ops::drop::Drop>::drop", "regex_syntax"),
            ("__wbindgen_malloc", "without a path: the entry points, memory, copying"),
        ] {
            assert_eq!(home(function), wanted, "{function}");
        }
    }

    #[test]
    fn a_file_is_found_whole_or_not_at_all() {
        let file: Vec<u8> = (0..100).collect();
        let data = [&file[..50], &[7; 30], &file, &[9; 10]].concat();
        assert_eq!(find(&data, &file), Some(80));
        assert_eq!(find(&data[..120], &file), None);
    }

    #[test]
    fn sections_add_up_to_the_module() {
        let empty = [b'\0', b'a', b's', b'm', 1, 0, 0, 0];
        let memory = [5, 3, 1, 0, 1];
        let data = [11, 9, 1, 0, 0x41, 0, 0x0B, 3, b'a', b'b', b'c'];
        let module = module(&[&empty[..], &memory, &data].concat()).unwrap();
        let sections: Vec<(&str, usize)> = module.sections.iter().map(|(n, b)| (n.as_str(), b.len())).collect();
        assert_eq!(sections, [("memory", 5), ("data", 11)]);
        assert_eq!(module.data, b"abc");
    }
}
