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
