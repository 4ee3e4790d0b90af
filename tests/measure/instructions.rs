//! Reads articles step by step, each step in a function of its own, so that callgrind tells what each costs.
//! `cargo site instructions` builds it, runs it and compares; arguments: the articles.
//!
//! Prints `words`, their number, then the name of the function and of the step, line by line.

#[allow(dead_code, reason = "growth makes the others")]
#[path = "texts.rs"]
mod texts;

use std::hint::black_box;
use std::process::ExitCode;
use whosaid::document::Document;
use whosaid::report::{Format, export, report};
use whosaid::{OffsetUnit, Options, Reader, STAGES, analyze};

type Run = fn(&mut dyn FnMut());

/// Functions that differ in their names only; the name inside keeps the compiler from making one of them all.
macro_rules! slots {
    ($($slot:ident)*) => {
        $(#[inline(never)]
        fn $slot(step: &mut dyn FnMut()) {
            black_box(stringify!($slot));
            step();
            black_box(stringify!($slot));
        })*

        const SLOTS: &[(&str, Run)] = &[$((stringify!($slot), $slot)),*];
    };
}

slots! {
    slot_00 slot_01 slot_02 slot_03 slot_04 slot_05 slot_06 slot_07 slot_08 slot_09 slot_10 slot_11 slot_12 slot_13
    slot_14 slot_15 slot_16 slot_17 slot_18 slot_19 slot_20 slot_21 slot_22 slot_23 slot_24 slot_25 slot_26 slot_27
    slot_28 slot_29 slot_30 slot_31 slot_32 slot_33 slot_34 slot_35 slot_36 slot_37 slot_38 slot_39
}

/// Reaches every list and every file of weights, which are read when they are first needed.
const FIRST: &str = include_str!("../articles/wikinews-warming.txt");

fn main() -> ExitCode {
    let texts: Result<Vec<String>, _> = std::env::args().skip(1).map(std::fs::read_to_string).collect();
    let texts = match texts {
        Ok(texts) if !texts.is_empty() => texts,
        _ => {
            eprintln!("usage: instructions ARTICLE...");
            return ExitCode::from(2);
        }
    };
    println!("words {}", texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>());
    let mut slots = SLOTS.iter();
    let mut step = |name: &str, run: &mut dyn FnMut()| {
        let (slot, call) = slots.next().expect("a slot for every step");
        println!("{slot} {name}");
        call(run);
    };
    step("start", &mut || drop(black_box(analyze(FIRST, &Options::default()))));
    let mut docs: Vec<Document> = texts.iter().map(|text| Document::new(text)).collect();
    for (name, run) in STAGES {
        step(name, &mut || docs.iter_mut().for_each(run));
    }
    let mut reports = Vec::new();
    step("report", &mut || reports.extend(docs.iter().map(|doc| report(doc, OffsetUnit::Utf16))));
    for format in Format::ALL {
        step(&format!("export.{}", format.name()), &mut || {
            for (text, report) in texts.iter().zip(&reports) {
                black_box(export(text, report, format)).expect("a report of its own text");
            }
        });
    }
    // Last, for what is kept of words would make the steps cheaper.
    let [before, after] = texts::typed();
    let mut reader = Reader::default();
    drop(reader.analyze(&before, &Options::default()));
    step("typed", &mut || drop(black_box(reader.analyze(&after, &Options::default()))));
    ExitCode::SUCCESS
}
