//! Who said what where the text is in a bad state: the reading harms nothing around it.

use whosaid::report::{Quote, Report};
use whosaid::{Options, analyze};

fn read(text: &str) -> Report {
    analyze(text, &Options::default())
}

fn quote<'r>(report: &'r Report, words: &str) -> &'r Quote {
    let found = report.quotes.iter().find(|q| q.content.iter().any(|p| p.text.starts_with(words)));
    found.unwrap_or_else(|| panic!("no quotation begins {words:?}: {:#?}", report.quotes))
}

fn speaker(report: &Report, words: &str) -> String {
    quote(report, words).speaker.as_ref().map_or(String::new(), |s| s.text.clone())
}

#[test]
fn an_odd_mark_spoils_its_own_paragraph_only() {
    let report = read(
        "\"We are ready,\" said Jane Doe, the mayor.\n\nThe council met on Monday. \"Nobody knew when it would end.\n\n\
         \"It was a long night,\" Paul Okoro told reporters.",
    );
    assert_eq!(speaker(&report, "We are ready"), "Jane Doe");
    assert_eq!(speaker(&report, "It was a long night"), "Paul Okoro");
}

#[test]
fn capitals_and_their_absence_hide_no_quotation() {
    let text = "\"We will vote on Monday,\" said Jane Doe, the mayor. \"It is time,\" she added.";
    for text in [text.to_uppercase(), text.to_lowercase()] {
        let report = read(&text);
        let said: usize = report.quotes.iter().filter(|q| q.kind == "direct").map(|q| q.content.len()).sum();
        assert_eq!(said, 2, "{text}");
    }
}

#[test]
fn a_text_without_a_speaker_gets_none() {
    let report = read("\"It is late.\"\n\n\"It is cold.\"");
    assert!(report.quotes.iter().all(|q| q.speaker.is_none() && q.speaker_entity.is_none()));
}

#[test]
fn other_scripts_harm_nothing_around_them() {
    let report = read(
        "\"الخبر اليوم من القاهرة والعالم كله\", said Amina Yusuf.\n\n“我们 会 投票 的 今天,” Jens Krüger said in Berlin.",
    );
    assert_eq!(speaker(&report, "我们"), "Jens Krüger");
}

#[test]
fn the_whole_clause_comes_with_a_mixed_quotation() {
    let report = read("Hammond said Britain had not so far \"made any decision\" about the strikes.");
    let quote = quote(&report, "made any decision");
    assert_eq!(quote.kind, "mixed");
    assert!(quote.clause.iter().any(|c| c.text.starts_with("Britain had not")), "{quote:#?}");
}

#[test]
fn ten_thousand_quotations_are_read_each_by_itself() {
    let text = "\"It is late,\" said Jane Doe on Monday.\n\n".repeat(10_000);
    let report = read(&text);
    assert_eq!(report.quotes.len(), 10_000);
    let right = report.quotes.iter().filter(|q| q.speaker.as_ref().is_some_and(|s| s.text == "Jane Doe")).count();
    assert!(right > 9_990, "{right}");
}

#[test]
fn a_clause_right_before_its_cue_is_speech_however_short() {
    for (text, who) in [("\"Two,\" said Bob Ray.", "Bob Ray"), ("\"Later,\" said Cy Poe.", "Cy Poe")] {
        let report = whosaid::analyze(text, &whosaid::Options::default());
        assert_eq!(report.quotes.len(), 1, "{text}");
        assert_eq!(report.quotes[0].kind, "direct");
        assert_eq!(report.quotes[0].speaker.as_ref().map(|s| s.text.as_str()), Some(who));
    }
}

#[test]
fn a_relative_pronoun_speaks_for_its_noun_and_a_name_for_the_words_around_it() {
    let text = "\"It was loud,\" said a nurse who warned that the ward was full.\n\nAccording to the Ministry of Health, 1,204 people were treated in March.";
    let report = whosaid::analyze(text, &whosaid::Options::default());
    let speakers: Vec<_> = report.quotes.iter().filter_map(|q| Some(q.speaker.as_ref()?.text.as_str())).collect();
    assert_eq!(speakers, ["a nurse", "a nurse", "Ministry of Health"]);
}

