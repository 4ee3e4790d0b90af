//! The recipe of the wasm build, `wasm-pack.toml`.

use crate::shell::root;
use anyhow::{Context, Result, ensure};
use toml::Value;

/// What the build obeys.
pub struct Recipe {
    /// The compilation target.
    pub target: String,
    /// The cargo profile.
    pub profile: String,
    /// Where the package is written, relative to the root.
    pub out_dir: String,
    /// The stem of the written files.
    pub out_name: String,
    /// Features of WebAssembly that the compiler may use.
    pub features: Vec<String>,
    /// Flags of wasm-opt.
    pub flags: Vec<String>,
    /// The most bytes of the wasm file.
    pub raw: u64,
    /// The most bytes after brotli 11.
    pub brotli: u64,
}

/// Reads the recipe and checks that it does not contradict Cargo.toml.
pub fn recipe() -> Result<Recipe> {
    let recipe = table("wasm-pack.toml")?;
    let cargo = table("Cargo.toml")?;
    let text = |path: &[&str]| -> Result<String> {
        let value = find(&recipe, path)?;
        Ok(value.as_str().with_context(|| format!("{path:?} is no text"))?.to_owned())
    };
    let number = |path: &[&str]| -> Result<u64> {
        let value = find(&recipe, path)?.as_integer().with_context(|| format!("{path:?} is no number"))?;
        u64::try_from(value).with_context(|| format!("{path:?} is negative"))
    };
    let name = find(&cargo, &["package", "name"])?.as_str().unwrap_or_default().to_owned();
    ensure!(text(&["package", "name"])? == name, "wasm-pack.toml names another package than Cargo.toml");
    let pin = find(&cargo, &["target", "cfg(target_arch = \"wasm32\")", "dependencies", "wasm-bindgen"])?;
    let wanted = format!("={}", text(&["package", "wasm-bindgen"])?);
    ensure!(pin.as_str() == Some(&wanted), "wasm-pack.toml pins another wasm-bindgen than Cargo.toml");
    let version = number(&["wasm-opt", "version"])?;
    let packages = std::fs::read_to_string(root().join("tests/browser/package.json"))?;
    let same = packages.contains(&format!("\"binaryen\": \"{version}."));
    ensure!(same, "wasm-pack.toml wants another wasm-opt than tests/browser/package.json");
    let list = |path: &[&str]| -> Result<Vec<String>> {
        let values = find(&recipe, path)?.as_array().with_context(|| format!("{path:?} is no list"))?;
        let word = |v: &Value| Ok(v.as_str().with_context(|| format!("{path:?} holds what is no text"))?.to_owned());
        values.iter().map(word).collect()
    };
    Ok(Recipe {
        target: text(&["build", "target"])?,
        profile: text(&["build", "profile"])?,
        out_dir: text(&["build", "out-dir"])?,
        out_name: text(&["build", "out-name"])?,
        features: list(&["build", "target-features"])?,
        flags: list(&["wasm-opt", "flags"])?,
        raw: number(&["budget", "raw"])?,
        brotli: number(&["budget", "brotli"])?,
    })
}

fn table(file: &str) -> Result<Value> {
    let text = std::fs::read_to_string(root().join(file)).with_context(|| format!("{file} cannot be read"))?;
    let table: toml::Table = text.parse().with_context(|| format!("{file} is no TOML"))?;
    Ok(Value::Table(table))
}

fn find<'v>(value: &'v Value, path: &[&str]) -> Result<&'v Value> {
    path.iter().try_fold(value, |v, key| v.get(key).with_context(|| format!("{} is missing", path.join("."))))
}
