//! The npm package and the page in one file.

use crate::assets::{self, string};
use crate::build::{build, empty, install_node_packages, target_dir};
use crate::bundle::{MODULE, esbuild};
use crate::shell::{root, run};
use crate::size;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the node packages that describe and check.
const TOOLS: &str = "tests/package";

/// Tags of index.html that the page in one file does without.
const NOT_INLINE: [&str; 1] = ["<link rel=\"manifest\""];

/// Builds what changed, then `dist/npm` and `www/whosaid.html`, and prints what they weigh.
pub fn package() -> Result<()> {
    build(false)?;
    install_node_packages(TOOLS)?;
    npm()?;
    single()
}

/// The element and the Worker in one module each, `analyze` for browsers and for Node, types, and the manifest of the element.
fn npm() -> Result<()> {
    let (www, out) = (root().join("www"), root().join("dist/npm"));
    empty(&out)?;
    for folder in ["js", "pkg"] {
        fs::create_dir_all(out.join(folder))?;
    }
    let apart = ["--external:../pkg/whosaid.js", "--external:node:*", "--outdir=dist/npm/js", "--entry-names=[name]"];
    esbuild(&[&["www/js/element.js", "--splitting"], &MODULE[..], &apart].concat())?;
    esbuild(&[&["www/npm/analyze.js", "www/npm/analyze.node.js"], &MODULE[..], &apart].concat())?;
    esbuild(&[&["www/js/worker.js", "--outfile=dist/npm/js/worker.js"], &MODULE[..]].concat())?;
    for file in ["whosaid.js", "whosaid.d.ts", "whosaid_bg.wasm"] {
        copy(&www.join("pkg").join(file), &out.join("pkg").join(file))?;
    }
    for file in ["analyze.d.ts", "element.d.ts"] {
        copy(&www.join("npm").join(file), &out.join("js").join(file))?;
    }
    copy(&www.join("npm/README.md"), &out.join("README.md"))?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root().join(licence), &out.join(licence))?;
    }
    let about = fs::read_to_string(www.join("npm/package.json"))?;
    let version = format!("{{\n  \"version\": {},", string(env!("CARGO_PKG_VERSION")));
    fs::write(out.join("package.json"), about.replacen('{', &version, 1))?;
    manifest(&out)?;
    size::print_folder(&out)
}

/// Describes the element for editors and catalogues, from its own doc comments.
fn manifest(out: &Path) -> Result<()> {
    let draft = target_dir().join("manifest");
    empty(&draft)?;
    fs::create_dir_all(draft.join("js"))?;
    for file in ["element.js", "embedded.js", "attributed.js"] {
        copy(&root().join("www/js").join(file), &draft.join("js").join(file))?;
    }
    let tool = tool("custom-elements-manifest");
    let (tool, draft_name) = (tool.to_string_lossy(), draft.to_string_lossy());
    run("sh", &["-c", "cd \"$1\" && \"$0\" analyze --globs 'js/*.js' --quiet", &tool, &draft_name])?;
    copy(&draft.join("custom-elements.json"), &out.join("custom-elements.json"))
}

/// The whole page in `www/whosaid.html`, which works where no server is: a classic script that holds the Worker, the wasm and
/// the sample, and a policy that lets it ask for nothing.
fn single() -> Result<()> {
    let www = root().join("www");
    let draft = target_dir().join("single");
    empty(&draft)?;
    for (name, file) in assets::files(&www)? {
        if name.starts_with("js/") || name.starts_with("pkg/") && name.ends_with(".js") {
            copy(&file, &draft.join(&name))?;
        }
    }
    let classic = [
        "--bundle",
        "--format=iife",
        "--minify",
        "--target=es2022",
        "--log-level=warning",
        "--log-override:empty-import-meta=silent",
    ];
    let worker = esbuild(&[&[&*path(&draft, "js/worker.js")], &classic[..]].concat())?;
    fs::write(draft.join("js/files.js"), held(&worker, &www)?)?;
    let script = esbuild(&[&[&*path(&draft, "js/main.js")], &classic[..]].concat())?;
    let page = inlined(&fs::read_to_string(www.join("index.html"))?, &script, &www)?;
    fs::write(www.join("whosaid.html"), &page)?;
    size::print_one("whosaid.html", page.as_bytes())
}

/// The module that stands in the place of `files.js`: it holds what that one fetches.
fn held(worker: &str, www: &Path) -> Result<String> {
    let wasm = fs::read(www.join("pkg/whosaid_bg.wasm"))?;
    let sample = fs::read_to_string(www.join("sample/article.txt"))?;
    Ok(format!(
        r#"const script = {};
const packed = {};
export const worker = () => ({{ url: URL.createObjectURL(new Blob([script], {{ type: "text/javascript" }})), type: "classic" }});
export const core = async () => {{
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}};
export const sample = async () => {};
export const hasServiceWorker = false;
"#,
        string(worker),
        string(&assets::base64(&size::gzip(&wasm)?)),
        string(&sample)
    ))
}

/// The page with its files in it. Every tag that names a file stands on a line of its own.
fn inlined(page: &str, script: &str, www: &Path) -> Result<String> {
    let mut out = String::new();
    let (mut styles, mut scripts) = (0, 0);
    for line in page.lines() {
        if let Some(file) = between(line, "<link rel=\"stylesheet\" href=\"", "\">") {
            styles += 1;
            out.push_str(&format!("<style>\n{}</style>\n", fs::read_to_string(www.join(file))?));
        } else if let Some(file) = between(line, "<link rel=\"icon\" href=\"", "\" type=\"image/svg+xml\">") {
            let icon = assets::base64(&fs::read(www.join(file))?);
            out.push_str(&format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n"));
        } else if line.starts_with("<script ") {
            scripts += 1;
        } else if line == "<meta charset=\"utf-8\">" {
            let hash = assets::sha256(script.as_bytes());
            let policy = format!(
                "default-src 'none'; script-src '{hash}' 'wasm-unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
            );
            out.push_str(&format!("{line}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"));
        } else if line == "</body>" {
            out.push_str(&format!("<script>{script}</script>\n{line}\n"));
        } else if !NOT_INLINE.iter().any(|tag| line.starts_with(tag)) {
            out.push_str(line);
            out.push('\n');
        }
    }
    let left =
        ["href=\"css/", "src=\"app/", "href=\"icon"].iter().find(|part| out.contains(*part) && !script.contains(*part));
    ensure!(
        styles > 0 && scripts == 1 && left.is_none(),
        "index.html has other tags than the page in one file knows: {left:?}"
    );
    Ok(out)
}

fn between<'l>(line: &'l str, before: &str, after: &str) -> Option<&'l str> {
    line.strip_prefix(before)?.strip_suffix(after)
}

fn tool(name: &str) -> PathBuf {
    root().join(TOOLS).join("node_modules/.bin").join(name)
}

fn path(folder: &Path, file: &str) -> String {
    folder.join(file).to_string_lossy().into_owned()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(())
}
