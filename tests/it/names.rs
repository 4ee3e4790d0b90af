//! What a name names, where a list or the words in it know better than how it looks.

use whosaid::{Options, analyze};

/// Types of the entities that have a mention of these words.
fn types(text: &str, words: &str) -> Vec<String> {
    let report = analyze(text, &Options::default());
    let has = |e: &&whosaid::report::Entity| e.mentions.iter().any(|m| &text[m.start..m.end] == words);
    report.entities.iter().filter(has).map(|e| e.etype.to_owned()).collect()
}

#[test]
fn a_legal_form_tells_of_a_company_and_of_its_name_without() {
    let text =
        "Shares in Halden Plc fell 9% on Thursday. Halden said it would cut jobs. \"We are sorry,\" Halden wrote.";
    assert_eq!(types(text, "Halden Plc"), ["ORG"]);
    assert_eq!(types(text, "Halden"), ["ORG"]);
}

#[test]
fn an_officer_after_a_place_is_no_legal_form() {
    assert_eq!(types("Texas AG Maria Keller said that the case was over.", "Texas"), ["GPE"]);
}

#[test]
fn a_listed_bank_is_nobody() {
    let text = "\"We wait,\" Morgan Stanley analysts led by Priyanka Desai wrote. Morgan Stanley said it would wait.";
    assert_eq!(types(text, "Morgan Stanley"), ["ORG"]);
}

#[test]
fn a_noun_that_opens_a_headline_is_no_given_name() {
    let text = "Chipmaker Veltron slides after warning on exports\n\nShares in Veltron NV fell as much as 9% in Amsterdam on \
                Thursday after the company warned of tighter rules. \"We see little,\" Pieter van der Linde said. Veltron's \
                union said it had not been asked.";
    assert_eq!(types(text, "Veltron NV"), ["ORG"]);
    assert_eq!(types(text, "Chipmaker Veltron"), [""; 0]);
}

#[test]
fn a_value_begins_where_its_verb_ends() {
    for (text, etype, names) in [
        ("The rate ticked up to 4.4% in October.", "PERCENT", vec!["4.4%"]),
        ("Sellers returned tickets up to 40 times.", "NUMBER", vec!["up to 40"]),
        ("The hall can hold up to 500 guests.", "NUMBER", vec!["up to 500"]),
        ("Spending fell by a third between 2015 and 2024.", "DATE", vec!["2015", "2024"]),
        ("Between 1990 and 1995 the town doubled in size.", "DATE", vec!["1990", "1995"]),
        ("Between 30 and 40 people came.", "NUMBER", vec!["30", "40"]),
    ] {
        let report = analyze(text, &Options::default());
        let of_type = report.entities.iter().filter(|e| e.etype == etype);
        let found = of_type.flat_map(|e| &e.mentions).map(|m| m.text.as_str());
        assert_eq!(found.collect::<Vec<_>>(), names, "{text}");
    }
}

#[test]
fn who_fields_a_goalkeeper_is_a_team() {
    let text = "Okonjo scored as Rovers beat defending champions Ashcombe 2-1. Ashcombe goalkeeper Pieter de Wit could only parry \
                the first effort. Ashcombe had a penalty appeal waved away, and Ashcombe have now lost twice.";
    assert_eq!(types(text, "Ashcombe"), ["ORG"]);
}

#[test]
fn letters_after_a_name_are_no_part_of_it() {
    let text = "Sinn Féin's transport spokesperson, Darren O'Rourke TD, accused the minister of being \"asleep at the wheel\".";
    let report = analyze(text, &Options::default());
    assert!(report.entities.iter().any(|e| e.name == "Darren O'Rourke"), "{:?}", report.entities);
}
