//! Fuzzing on the stable compiler: libFuzzer, with the coverage that LLVM itself instruments.

use crate::build::target_dir;
use crate::shell::{cargo, output, provide, root, run_with};
use anyhow::{Context, Result, bail};
use std::fs;
use std::time::Duration;

/// The targets in `tests/fuzz/targets`, with their parts of the time in tenths and the longest input in bytes.
const TARGETS: [(&str, u32, u32); 4] =
    [("text", 4, 4096), ("corrections", 2, 1024), ("weights", 2, 4096), ("typing", 2, 2048)];

/// What the compiler is told: to count edges as libFuzzer wants it. To trace comparisons too costs four fifths of the speed.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table --cfg fuzzing";

/// Runs every target, or the one of a name, for their part of `time`. New inputs gather in the folder of what is built;
/// `keep` puts the fewest that reach everything into `tests/fuzz/corpus`.
///
/// # Errors
/// An input that breaks something was found; the message says where it lies.
pub fn fuzz(time: Duration, only: Option<&str>, keep: bool) -> Result<()> {
    provide(&["c++"], &["g++"])?;
    let version = output("rustc", &["-vV"]).context("rustc cannot be started")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not name its host")?;
    let built = target_dir().join("fuzz");
    // With a target named, what runs while compiling is not instrumented.
    let args = ["build", "--release", "--manifest-path", "tests/fuzz/Cargo.toml", "--target", host];
    run_with(&cargo(), &args, &[("RUSTFLAGS", FLAGS), ("CARGO_TARGET_DIR", &built.to_string_lossy())])?;
    let chosen: Vec<_> = TARGETS.iter().filter(|(name, ..)| only.is_none_or(|only| only == *name)).collect();
    if chosen.is_empty() {
        bail!("no target has this name; there are {}", TARGETS.map(|(name, ..)| name).join(", "));
    }
    let tenths: u32 = chosen.iter().map(|(_, tenths, _)| tenths).sum();
    for (name, part, longest) in chosen {
        let (found, findings) = (built.join("corpus").join(name), built.join("findings").join(name));
        fs::create_dir_all(&found)?;
        fs::create_dir_all(&findings)?;
        let program = built.join(host).join("release").join(name);
        let (program, found) = (program.to_string_lossy(), found.to_string_lossy());
        let kept = format!("tests/fuzz/corpus/{name}");
        if keep {
            let smallest = built.join("kept").join(name);
            crate::build::empty(&smallest)?;
            let smallest = smallest.to_string_lossy();
            run_with(&program, &["-merge=1", "-max_len=600", &smallest, &kept, &found], &[])?;
            println!("the fewest inputs that reach everything lie in {smallest}");
            continue;
        }
        let seconds = format!("-max_total_time={}", (time * *part / tenths).as_secs().max(1));
        let (length, place) = (format!("-max_len={longest}"), format!("-artifact_prefix={}/", findings.display()));
        let mut args = vec![&*seconds, &length, &place, "-timeout=30", "-rss_limit_mb=4096", "-print_final_stats=1"];
        args.extend(["-verbosity=1", "-dict=tests/fuzz/words.dict", &*found, &kept]);
        if *name == "text" {
            args.push("tests/articles");
        }
        let what = || {
            format!(
                "{} holds an input that breaks target {name}: mend it, then keep the input in {kept}",
                findings.display()
            )
        };
        run_with(&program, &args, &[]).with_context(what)?;
    }
    println!(
        "nothing was found in {} s; inputs lie in {}",
        time.as_secs(),
        root().join(&built).join("corpus").display()
    );
    Ok(())
}
