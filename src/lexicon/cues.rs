//! Words that introduce speech, in all their forms.

use super::phrases::Phrases;
use super::table::{list, rows};

/// What a cue says of the speech it introduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueClass {
    /// say, add, announce.
    Say,
    /// tell, urge, warn: somebody is addressed.
    Tell,
    /// ask, wonder.
    Ask,
    /// think, believe, hope.
    Think,
    /// write, tweet.
    Write,
    /// deny, reject.
    Deny,
    /// accuse, blame, praise: somebody is the target.
    Accuse,
    /// show, reveal, suggest: documents do so too.
    Show,
    /// promise, vow, threaten.
    Promise,
    /// shout, laugh, sigh.
    Sound,
}

/// What a cue takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames {
    /// Direct speech.
    pub direct: bool,
    /// A that-clause, with or without "that".
    pub clause: bool,
    /// An object and an infinitive.
    pub infinitive: bool,
    /// A noun phrase as content.
    pub noun: bool,
    /// A person spoken to, or a target.
    pub object: bool,
    /// A question clause.
    pub question: bool,
}

/// A cue of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueEntry {
    /// Its class.
    pub class: CueClass,
    /// What it takes.
    pub frames: Frames,
    /// Where its speaker stands, for phrases.
    pub speaker: SpeakerSide,
    /// True if it needs more evidence.
    pub weak: bool,
}

/// Where the speaker of a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeakerSide {
    /// The subject of the clause.
    Subject,
    /// Right after the phrase.
    After,
    /// Nowhere.
    None,
}

/// One inflected form of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueForm {
    /// The cue.
    pub entry: CueEntry,
    /// `b` base, `s` third person, `d` past, `n` past participle, `g` -ing form, `p` phrase.
    pub form: char,
    /// True where past and participle look the same.
    pub participle: bool,
}

impl CueForm {
    /// True for forms that make a clause with a subject.
    pub fn is_finite(&self) -> bool {
        matches!(self.form, 'b' | 's' | 'd')
    }
}

/// Reads `cues.txt` and `cue_phrases.txt`.
pub fn parse() -> Phrases<CueForm> {
    let mut forms = Phrases::default();
    for row in rows(include_str!("../data/lexicon/cues.txt")) {
        let entry = CueEntry {
            class: class(row.get(1)),
            frames: frames(row.get(2)),
            speaker: SpeakerSide::Subject,
            weak: false,
        };
        inflect(row.get(0), row.get(3), |form, kind, participle| {
            forms.insert(form, CueForm { entry, form: kind, participle });
        });
    }
    for row in rows(include_str!("../data/lexicon/cue_phrases.txt")) {
        let speaker = match row.get(2) {
            "before-speaker" => SpeakerSide::After,
            "no-speaker" => SpeakerSide::None,
            _ => SpeakerSide::Subject,
        };
        let frames = Frames { direct: true, clause: true, ..Frames::default() };
        let entry = CueEntry { class: class(row.get(1)), frames, speaker, weak: row.get(3) == "weak" };
        forms.insert(row.get(0), CueForm { entry, form: 'p', participle: false });
    }
    forms
}

/// The verbs of one word that introduce direct speech, in one form (see [`CueForm`]).
#[cfg(feature = "train")]
pub fn speech_verbs(form: char) -> Vec<String> {
    let mut verbs = Vec::new();
    let one_word = |verb: &str| verb.chars().all(char::is_alphabetic);
    for row in rows(include_str!("../data/lexicon/cues.txt")) {
        if frames(row.get(2)).direct && one_word(row.get(0)) {
            inflect(row.get(0), row.get(3), |word, kind, _| verbs.extend((kind == form).then(|| word.to_owned())));
        }
    }
    verbs
}

