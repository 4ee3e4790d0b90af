//! Files of weights: cut, changed, made up. They are refused, or what they read is sound.
#![no_main]

#[allow(dead_code, reason = "the other targets read texts by it")]
#[path = "../sound.rs"]
mod sound;

use libfuzzer_sys::fuzz_target;
use whosaid::train::foreign;

const TEXT: &str = "\"We will vote on Monday,\" said Jane Doe, the mayor of Paris. He told the Water Board that it was late; \
    \"I said 'never',\" she added.\n\nAccording to officials, 5 % of them paid $3 million.";

const SHIPPED: [&[u8]; 8] = [
    include_bytes!("../../../src/data/models/clusters.bin"),
    include_bytes!("../../../src/data/models/gazetteer.bin"),
    include_bytes!("../../../src/data/models/parser.bin"),
    include_bytes!("../../../src/data/models/names.bin"),
    include_bytes!("../../../src/data/models/quotes.bin"),
    include_bytes!("../../../src/data/models/coref.bin"),
    include_bytes!("../../../src/data/models/wordtypes.bin"),
    include_bytes!("../../../src/data/models/sentences.bin"),
];

fuzz_target!(|bytes: &[u8]| {
    assert!(foreign::read(bytes, TEXT).is_none() || bytes.len() > 20);
    let Some((&first, rest)) = bytes.split_first() else { return };
    let kind = usize::from(first & 0x3F) % SHIPPED.len();
    let file = match first >> 6 {
        // A payload under a seal that fits.
        0 | 1 => foreign::sealed(kind, rest),
        // Ours with some bytes changed, under the old seal or a new one.
        seal => {
            let mut file = SHIPPED[kind].to_vec();
            for edit in rest.chunks_exact(4).take(64) {
                let at = u32::from_le_bytes([edit[0], edit[1], edit[2], 0]) as usize;
                // Half of the edits change the head of the file, where the numbers are.
                let at = if at % 2 == 0 { at / 2 % 64 } else { at / 2 % file.len() };
                file[at] = edit[3];
            }
            let changed = file != SHIPPED[kind];
            if seal == 2 {
                assert!(!changed || foreign::read(&file, "a").is_none(), "changed weights were taken");
                return;
            }
            foreign::sealed(kind, &file[20..])
        }
    };
    if let Some(report) = foreign::read(&file, TEXT) {
        sound::consistent(TEXT, &report);
    }
});
