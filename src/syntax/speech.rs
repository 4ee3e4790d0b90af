//! Verbs of speech beside quotation marks: many of them are nouns as often elsewhere ("recalls", "jokes", "notes").

use super::tagger::Tag;
use crate::document::{Document, TokenKind, TokenSpan, Upos, Xpos};
use crate::lexicon::lexicon;
use crate::model::Word;

/// The longest subject between marks and its verb, in tokens.
const SUBJECT: usize = 8;

/// Makes verbs of words that the clause beside the marks lacks its verb without: `"It was a fight," the electrician recalls.`,
/// `"It was a fight," jokes Ann.` `mark` is what marks look like. Looks at words alone, for what depends on more cannot be taken over from an earlier reading.
pub fn find_verbs(doc: &Document, sentence: TokenSpan, mark: &Word, tags: &mut [Tag]) {
    find_lead_in(doc, sentence, mark, tags);
    let text = |i: usize| if sentence.holds(i) { doc.tokens.norm(i) } else { "" };
    let closes = |i: &usize| doc.words.get(*i) == Some(mark) && matches!(text(i.wrapping_sub(1)), "," | "!" | "?");
    for close in sentence.range().filter(closes) {
        let first = close + 1;
        let word =
            |i: &usize| sentence.holds(*i) && !matches!(doc.tokens.get(*i).kind, TokenKind::Punct | TokenKind::Mark);
        let end = (first..=first + SUBJECT).find(|i| !word(i)).unwrap_or(first);
        let ends = matches!(text(end), "." | "," | ":" | ";" | "");
        let at = |i: usize| i - sentence.start;
        let free = |i: usize| tags.get(at(i)).is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Adj));
        let verbless = (first..end).all(|i| tags.get(at(i)).is_some_and(|t| !matches!(t.upos, Upos::Verb | Upos::Aux)));
        if end < first + 2 || !verbless {
            continue;
        }
        // The last word after its subject, or the first before it.
        let found = [(end - 1, ends), (first, true)].into_iter().find_map(|(i, fits)| {
            let verb = speech_verb(doc, i).filter(|_| fits && free(i))?;
            Some((i, verb))
        });
        if let Some((i, xpos)) = found
            && let Some(tag) = tags.get_mut(at(i))
        {
            *tag = Tag { upos: Upos::Verb, xpos };
        }
    }
}

/// The words with the commonest verbs of speech in place of those that marks tell to be verbs.
pub fn with_stand_ins(words: &[Word], told: &[(usize, Tag)]) -> Vec<Word> {
    let mut words = words.to_vec();
    for (at, tag) in told {
        let verb = if tag.xpos == Xpos::VBD { "said" } else { "says" };
        words.get_mut(*at).into_iter().for_each(|word| *word = Word::new(verb, verb));
    }
    words
}

/// Makes a verb of the last word before a colon and a mark, where what leads in lacks one: `Another fumed: "How?"`.
fn find_lead_in(doc: &Document, sentence: TokenSpan, mark: &Word, tags: &mut [Tag]) {
    let opens = |i: &usize| doc.words.get(*i) == Some(mark) && doc.tokens.norm(i.wrapping_sub(1)) == ":";
    let near = sentence.start + 3..sentence.end.min(sentence.start + SUBJECT + 2);
    let Some(verb) = near.into_iter().find(opens).map(|open| open - 2) else { return };
    let tag = |i: usize| tags.get(i - sentence.start).map(|t| t.upos);
    let verbless = (sentence.start..=verb).all(|i| !matches!(tag(i), Some(Upos::Verb | Upos::Aux)));
    let free = verb > sentence.start && matches!(tag(verb), Some(Upos::Noun | Upos::Propn | Upos::Adj));
    if let Some(xpos) = speech_verb(doc, verb).filter(|_| verbless && free)
        && let Some(tag) = tags.get_mut(verb - sentence.start)
    {
        *tag = Tag { upos: Upos::Verb, xpos };
    }
}

/// The tag of a finite form of a verb that introduces direct speech.
fn speech_verb(doc: &Document, i: usize) -> Option<Xpos> {
    let form = lexicon().cues.get(doc.tokens.lower(i)).filter(|f| f.entry.frames.direct && !f.entry.weak)?;
    if doc.tokens.get(i).is_capitalized() {
        return None;
    }
    match form.form {
        's' => Some(Xpos::VBZ),
        'd' => Some(Xpos::VBD),
        _ => None,
    }
}
