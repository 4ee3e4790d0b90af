//! Golden views: what the core makes of each test article, in a form that a diff shows well.
//! `UPDATE_GOLDEN=1 cargo test golden` rewrites them; `git diff` is the review.

use crate::articles::{articles, folder};
use crate::view::view;

#[test]
fn articles_read_as_before() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut changed = Vec::new();
    for (name, text) in articles() {
        let report = whosaid::analyze(&text, &whosaid::Options::default());
        let path = folder("golden").join(format!("{name}.view"));
        let now = view(&text, &report);
        if std::fs::read_to_string(&path).unwrap_or_default() != now {
            if update {
                std::fs::write(&path, now).unwrap();
            } else {
                changed.push(format!("--- {name}\n{now}"));
            }
        }
    }
    assert!(changed.is_empty(), "these articles read otherwise now (UPDATE_GOLDEN=1 accepts):\n{}", changed.join("\n"));
}

/// The golden files are facts about the code; these are facts about the articles, as a person reads them.
#[test]
fn people_agree_with_the_speakers() {
    for (article, words, speaker) in [
        ("inverted-and-interrupted", "The bridge is old,", "Helen Brandt"),
        ("inverted-and-interrupted", "We had two choices,", "Helen Brandt"),
        ("inverted-and-interrupted", "Nobody asked us,", "Paul Okoro"),
        ("reopened-paragraphs", "The first winter was the hardest.", "Irina Volkova"),
        ("british-single", "We don’t want charity,", "Gareth Pugh"),
        ("british-single", "It was the ministers’ idea,", "Gareth Pugh"),
        ("guillemets-and-low-marks", "Nous verrons", "Claire Dumont"),
        ("guillemets-and-low-marks", "Das ist genug", "Jens Krüger"),
        ("according-to-and-for", "the real danger is the rumour", "Amina Yusuf"),
        ("elided-and-coordinated", "talks with the government would go on", "Joan Marsh"),
        ("elided-and-coordinated", "playing games", "Joan Marsh"),
        ("unclosed-and-stray", "It is late,", "Daniel Roth"),
        ("institutions-and-crowds", "We regret what happened.", "Arden Water"),
        ("institutions-and-crowds", "it would send doctors", "World Health Organization"),
        ("hard-characters", "We 🏳️\u{200D}🌈 marched,", "José Núñez"),
        ("hard-characters", "It\u{200B} is over.", "Zoë O’Brien"),
        ("headline-and-lead-in", "We were told a different story.", "Ivo Petrov"),
        ("headline-and-lead-in", "I will not say it twice.", "Ivo Petrov"),
    ] {
        let text = std::fs::read_to_string(folder("articles").join(format!("{article}.txt"))).unwrap();
        let report = whosaid::analyze(&text, &whosaid::Options::default());
        let quote = report.quotes.iter().find(|q| q.content.iter().any(|p| p.text.starts_with(words)));
        let quote = quote.unwrap_or_else(|| panic!("{article}: no quotation begins {words:?}"));
        let entity = report.entities.iter().find(|e| Some(&e.id) == quote.speaker_entity.as_ref());
        let name = entity.map(|e| e.name.replace('\u{A0}', " ").replace('\'', "’"));
        assert_eq!(name.as_deref(), Some(speaker), "{article}: {words:?}");
    }
}

