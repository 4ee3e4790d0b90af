//! Building the wasm package.

use crate::recipe::{Recipe, recipe};
use crate::shell::{cargo, output, root, run};
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Builds `www/pkg` by the recipe and checks its size.
pub fn build() -> Result<()> {
    let recipe = recipe()?;
    add_target(&recipe)?;
    run(&cargo(), &["build", "--lib", "--profile", &recipe.profile, "--target", &recipe.target])?;
    let wasm = target_dir().join(&recipe.target).join(&recipe.profile).join("whosaid.wasm");
    let out = root().join(&recipe.out_dir);
    bind(&wasm, &out, &recipe)?;
    let bound = out.join(format!("{}_bg.wasm", recipe.out_name));
    optimize(&bound, &recipe)?;
    check_size(&bound, &recipe)
}

fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

fn add_target(recipe: &Recipe) -> Result<()> {
    let known = output("rustup", &["target", "list", "--installed"]).unwrap_or_default();
    if !known.is_empty() && !known.lines().any(|l| l == recipe.target) {
        run("rustup", &["target", "add", &recipe.target])?;
    }
    Ok(())
}

/// What `wasm-bindgen --target web` does, as a library: no tool to install.
fn bind(wasm: &Path, out: &Path, recipe: &Recipe) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(&recipe.out_name).typescript(true).omit_default_module_path(false);
    bindgen.web(true)?;
    bindgen.generate(out)
}

fn optimize(wasm: &Path, recipe: &Recipe) -> Result<()> {
    install_node_packages()?;
    let tool = root().join("tests/browser/node_modules/.bin/wasm-opt");
    let (tool, wasm) = (tool.to_string_lossy(), wasm.to_string_lossy());
    let mut args: Vec<&str> = recipe.flags.iter().map(String::as_str).collect();
    args.extend([&*wasm, "-o", &*wasm]);
    run(&tool, &args)
}

/// Installs the pinned node packages (the optimiser, the browser driver), if they are not there.
pub fn install_node_packages() -> Result<()> {
    if root().join("tests/browser/node_modules/.bin/wasm-opt").exists() {
        return Ok(());
    }
    run("npm", &["ci", "--prefix", "tests/browser", "--no-audit", "--no-fund"])
}

fn check_size(wasm: &Path, recipe: &Recipe) -> Result<()> {
    let bytes = std::fs::read(wasm).context("the wasm file cannot be read")?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bytes)?;
    let gzip = gzip.finish()?.len();
    let mut brotli = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &params)?;
    println!("{}: {} bytes raw, {gzip} gzip, {} brotli", file_name(wasm), bytes.len(), brotli.len());
    ensure!(bytes.len() as u64 <= recipe.raw, "the wasm is larger than its budget of {} bytes", recipe.raw);
    ensure!(
        brotli.len() as u64 <= recipe.brotli,
        "the wasm after brotli is larger than its budget of {} bytes",
        recipe.brotli
    );
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
