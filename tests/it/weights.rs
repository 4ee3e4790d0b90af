//! The weights are the ones that their cards describe.

use std::path::Path;

fn fingerprint(file: &[u8]) -> u64 {
    file.iter().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3))
}

#[test]
fn every_file_of_weights_is_the_one_its_card_describes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/models");
    for folder in [root.clone(), root.join("open")] {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "bin") {
                let card = std::fs::read_to_string(path.with_extension("md")).unwrap();
                let print = format!("{:016x}", fingerprint(&std::fs::read(&path).unwrap()));
                assert!(card.contains(&print), "{} is not what its card describes: {print}", path.display());
            }
        }
    }
}
