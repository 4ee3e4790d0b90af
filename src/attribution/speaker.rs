//! The subject of a cue: which mention speaks.

use super::clause::{Side, inside_marks};
use crate::document::{Cue, Deprel, Document, EntityType, Mention, MentionKind, TokenKind, TokenSpan, Xpos};
use crate::lexicon::{Case, Person, RoleKind, SpeakerSide, lexicon};

/// A subject is looked for at most so many tokens before its verb.
const REACH: usize = 60;

/// The mention that speaks by a cue, and whether it stands after its verb.
pub fn speaker_of(doc: &Document, cue: &Cue, side: Side) -> Option<(usize, bool)> {
    if cue.speaker == SpeakerSide::After {
        return object_of(doc, cue).map(|m| (m, true));
    }
    if cue.noun {
        return possessor(doc, cue.tokens.start).map(|m| (m, false));
    }
    if side != Side::Before
        && inverted(doc, cue)
        && let Some(speaker) = object_of(doc, cue)
    {
        return Some((speaker, true));
    }
    subject_before(doc, cue.tokens.start).map(|m| (m, false))
}

/// The subject of a verb in the tree, its own or that of the verb that it goes on from: "she looked at me and said".
pub fn subject_of(doc: &Document, verb: usize, within: TokenSpan) -> Option<usize> {
    let from = within.start.max(verb.saturating_sub(REACH));
    let before = |verb: usize| {
        std::iter::successors(Some(verb), |&v| doc.syntax.deprel(v).is(Deprel::CONJ).then(|| doc.syntax.head(v)))
    };
    let subject = |verb: usize| {
        let own = |i: &usize| doc.syntax.head(*i) == verb && doc.syntax.deprel(*i).is(Deprel::NSUBJ);
        (from..within.end.min(verb + REACH)).find(own)
    };
    let head = before(verb).take(3).find_map(subject)?;
    mentions_in(doc, TokenSpan::new(from, head + 1))
        .find(|&m| doc.mentions.get(m).is_some_and(|m| m.head == head && can_speak(doc, m)))
}

/// True if the verb stands right after the marks or a comma, before its subject: `," said X`.
fn inverted(doc: &Document, cue: &Cue) -> bool {
    let Some(before) = cue.tokens.start.checked_sub(1) else { return true };
    let token = doc.tokens.get(before);
    matches!(token.kind, TokenKind::Mark | TokenKind::Punct | TokenKind::Dash)
        || doc.tokens.closed(before).adv
            && before > 0
            && matches!(doc.tokens.get(before - 1).kind, TokenKind::Mark | TokenKind::Punct)
}

/// The mentions that start inside a range.
fn mentions_in(doc: &Document, span: TokenSpan) -> std::ops::Range<usize> {
    let from = doc.mentions.partition_point(|m| m.tokens.start < span.start);
    from..doc.mentions.partition_point(|m| m.tokens.start < span.end)
}

/// True for mentions that can be a subject that speaks: not the Dutch of "the Dutch maker".
fn can_speak(doc: &Document, mention: &Mention) -> bool {
    let modifies = mention.etype == EntityType::Norp
        && doc.syntax.deprel(mention.head).is(Deprel::AMOD)
        && doc.syntax.head(mention.head) > mention.head;
    (mention.etype.can_speak() || mention.etype == EntityType::Facility || mention.kind == MentionKind::Nominal)
        && !modifies
}

/// True for pronouns that cannot be subjects: him, his, himself.
fn is_oblique(doc: &Document, mention: &Mention) -> bool {
    mention.kind == MentionKind::Pronoun
        && doc.tokens.closed(mention.head).pronoun.is_some_and(|p| {
            p.case == Case::Object && p.person != Person::Second
                || p.case == Case::Possessive
                || p.case == Case::Reflexive
        })
}

/// The noun phrase right after a cue, in its block.
fn object_of(doc: &Document, cue: &Cue) -> Option<usize> {
    let block = |i: usize| doc.tokens.get(i).block;
    object_phrase(doc, cue.tokens.end).filter(|_| block(cue.tokens.end) == block(cue.tokens.start))
}