/// Reads `cue_nouns.txt`.
pub fn parse_nouns() -> Phrases<Frames> {
    let mut nouns = Phrases::default();
    for row in rows(include_str!("../data/lexicon/cue_nouns.txt")) {
        nouns.insert(row.get(0), frames(row.get(2)));
        if !row.get(1).is_empty() {
            nouns.insert(row.get(1), frames(row.get(2)));
        }
    }
    nouns
}

fn class(name: &str) -> CueClass {
    match name {
        "tell" => CueClass::Tell,
        "ask" => CueClass::Ask,
        "think" => CueClass::Think,
        "write" => CueClass::Write,
        "deny" => CueClass::Deny,
        "accuse" => CueClass::Accuse,
        "show" => CueClass::Show,
        "promise" => CueClass::Promise,
        "sound" => CueClass::Sound,
        _ => CueClass::Say,
    }
}

fn frames(letters: &str) -> Frames {
    let has = |c| letters.contains(c);
    Frames {
        direct: has('d'),
        clause: has('t'),
        infinitive: has('i'),
        noun: has('n'),
        object: has('o'),
        question: has('w'),
    }
}

/// Calls `emit` with every form of a verb lemma; irregular forms come as `past=…;pp=…;pres=…;ing=…`.
fn inflect(lemma: &'static str, irregular: &'static str, mut emit: impl FnMut(&str, char, bool)) {
    let (verb, rest) = lemma.split_once(' ').map_or((lemma, String::new()), |(v, r)| (v, format!(" {r}")));
    let given = |key: &str| -> Vec<&'static str> {
        list(irregular).filter_map(|p| p.split_once('=')).filter(|p| p.0 == key).map(|p| p.1).collect()
    };
    let or_regular = |forms: Vec<&'static str>, regular: String| -> Vec<String> {
        if forms.is_empty() { vec![regular] } else { forms.into_iter().map(str::to_owned).collect() }
    };
    let past = or_regular(given("past"), past(verb));
    let participle = or_regular(given("pp"), past.first().cloned().unwrap_or_default());
    for form in &past {
        emit(&format!("{form}{rest}"), 'd', participle.contains(form));
    }
    for form in or_regular(given("pres"), present(verb)) {
        emit(&format!("{form}{rest}"), 's', false);
    }
    emit(&format!("{verb}{rest}"), 'b', false);
    for form in &participle {
        emit(&format!("{form}{rest}"), 'n', true);
    }
    for form in or_regular(given("ing"), gerund(verb)) {
        emit(&format!("{form}{rest}"), 'g', false);
    }
}

fn ends_in(verb: &str, endings: &[&str]) -> bool {
    endings.iter().any(|e| verb.ends_with(e))
}

fn ends_consonant_y(verb: &str) -> bool {
    verb.ends_with('y') && !ends_in(verb, &["ay", "ey", "oy", "uy"])
}

fn past(verb: &str) -> String {
    match verb.strip_suffix('y') {
        Some(stem) if ends_consonant_y(verb) => format!("{stem}ied"),
        _ if verb.ends_with('e') => format!("{verb}d"),
        _ => format!("{verb}ed"),
    }
}

fn present(verb: &str) -> String {
    match verb.strip_suffix('y') {
        Some(stem) if ends_consonant_y(verb) => format!("{stem}ies"),
        _ if ends_in(verb, &["s", "x", "z", "ch", "sh", "o"]) => format!("{verb}es"),
        _ => format!("{verb}s"),
    }
}

fn gerund(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) if verb.ends_with("ie") => format!("{}ying", stem.strip_suffix('i').unwrap_or(stem)),
        Some(stem) if !ends_in(verb, &["ee", "oe", "ye"]) => format!("{stem}ing"),
        _ => format!("{verb}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_verbs_inflect_by_spelling() {
        for (verb, want) in [
            ("deny", ["denied", "denies", "denying"]),
            ("argue", ["argued", "argues", "arguing"]),
            ("stress", ["stressed", "stresses", "stressing"]),
            ("say", ["sayed", "says", "saying"]),
        ] {
            assert_eq!([past(verb), present(verb), gerund(verb)], want);
        }
    }
}
