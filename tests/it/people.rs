//! Who is who: facts about short texts, each a way in which newspapers write.

use whosaid::{Options, Report, analyze};

/// The name of the entity that speaks the quotation with these words.
fn speaker(text: &str, words: &str) -> Option<String> {
    let report = read(text);
    let quote = report.quotes.iter().find(|q| q.content.iter().any(|p| p.text.contains(words)));
    let quote = quote.unwrap_or_else(|| panic!("no quotation has {words:?} in {text:?}"));
    let id = quote.speaker_entity.as_ref()?;
    report.entities.iter().find(|e| e.id == *id).map(|e| e.name.clone())
}

fn read(text: &str) -> Report {
    analyze(text, &Options::default())
}

/// The roles of a person.
fn roles(text: &str, name: &str) -> Vec<String> {
    let report = read(text);
    let person = report.entities.iter().find(|e| e.name == name).unwrap_or_else(|| panic!("no {name} in {text:?}"));
    person.roles.clone()
}

#[test]
fn who_speaks_is_whom_the_text_spoke_of() {
    for (text, words, name) in [
        (
            "Families have been evicted since June, according to the rights group Human Rights Watch.",
            "Families have been evicted",
            "Human Rights Watch",
        ),
        (
            "Peggy Norris was carried out. \"They were late,\" she said.\n\nHer neighbour Colin Webb was not laughing. \
             \"Disgusting,\" was his verdict on the council.",
            "Disgusting",
            "Colin Webb",
        ),
        (
            "\"They were late,\" said Peggy Norris.\n\nCritics were less kind. \"Utterly bonkers, start to finish,\" is how \
             Colin Webb put it.",
            "Utterly bonkers",
            "Colin Webb",
        ),
        (
            "\"They were late,\" said Peggy Norris.\n\n\"Not before time\" was the reply of Colin Webb.",
            "Not before time",
            "Colin Webb",
        ),
        (
            "Varga refused to talk about the title. \"Ask me in May. If I mention it my wife will kill me.\"\n\nCity boss \
             Helen Ashdown felt the goal should have been disallowed.\n\n\"It's a clear push,\" she fumed.",
            "clear push",
            "Helen Ashdown",
        ),
        (
            "\"He said the same in February,\" said Bismarck Rewane, chief executive of a Lagos consultancy. Razia Khan, of \
             Standard Chartered, was kinder: \"The reserves give them room. Not much, but room.\"",
            "give them room",
            "Razia Khan",
        ),
        (
            "Atiku Abubakar called it an insult. A spokesman for President Bola Tinubu, Bayo Onanuga, shot back: \"Atiku should \
             tell us what he would do.\"",
            "Atiku should",
            "Bayo Onanuga",
        ),
        (
            "The IMF has urged Nigeria to keep tightening. In a report last month it warned that inflation expectations \"risk \
             becoming unanchored\".",
            "risk becoming",
            "IMF",
        ),
        (
            "The Marine Safety Board said an inquiry was open. Orla Finnerty, a spokeswoman for Arden Ferries, declined to \
             comment on the report. In a statement, the company said it \"takes all safety reports seriously\".",
            "takes all safety",
            "Arden Ferries",
        ),
        (
            "Ashcombe manager Marco Bellini was furious. \"It is a scandal,\" the Italian fumed.\n\nAshcombe goalkeeper Pieter \
             de Wit was to blame. De Wit, who let in six, wrote on Instagram.\n\n\"I'll be back,\" the Dutchman said.",
            "be back",
            "Pieter de Wit",
        ),
        (
            "All 214 passengers were evacuated onto the quay within 18 minutes, according to Irish Ferries spokeswoman Orla \
             Finnerty, who described the crew's response as \"textbook\".",
            "textbook",
            "Orla Finnerty",
        ),
        (
            "'My phone hasn't stopped': the baker who went viral\n\nFiona McBride posted a video of her cat. Eleven million views \
             later she is still in shock.\n\n\"My phone hasn't stopped,\" she laughs.",
            "My phone",
            "Fiona McBride",
        ),
        (
            "Minority Leader Mitch McConnell credited House Speaker Mike Johnson for allowing a vote. \"I think we've turned the \
             corner,\" the Kentucky Republican told reporters.",
            "turned the corner",
            "Mitch McConnell",
        ),
        (
            "A rescue is under way, a coastguard spokesperson said. \"We have two helicopters up,\" they added.",
            "two helicopters",
            "a coastguard spokesperson",
        ),
        ("The victim was described as \"kind\" by neighbours.", "kind", "neighbours"),
        (
            "\"It was carnage,\" one witness told the BBC. Jade Price, 24, said she saw \"bodies everywhere\". A third said they \
             \"just ran\".",
            "just ran",
            "A third",
        ),
        (
            "PM Narendra Modi spoke in Ranchi. The prime minister will go, aides said. \"I will go,\" the PM said.",
            "I will go",
            "Narendra Modi",
        ),
        (
            "Raymond Ellison, 58, wept as the verdicts were read. Ellison, a Republican who led the city until 2019, would not rule \
             out running again.",
            "running again",
            "Raymond Ellison",
        ),
        (
            "Jonas Lindqvist, a summer signing from Malmo, struck from 25 yards.\n\n\"I just hit it,\" the Swede told Sky Sports.",
            "just hit it",
            "Jonas Lindqvist",
        ),
        (
            "Ask Renata Oliveira about the farm and she laughs.\n\n\"I get that at every dinner party,\" says the 38-year-old \
             founder of Lumen Aerospace.",
            "every dinner party",
            "Renata Oliveira",
        ),
        (
            "Tammy Ochoa, a home health aide and mother of three, could not remember. \"I love Duane,\" she said.",
            "love Duane",
            "Tammy Ochoa",
        ),
        (
            "Her husband, the novelist Paulo Reis, has a theory. \"Renata grew up with nothing,\" he says.",
            "grew up with nothing",
            "Paulo Reis",
        ),
        (
            "\"We're not going to let 200 people dictate policy,\" Cole said, according to a recording obtained by the paper.",
            "dictate policy",
            "Cole",
        ),
        (
            "Scottish and Southern Electricity Networks (SSEN) said 6,400 customers were still cut off on Sunday.",
            "still cut off",
            "Scottish and Southern Electricity Networks",
        ),
        (
            "Opposition leader Cllr Mark Ferris accused the mayor of treating libraries as \"a luxury\". He said: \"Nobody voted \
             for this.\"",
            "Nobody voted",
            "Mark Ferris",
        ),
        (
            "Ecologist Lena Hartmann spoke to Tom Reed about lynx.\n\nTom Reed: Did people understand?\n\nLena Hartmann: Not at \
             first.\n\nTR: What changed their minds?\n\nLH: The seedlings.",
            "The seedlings",
            "Lena Hartmann",
        ),
        (
            "Shabnam Bano, a resident of Banbhoolpura, wept. \"I have not slept for a week,\" the mother of four said.",
            "not slept",
            "Shabnam Bano",
        ),
        (
            "\"Did you read the plan?\" Shannon Liss-Riordan asked.\n\n\"I don't recall,\" Musk answered.\n\n\"You don't recall \
             whether you read it?\"\n\n\"Both,\" he said.",
            "whether you read it",
            "Shannon Liss-Riordan",
        ),
        (
            "Macron was tired. \"We do not comment,\" an aide to Macron said. \"Especially not on good ones,\" he added.",
            "good ones",
            "an aide",
        ),
        (
            "Marine Le Pen was in Paris. Her National Rally party said in a statement that it \"will not wait\".",
            "will not wait",
            "National Rally",
        ),
        (
            "Jannik Sinner is back in Rome. The 23-year-old Italian said he \"missed this\".",
            "missed this",
            "Jannik Sinner",
        ),
        (
            "The National Audit Office says the plan will cost more. \"Building alone will not fix this,\" it concluded.",
            "Building alone",
            "National Audit Office",
        ),
        (
            "A former minister told the Guardian: \"It's over.\" Another said colleagues were \"in despair\".",
            "in despair",
            "Another",
        ),
        (
            "The dates went on sale.\n\n\"I've been here for SIX hours,\" one fan raged on X. \"I'm crying.\"\n\nAnother fumed: \
             \"How is this legal??\"",
            "How is this legal",
            "Another",
        ),
        (
            "Furious Taylor Swift fans have slammed the firm. \"It is a joke,\" they said.",
            "a joke",
            "Taylor Swift fans",
        ),
        (
            "Luigi Ferraro, the head of a bank, was shaken. His bank, he said, had raised its fees.\n\nThe pope said: \"The bread \
             belongs to the hungry.\" He urged them to lend to those \"who almost always repay\".",
            "who almost always repay",
            "The pope",
        ),
        (
            "Devon and Cornwall Police confirmed that a man had been arrested.",
            "had been arrested",
            "Devon and Cornwall Police",
        ),
        (
            "Robert Lindgren will retire after 11 years. \"It has been a privilege,\" Bob said.",
            "a privilege",
            "Robert Lindgren",
        ),
    ] {
        assert_eq!(speaker(text, words).as_deref(), Some(name), "{text}");
    }
}