/// The noun phrase that starts at `at`: a name after its title, a nominal, a pronoun.
pub fn object_phrase(doc: &Document, at: usize) -> Option<usize> {
    let block = doc.tokens.get(at).block;
    let ends = |&i: &usize| ends_phrase(doc, i) || doc.tokens.get(i).block != block;
    let limit = (at..at + 24).find(ends).unwrap_or(at + 24);
    let inside = mentions_in(doc, TokenSpan::new(at, limit));
    let speaks = |&m: &usize| doc.mentions.get(m).is_some_and(|x| can_speak(doc, x) && x.tokens.end <= limit);
    let candidates: Vec<usize> = inside.filter(speaks).collect();
    let mention = |m: &usize| doc.mentions.get(*m);
    let person = candidates
        .iter()
        .find(|m| mention(m).is_some_and(|x| x.etype == EntityType::Person && x.kind == MentionKind::Name));
    // "said the minister" names nobody, but "said British minister Jane Doe" does.
    let first = candidates.first()?;
    let adjacent = person.filter(|p| no_preposition(doc, at, mention(p).map_or(at, |x| x.tokens.start)));
    Some(*adjacent.unwrap_or(first))
}

fn no_preposition(doc: &Document, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        let word = doc.tokens.closed(i);
        !(word.cc || word.prep && doc.tokens.lower(i) != "of")
    })
}

fn ends_phrase(doc: &Document, i: usize) -> bool {
    let token = doc.tokens.get(i);
    let text = doc.tokens.norm(i);
    token.kind == TokenKind::Punct && !matches!(text, "(" | ")")
        || token.kind == TokenKind::Mark && text != "'"
        || text.is_empty()
}

/// The possessor before a noun: "Obama's announcement".
fn possessor(doc: &Document, noun: usize) -> Option<usize> {
    let last = noun.checked_sub(1)?;
    let from = mentions_in(doc, TokenSpan::new(noun.saturating_sub(12), noun));
    from.rev().find(|&m| {
        doc.mentions.get(m).is_some_and(|x| {
            let clitic = doc.tokens.lower(last) == "'s" && x.tokens.end == last;
            can_speak(doc, x) && (clitic || x.tokens.end == noun) && x.etype != EntityType::Title
        })
    })
}

/// The subject before a verb: the nearest noun phrase that no preposition governs; across "but", the subject of the
/// verb before.
fn subject_before(doc: &Document, verb: usize) -> Option<usize> {
    let sentence = doc.sentence(verb);
    let start = clause_start(doc, sentence, verb);
    if start == verb {
        return shared_subject(doc, sentence, verb);
    }
    let mut best = None;
    let mut at = verb;
    for m in mentions_in(doc, TokenSpan::new(start, verb)).rev() {
        let Some(mention) = doc.mentions.get(m) else { continue };
        if mention.tokens.end > at
            || !can_speak(doc, mention)
            || is_oblique(doc, mention)
            || mention.etype == EntityType::Title
        {
            continue;
        }
        let governed = governed(doc, mention.tokens.start, start);
        best = Some(explained(doc, m));
        at = mention.tokens.start;
        if !governed {
            break;
        }
    }
    best.or_else(|| shared_subject(doc, sentence, verb))
}

/// Whom a mention in apposition explains: Ellison in "Ellison, a Republican, would not say".
fn explained(doc: &Document, m: usize) -> usize {
    let Some(mention) = doc.mentions.get(m).filter(|x| doc.syntax.deprel(x.head).is(Deprel::APPOS)) else { return m };
    let noun = doc.syntax.head(mention.head);
    let named = |n: &usize| {
        doc.mentions.get(*n).is_some_and(|x| x.tokens.holds(noun) && x.etype == EntityType::Person && can_speak(doc, x))
    };
    (m.saturating_sub(6)..m).rev().find(named).unwrap_or(m)
}

