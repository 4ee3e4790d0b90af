//! What a reader downloads.

use crate::assets;
use crate::recipe::Recipe;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints what the package weighs; fails if its wasm is over the budget.
pub fn check(package: &Path, wasm: &str, recipe: &Recipe) -> Result<()> {
    heading("bytes");
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

/// What is larger is not compressed again here: it takes long, and the wasm was measured when it was built.
const LARGE: usize = 1_000_000;

/// Prints what each script and wasm of a package weighs, with the hash that a host may ask for.
pub fn print_folder(package: &Path) -> Result<()> {
    heading("dist/npm");
    for (name, file) in assets::files(package)? {
        if name.ends_with(".js") || name.ends_with(".wasm") {
            let bytes = read(&file)?;
            print_one(&name, &bytes)?;
            println!("    {}", assets::sha384(&bytes));
        }
    }
    Ok(())
}

/// Prints the hashes of what a host may name with its integrity.
pub fn print_hashes(folder: &Path, names: &[&str]) -> Result<()> {
    for name in names {
        println!("{name:<22} {}", assets::sha384(&read(&folder.join(name))?));
    }
    Ok(())
}

/// Prints what one file weighs.
pub fn print_one(name: &str, bytes: &[u8]) -> Result<()> {
    if bytes.len() > LARGE {
        println!("{name:<22} {:>10}", bytes.len());
    } else {
        print(name, &weigh(bytes)?);
    }
    Ok(())
}

/// The bytes compressed as servers do it.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    Ok(gzip.finish()?)
}

fn heading(what: &str) {
    println!("{what:<22} {:>10} {:>10} {:>10}", "raw", "gzip 9", "brotli 11");
}

fn measure(file: &Path) -> Result<Size> {
    weigh(&read(file)?)
}

fn weigh(bytes: &[u8]) -> Result<Size> {
    Ok(Size { raw: bytes.len(), gzip: gzip(bytes)?.len(), brotli: brotli(bytes)? })
}

/// The number of bytes under brotli at its best: by the encoder that servers use, which node carries. A port of it packs a
/// wasm of ours up to four percent worse, and not steadily so.
pub fn brotli(bytes: &[u8]) -> Result<usize> {
    const PACK: &str = "const zlib = require('node:zlib'), bytes = require('node:fs').readFileSync(0); \
        const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_LGWIN: window } = zlib.constants; \
        console.log(zlib.brotliCompressSync(bytes, { params: { [quality]: 11, [window]: 22 } }).length)";
    let mut node = Command::new("node").args(["-e", PACK]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    node.stdin.take().context("node takes no input")?.write_all(bytes)?;
    let length = String::from_utf8(node.wait_with_output()?.stdout)?;
    length.trim().parse().context("node packs no bytes")
}

/// The bytes of a file.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}