/// What nobody spoke, and what was spoken though it looks alike.
#[test]
fn people_agree_with_the_kinds() {
    for (article, words, kind) in [
        ("placards", "Save our river", "placard"),
        ("placards", "No mine, no poison.", "placard"),
        ("placards", "Water is life", "placard"),
        ("placards", "Not for sale,", "placard"),
        ("placards", "River keeper", "placard"),
        ("placards", "It made me think,", "direct"),
        ("placards", "enough is enough", "direct"),
        ("lyrics", "We carry the water,", "lyric"),
        ("lyrics", "Lay me down", "lyric"),
        ("lyrics", "Nobody owns the rain,", "lyric"),
        ("lyrics", "I wrote it for my mother,", "direct"),
        ("lyrics", "Home by the River", "title"),
        ("thoughts", "This is how it ends.", "thought"),
        ("thoughts", "It cannot hold,", "thought"),
        ("thoughts", "Keep walking,", "thought"),
        ("thoughts", "I did not look back,", "direct"),
        ("thoughts", "came too late", "mixed"),
        ("thoughts", "Where is the bridge?", "direct"),
        ("works", "State of the Coast", "title"),
        ("works", "The Long Road Home,", "title"),
        ("works", "Morning Line", "title"),
        ("works", "Iron Mayor,", "scare"),
        ("works", "I am no iron man.", "direct"),
        ("works", "Say what you like about the bill,", "direct"),
    ] {
        let text = std::fs::read_to_string(folder("articles").join(format!("{article}.txt"))).unwrap();
        let report = whosaid::analyze(&text, &whosaid::Options::default());
        let quote = report.quotes.iter().find(|q| q.content.iter().any(|p| p.text.starts_with(words)));
        assert_eq!(quote.map(|q| q.kind), Some(kind), "{article}: {words:?}");
    }
}

/// Whom words mean, as a person reads them: an article, some words before the mention, the mention, the entity's name.
#[test]
fn people_agree_with_the_entities() {
    for (article, before, mention, name) in [
        ("two-families", "Tuesday. ", "Hartwig", "Lena Hartwig"),
        ("two-families", "said ", "she", "Lena Hartwig"),
        ("two-families", "written to ", "him", "Oskar Hartwig"),
        ("two-families", "Mr. ", "Hartwig", "Oskar Hartwig"),
        ("two-families", "instead. ", "He", "Oskar Hartwig"),
        ("two-families", "denied that ", "he", "Oskar Hartwig"),
        ("other-names", "Friday. ", "NRT", "Northern Rivers Trust"),
        ("other-names", "1988. ", "The Ministry", "Ministry of Fisheries"),
        ("other-names", "promised ", "her", "Tamsin Ekwall"),
        ("other-names", "weir. ", "Benno", "Cyclone Benno"),
        ("other-names", "sale. ", "The Trust", "Northern Rivers Trust"),
        ("roles-and-pronouns", "Monday. ", "The foreign minister", "Sigrun Aldal"),
        ("roles-and-pronouns", "Voss said ", "he", "Henrik Voss"),
        ("roles-and-pronouns", "told ", "her", "Sigrun Aldal"),
        ("roles-and-pronouns", "everything that ", "his", "Henrik Voss"),
        ("roles-and-pronouns", "arrive. ", "He", "Pavel Ruzic"),
        ("roles-and-pronouns", "He was ", "a neighbour", "Pavel Ruzic"),
        ("roles-and-pronouns", "hotel. ", "The pilot", "Pavel Ruzic"),
        ("roles-and-pronouns", "In ", "her", "Sigrun Aldal"),
        ("roles-and-pronouns", "city. ", "She", "Sigrun Aldal"),
        ("talkers", "\"", "I", "Dana Whitlow"),
        ("talkers", "this. ", "You", "Greg Amsel"),
        ("talkers", "gave ", "me", "Dana Whitlow"),
        ("talkers", "Amsel said ", "he", "Greg Amsel"),
        ("talkers", "\"", "We", "Harbour Lines"),
    ] {
        let text = std::fs::read_to_string(folder("articles").join(format!("{article}.txt"))).unwrap();
        let options = whosaid::Options { offsets: whosaid::OffsetUnit::Bytes };
        let report = whosaid::analyze(&text, &options);
        let words = format!("{before}{mention}");
        let at = text.find(&words).unwrap_or_else(|| panic!("{article}: {words:?} is not there")) + before.len();
        let at_place = report.entities.iter().filter(|e| e.mentions.iter().any(|m| m.start == at && m.text == mention));
        let found: Vec<&str> = at_place.map(|e| e.name.as_str()).collect();
        assert!(found.contains(&name), "{article}: {words:?} is {name}, read as {found:?}");
    }
}