/// True if a preposition or possessive links the phrase to a noun before it.
fn governed(doc: &Document, start: usize, from: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|&i| i >= from) else { return false };
    let mut i = before;
    while i > from && doc.tokens.closed(i).det {
        i -= 1;
    }
    let word = doc.tokens.closed(i);
    (word.prep && !word.sub || matches!(doc.tokens.lower(i), "of" | "for" | "in" | "at" | "from")) && i > from
}

/// Where the verb's own clause begins: after the marks, a coordinator before a new subject, a subordinator.
fn clause_start(doc: &Document, sentence: TokenSpan, verb: usize) -> usize {
    let mut i = verb;
    let floor = sentence.start.max(verb.saturating_sub(REACH));
    while i > floor {
        let at = i - 1;
        let token = doc.tokens.get(at);
        let lower = doc.tokens.lower(at);
        let closing = token.kind == TokenKind::Mark && lower != "'";
        if closing || matches!(lower, ";" | ":" | "that" | "because" | "but" | "although" | "while" | "whether") {
            return i;
        }
        // "and said": no subject of its own.
        let bare = at + 1 == verb || at + 2 == verb && doc.tokens.closed(at + 1).adv;
        if lower == "and" && bare {
            return verb;
        }
        i = at;
    }
    i
}

/// The subject of the first verb of a coordination: "Kerry ruled out … but said …".
fn shared_subject(doc: &Document, sentence: TokenSpan, verb: usize) -> Option<usize> {
    let from = doc.cues.partition_point(|c| c.tokens.start < sentence.start);
    let to = doc.cues.partition_point(|c| c.tokens.start < verb);
    let earlier = doc.cues.get(from..to).unwrap_or(&[]).iter().find(|c| !c.noun && !c.weak);
    let anchor = earlier.map(|c| c.tokens.start).filter(|&a| a > sentence.start);
    match anchor {
        Some(first) => first_subject(doc, sentence, first),
        None => first_subject(doc, sentence, verb),
    }
}

fn first_subject(doc: &Document, sentence: TokenSpan, verb: usize) -> Option<usize> {
    let inside = mentions_in(doc, TokenSpan::new(sentence.start, verb));
    inside.rev().find(|&m| {
        doc.mentions.get(m).is_some_and(|x| {
            can_speak(doc, x)
                && !is_oblique(doc, x)
                && x.tokens.end <= verb
                && !governed(doc, x.tokens.start, sentence.start)
                && !inside_marks(doc, x.head, sentence)
        })
    })
}

/// Whom the "who" right before a verb stands for: "Orla Finnerty, who described".
pub fn relative_subject(doc: &Document, verb: usize) -> Option<usize> {
    let start = doc.sentence(verb).start;
    let small = |i: &usize| doc.tokens.closed(*i).adv || doc.tokens.closed(*i).aux;
    let who = (start..verb).rev().find(|i| !small(i)).filter(|&i| doc.tokens.lower(i) == "who")?;
    let end = who - usize::from(doc.tokens.norm(who.checked_sub(1)?) == ",");
    mentions_in(doc, TokenSpan::new(start, end)).rev().find(|&m| {
        doc.mentions.get(m).is_some_and(|m| can_speak(doc, m) && m.tokens.end == end && m.etype != EntityType::Title)
    })
}

/// Who speaks for somebody, if that is named: in "a spokesman for the president, Ivo Petrov," not the president.
pub fn spokesperson(doc: &Document, spoken_for: usize) -> Option<usize> {
    let whole = doc.mentions.get(spoken_for)?.tokens;
    if doc.tokens.norm(whole.end) != "," {
        return None;
    }
    let titled = |i: &usize| doc.tokens.get(*i).is_capitalized() || doc.tokens.closed(*i).det;
    let start = doc.sentence(whole.start).start;
    let prep = (start..whole.start).rev().find(|i| !titled(i)).filter(|&i| doc.tokens.closed(i).prep)?;
    let noun = lexicon().roles.get(doc.tokens.lower(prep.checked_sub(1)?)).filter(|r| r.kind == RoleKind::Person);
    let named = |x: &Mention| x.etype == EntityType::Person && x.kind == MentionKind::Name;
    let beside =
        |x: &Mention| doc.syntax.deprel(doc.top_of(x.tokens)).is(Deprel::APPOS) || doc.tokens.norm(x.tokens.end) == ",";
    let mut next = mentions_in(doc, TokenSpan::new(whole.end + 1, whole.end + 2));
    next.find(|&m| noun.is_some() && doc.mentions.get(m).is_some_and(|x| named(x) && beside(x)))
}