#[test]
fn a_clause_of_somebody_unknown_is_not_given_to_who_spoke_before() {
    let text = "\"It is late,\" said Gwen Moore.\n\nAs Steven M. Rosenthal, a tax lawyer, recently put it, ''Did he lower his \
                taxes through avoidance, or evasion?''";
    assert_ne!(speaker(text, "lower his taxes").as_deref(), Some("Gwen Moore"));
}

#[test]
fn roles_stand_where_newspapers_put_them() {
    for (text, name, role) in [
        (
            "Dmitry Peskov, the Kremlin spokesman, told reporters that it was late.",
            "Dmitry Peskov",
            "the Kremlin spokesman",
        ),
        (
            "As Dr. Anita Rao, an endocrinologist at the University of Utah, said, it is late.",
            "Anita Rao",
            "an endocrinologist at the University of Utah",
        ),
        (
            "Tina Stege, the Marshall Islands' climate envoy, said it was late.",
            "Tina Stege",
            "the Marshall Islands' climate envoy",
        ),
        (
            "Mohamed Adow, director of the think tank Power Shift Africa, called it late.",
            "Mohamed Adow",
            "director of the think tank Power Shift Africa",
        ),
        ("Far-right leader Marine Le Pen said it was late.", "Marine Le Pen", "Far-right leader"),
        ("Her husband, the novelist Paulo Reis, has a theory.", "Paulo Reis", "Her husband"),
        ("Opposition leader Cllr Mark Ferris said it was late.", "Mark Ferris", "Opposition leader"),
        (
            "Addressing journalists, the NLC President, Comrade Joe Ajaero, said it was late.",
            "Joe Ajaero",
            "the NLC President",
        ),
    ] {
        assert!(roles(text, name).iter().any(|r| r == role), "{role} of {:?}", roles(text, name));
    }
    let text = "Asked whether she had raised concerns with managers, Owusu replied: \"Every single day.\"";
    assert_eq!(roles(text, "Owusu"), [""; 0]);
}