#[test]
fn a_quotation_inside_a_quotation_has_a_speaker_of_its_own() {
    let report = read(
        "\"She looked at me and said, 'We are done here,' and that was the end of it,\" said Tom Oduya.\n\n\
         \"The minister told us 'there is no money' and left,\" Lena Brandt said.\n\n\
         \"It was what he called the 'long night',\" said Paul Okoro.",
    );
    assert_eq!(speaker(&report, "We are done here"), "She");
    assert_eq!(speaker(&report, "She looked at me"), "Tom Oduya");
    assert_eq!(speaker(&report, "there is no money"), "The minister");
    assert_eq!(report.quotes.len(), 5, "a fragment inside is no quotation: {:#?}", report.quotes);
}

#[test]
fn a_nickname_is_part_of_the_name_around_it() {
    let report = read("\"We never closed,\" said Ruth \"Shorty\" Adeyemi, who runs the canteen at the gate.");
    assert_eq!(report.quotes.len(), 1);
    assert_eq!(report.quotes[0].content.len(), 1);
    assert_eq!(speaker(&report, "We never closed"), "Ruth \"Shorty\" Adeyemi");
}

#[test]
fn a_forgotten_mark_before_the_speaker_ends_the_quotation_there() {
    let report = read(
        "\"We won,\" said Jane Doe.\n\n\"I will never forget that night, said Paul Okoro, whose brother was hurt.\n\n\
         \"It was cold,\" Ms Doe added.",
    );
    let lost = quote(&report, "I will never forget");
    assert_eq!(lost.content[0].text, "I will never forget that night,");
    assert_eq!(speaker(&report, "I will never forget"), "Paul Okoro");
    assert_eq!(speaker(&report, "It was cold"), "Doe");
}

#[test]
fn who_comes_into_a_paragraph_is_meant_by_the_pronoun_after() {
    let report = read(
        "Mayor Peter Hill said inspections had been patchy. He did not elaborate.\n\n\
         John Odinga accused the council of ignoring warnings. \"Nobody answered,\" he said.",
    );
    let entity = quote(&report, "Nobody answered").speaker_entity.as_ref().unwrap();
    let named = report.entities.iter().find(|e| e.id == *entity).unwrap();
    assert_eq!(named.name, "John Odinga");
}

#[test]
fn nobody_is_no_speaker_and_who_stands_for_the_noun_before() {
    let report = read(
        "\"No minister has put more money into hospitals,\" Mr Walsh said.\n\n\
         One nurse, who asked not to be named, said she had waited for a year.",
    );
    assert_eq!(speaker(&report, "she had waited"), "One nurse");
    assert!(report.entities.iter().all(|e| e.name != "No minister"), "{:#?}", report.entities);
}

#[test]
fn a_dateline_speaks_not() {
    let report = read(
        "PORT ELLERY, Tuesday — The government of Norland on Tuesday rejected claims that it had promised money to keep the \
         ferries running.",
    );
    assert_eq!(speaker(&report, "claims that it"), "The government");
    let sentences = |text: &str| whosaid::annotate(text).sentences.len();
    assert_eq!(sentences("BOGOTA (Reuters) - The mayor would not wait."), 2);
    assert_eq!(sentences("NATO — the alliance of the West — would not wait."), 1);
    assert_eq!(sentences("NATO said on Monday — The Hague heard it — that it would not wait."), 1);
}

fn entities(text: &str, etype: &str) -> Vec<String> {
    read(text).entities.into_iter().filter(|e| e.etype == etype).map(|e| e.name).collect()
}

#[test]
fn names_of_places_stand_without_capitals() {
    let found = entities("last year we moved from vietnam to san francisco, and my brother is still in india.", "GPE");
    assert_eq!(found, ["vietnam", "san francisco", "india"]);
    assert!(entities("They ate turkey from china plates and had a nice chat.", "GPE").is_empty());
}

#[test]
fn two_full_names_side_by_side_are_two_people() {
    let found = entities("Present were Maria Keller David Okafor and the clerk.", "PERSON");
    assert!(found.contains(&"Maria Keller".to_owned()) && found.contains(&"David Okafor".to_owned()), "{found:?}");
    let found = entities("President Mohamed Ould Abdel Aziz spoke in Nouakchott.", "PERSON");
    assert_eq!(found.len(), 1, "{found:?}");
}
