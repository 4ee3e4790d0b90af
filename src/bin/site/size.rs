//! What a reader downloads.

use crate::recipe::Recipe;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Write;
use std::path::Path;

struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints what the package weighs; fails if its wasm is over the budget.
pub fn check(package: &Path, wasm: &str, recipe: &Recipe) -> Result<()> {
    println!("{:<22} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip 9", "brotli 11");
    let script = format!("{}.js", recipe.out_name);
    print(&script, &measure(&package.join(&script))?);
    let size = measure(&package.join(wasm))?;
    print(wasm, &size);
    println!("{:<22} {:>10} {:>10} {:>10}", "budget of the wasm", recipe.raw, "", recipe.brotli);
    let inside = size.raw as u64 <= recipe.raw && size.brotli as u64 <= recipe.brotli;
    ensure!(inside, "{wasm} is over its budget in wasm-pack.toml");
    Ok(())
}

fn print(name: &str, size: &Size) {
    println!("{name:<22} {:>10} {:>10} {:>10}", size.raw, size.gzip, size.brotli);
}

fn measure(file: &Path) -> Result<Size> {
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bytes)?;
    let mut brotli = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &params)?;
    Ok(Size { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: brotli.len() })
}