#[test]
fn the_company_is_one_that_acts_and_no_ministry() {
    let company = |text: &str| {
        let report = read(text);
        let named = |e: &&whosaid::report::Entity| e.mentions.iter().any(|m| m.text == "the company");
        report.entities.iter().find(named).map(|e| e.name.clone())
    };
    let fined = "Lumen Aerospace has raised $140m. Lumen hired ten engineers.\n\nThe Occupational Safety and Health \
                 Administration fined the company $48,000.";
    assert_eq!(company(fined).as_deref(), Some("Lumen Aerospace"));
    let agency = "Last month NASA awarded Lumen Aerospace a contract. \"They break things,\" Thomas Zurbuchen, the agency's former \
                  chief, said.\n\nThe Occupational Safety and Health Administration fined the company.";
    assert_eq!(company(agency).as_deref(), Some("Lumen Aerospace"));
    let ministry = "Two people said the U.S. Commerce Department was preparing restrictions. Rolf Steen said the company would cut jobs.";
    assert_ne!(company(ministry).as_deref(), Some("U.S. Commerce Department"));
}

#[test]
fn names_that_are_no_persons() {
    let types = |text: &str, name: &str| {
        let report = read(text);
        report.entities.iter().filter(|e| e.name == name).map(|e| e.etype).collect::<Vec<_>>()
    };
    for (text, name) in [
        ("ScotRail warned passengers to expect disruption.", "ScotRail"),
        ("Analysts at Jefferies said the cut was worse than feared.", "Jefferies"),
        ("\"Safety comes first,\" Virgin Australia said in a statement.", "Virgin Australia"),
        ("Police Scotland described his injuries as serious.", "Police Scotland"),
    ] {
        assert_eq!(types(text, name), ["ORG"], "{text}");
    }
    let text = "Majority Leader Thomas Whitcomb, D-Ore., said he hoped so. Sen. Paul Brandt (R-Idaho) said no.";
    let report = read(text);
    let tag = |e: &whosaid::report::Entity| e.name.starts_with("D-") || e.name.starts_with("R-");
    assert!(!report.entities.iter().any(tag), "{:?}", report.entities);
}