/// By whom words are said that a verb in the passive leads to: "was described as "kind" by neighbours".
pub fn passive_agent(doc: &Document, cue: TokenSpan, words: TokenSpan) -> Option<usize> {
    let passive = cue.range().any(|i| doc.syntax.xpos(i) == Xpos::VBN) && cue.end <= words.start;
    let end = doc.sentence(words.last()).end;
    let by = (words.end..end.min(words.end + 3)).find(|&i| doc.tokens.lower(i) == "by").filter(|_| passive)?;
    let found = object_phrase(doc, by + 1)?;
    doc.mentions.get(found).filter(|m| m.tokens.start <= by + 2).map(|_| found)
}

/// True if a verb tells of what somebody is held to have done: nobody accuses "of" something without saying whom before it.
pub fn is_charge(doc: &Document, verb: usize) -> bool {
    matches!(doc.tokens.lower(verb), "accused" | "suspected" | "convicted") && doc.tokens.lower(verb + 1) == "of"
}

/// The last mention in a range that can speak, but rather somebody named than whom a preposition governs: not the bank of "Khan,
/// of the bank, was kinder:".
pub fn last_speaker(doc: &Document, span: TokenSpan) -> Option<usize> {
    let speaks = |m: &usize| {
        doc.mentions.get(*m).is_some_and(|x| can_speak(doc, x) && !is_oblique(doc, x) && span.contains(x.tokens))
    };
    let somebody = |x: &Mention| x.etype == EntityType::Person && x.kind == MentionKind::Name;
    let free = |x: &Mention| !governed(doc, x.tokens.start, span.start);
    let mut last = mentions_in(doc, span).rev().filter(speaks);
    let nearest = last.next()?;
    let person = doc.mentions.get(nearest).is_some_and(|x| free(x) || somebody(x));
    let other = last.find(|&m| !person && doc.mentions.get(m).is_some_and(|x| free(x) && somebody(x)));
    Some(other.unwrap_or(nearest))
}

/// The speaking mention that starts at a token, after its title.
pub fn mention_at(doc: &Document, at: usize) -> Option<usize> {
    object_phrase(doc, at).filter(|&m| doc.mentions.get(m).is_some_and(|x| x.tokens.start < at + 6))
}

/// Whom a cue addresses: "told reporters", "urged Iran".
pub fn addressee(doc: &Document, cue: &Cue) -> Option<usize> {
    let at = cue.tokens.end;
    // "He asked. The minister later said": nobody is asked in another sentence, or past a comma.
    let near = TokenSpan::new(at, (at + 2).min(doc.sentence(cue.tokens.start).end));
    if !cue.frames.object || near.is_empty() || doc.tokens.get(at).kind == TokenKind::Punct {
        return None;
    }
    let found = mentions_in(doc, near).find(|&m| doc.mentions.get(m).is_some_and(|m| can_speak(doc, m)))?;
    // "Told CNN's Jake Tapper".
    let owner = doc.mentions.get(found).map(|m| m.tokens.end).filter(|&end| doc.tokens.lower(end) == "'s");
    let owned = owner.and_then(|end| mentions_in(doc, TokenSpan::new(end + 1, end + 2)).next());
    Some(owned.filter(|&m| doc.mentions.get(m).is_some_and(|m| m.etype == EntityType::Person)).unwrap_or(found))
}
