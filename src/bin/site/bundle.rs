//! The page's modules in one file, and the Worker's: what a browser asks for when the page opens. The modules in `www/js` work
//! as they are, too, on sites that bundle by themselves and in tests.

use crate::build::empty;
use crate::shell::{capture, root};
use anyhow::Result;

/// The folder of the node packages that build.
pub const TOOLS: &str = "tests/browser";

/// What esbuild makes of modules.
pub const MODULE: [&str; 5] = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--log-level=warning"];

/// Writes `www/app`, which stands beside `www/js` so that addresses from there stay true.
pub fn write() -> Result<()> {
    empty(&root().join("www/app"))?;
    let out = ["--outdir=www/app", "--chunk-names=[name]", "--sourcemap", "--sources-content=false", "--charset=utf8"];
    esbuild(&[&["www/js/main.js", "--splitting"], &MODULE[..], &out].concat())?;
    esbuild(&[&["www/js/worker.js"], &MODULE[..], &out].concat())?;
    Ok(())
}

/// Runs esbuild and gives what it prints.
pub fn esbuild(args: &[&str]) -> Result<String> {
    capture(&root().join(TOOLS).join("node_modules/.bin/esbuild").to_string_lossy(), args)
}