#[test]
fn a_couple_has_one_surname() {
    let text = "Jim and Carol Penhaligon found strangers there. \"It is our home,\" said Mr Penhaligon. \"We wait,\" Mrs Penhaligon said.";
    assert_ne!(speaker(text, "our home"), speaker(text, "We wait"));
    let report = read(text);
    assert_eq!(
        report.entities.iter().filter(|e| e.etype == "PERSON" && e.source_type == Some("named")).count(),
        2,
        "{:?}",
        report.entities
    );
}

#[test]
fn what_common_words_spell_out_is_no_name() {
    let text = "Inspectors had found reinforced autoclaved aerated concrete (RAAC) in the roof. \"Every school has been asked to \
                check for RAAC,\" he said.";
    let report = read(text);
    assert!(
        !report.entities.iter().any(|e| e.name.contains("RAAC") || e.name.contains("concrete")),
        "{:?}",
        report.entities
    );
}

#[test]
fn a_relative_clause_speaks_for_the_name_before_it() {
    let text = "President Donald Trump, who has repeatedly demanded lower rates, called him \"stupid\".";
    assert_eq!(speaker(text, "lower rates").as_deref(), Some("Donald Trump"));
}

#[test]
fn nobody_is_asked_in_another_sentence() {
    let text = "\"How many warnings does he need?\" Varley asked.\n\nThe minister later insisted that he had acted.";
    let report = read(text);
    let quote = report.quotes.iter().find(|q| q.content.iter().any(|p| p.text.contains("How many"))).unwrap();
    assert!(quote.addressee.is_none(), "{:?}", quote.addressee);
}

#[test]
fn whom_a_newspaper_employs_is_talked_to() {
    let text = "White House adviser Jake Sullivan told CNN's Jake Tapper that some weapons could arrive within days.";
    let addressee = read(text).quotes.into_iter().find_map(|q| q.addressee).expect("somebody is talked to");
    assert_eq!(addressee.text, "Jake Tapper");
}

#[test]
fn what_befell_somebody_is_not_what_he_says() {
    let text = "A former mayor accused of taking $240,000 in bribes from a property developer was cleared of all charges on Friday \
                after a jury deliberated for less than five hours.";
    let report = read(text);
    assert!(report.quotes.iter().all(|q| q.speaker_entity.is_none()), "{:?}", report.quotes);
}
