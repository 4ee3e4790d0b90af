//! Building the wasm package.

use crate::assets;
use crate::bundle;
use crate::recipe::{Recipe, recipe};
use crate::shell::{cargo, output, root, run, run_with};
use crate::size;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use wasm_bindgen_cli_support::Bindgen;

/// What the package depends on beside the compiled code.
const RECIPES: [&str; 2] = ["wasm-pack.toml", "tests/browser/package.json"];

/// Brings `www/pkg` up to date by the recipe, `plain` for engines without its features. What is over its budget is not put
/// there.
pub fn build(plain: bool) -> Result<()> {
    let mut recipe = recipe()?;
    if plain {
        recipe.features.clear();
    }
    install_node_packages(bundle::TOOLS)?;
    build_wasm(&recipe)?;
    let www = root().join("www");
    assets::write_styles(&www)?;
    bundle::write()?;
    assets::write_precache(&www)?;
    size::print_hashes(&www, &["js/element.js", "js/worker.js", "pkg/whosaid.js", "pkg/whosaid_bg.wasm"])
}

/// Compiles the core; the file that the compiler wrote.
pub fn compile(recipe: &Recipe) -> Result<PathBuf> {
    add_target(recipe)?;
    let features: String = recipe.features.iter().map(|f| format!(" -C target-feature=+{f}")).collect();
    let variable = format!("CARGO_TARGET_{}_RUSTFLAGS", recipe.target.to_uppercase().replace('-', "_"));
    let args = ["build", "--lib", "--profile", &recipe.profile, "--target", &recipe.target];
    run_with(&cargo(), &args, &[(&variable, features.trim())])?;
    let folder = if recipe.profile == "dev" { "debug" } else { &recipe.profile };
    Ok(target_dir().join(&recipe.target).join(folder).join(format!("{}.wasm", recipe.out_name)))
}

fn build_wasm(recipe: &Recipe) -> Result<()> {
    let wasm = compile(recipe)?;
    let out = root().join(&recipe.out_dir);
    let file = format!("{}_bg.wasm", recipe.out_name);
    if is_fresh(&out.join(&file), &wasm)? {
        println!("{} is up to date", recipe.out_dir);
        return Ok(());
    }
    let draft = target_dir().join("site");
    empty(&draft)?;
    bind(&wasm, &draft, recipe)?;
    optimize(&draft.join(&file), &recipe.flags)?;
    size::check(&draft, &file, recipe)?;
    publish(&draft, &out)
}

/// Where cargo writes.
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

fn add_target(recipe: &Recipe) -> Result<()> {
    let known = output("rustup", &["target", "list", "--installed"]).unwrap_or_default();
    if !known.is_empty() && !known.lines().any(|l| l == recipe.target) {
        run("rustup", &["target", "add", &recipe.target])?;
    }
    Ok(())
}

fn is_fresh(built: &Path, wasm: &Path) -> Result<bool> {
    let Ok(built) = modified(built) else { return Ok(false) };
    let recipes = RECIPES.map(|file| root().join(file));
    let sources = recipes.iter().map(PathBuf::as_path).chain([wasm]);
    Ok(sources.map(modified).collect::<Result<Vec<_>>>()?.iter().all(|source| *source <= built))
}

fn modified(file: &Path) -> Result<SystemTime> {
    let time = fs::metadata(file).and_then(|meta| meta.modified());
    time.with_context(|| format!("{} cannot be read", file.display()))
}

/// What `wasm-bindgen --target web` does, as a library: no tool to install.
pub fn bind(wasm: &Path, out: &Path, recipe: &Recipe) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(&recipe.out_name).typescript(true).omit_default_module_path(false);
    bindgen.web(true)?;
    bindgen.generate(out)
}

/// Runs the pinned wasm-opt on a file, in place.
pub fn optimize(wasm: &Path, flags: &[String]) -> Result<()> {
    let tool = root().join(bundle::TOOLS).join("node_modules/.bin/wasm-opt");
    let (tool, wasm) = (tool.to_string_lossy(), wasm.to_string_lossy());
    let mut args: Vec<&str> = flags.iter().map(String::as_str).collect();
    args.extend([&*wasm, "-o", &*wasm]);
    run(&tool, &args)
}

/// Installs the pinned node packages of a folder of tests, if they are not there or others than pinned.
pub fn install_node_packages(tests: &str) -> Result<()> {
    let folder = root().join(tests);
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if installed.is_ok_and(|time| modified(&folder.join("package-lock.json")).is_ok_and(|lock| lock <= time)) {
        return Ok(());
    }
    run("npm", &["ci", "--prefix", tests, "--no-audit", "--no-fund"])
}

/// Makes a folder that holds nothing.
pub fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

/// The wasm comes last: its time says that the package is whole.
fn publish(draft: &Path, out: &Path) -> Result<()> {
    empty(out)?;
    let mut files = fs::read_dir(draft)?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(|file| file.path().extension().is_some_and(|e| e == "wasm"));
    for file in files {
        fs::copy(file.path(), out.join(file.file_name()))?;
    }
    Ok(())
}
