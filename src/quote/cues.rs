//! Words that introduce speech, found in their context.

use crate::document::{Cue, Document, TokenKind, TokenSpan, Upos};
use crate::lexicon::{Begins, CueForm, SpeakerSide, lexicon};

/// No cue is longer in tokens with all that is looked at beside it.
const BESIDE: usize = 16;

/// Finds cues: verbs in a form that can report, phrases, and nouns before "that".
pub fn find_cues(doc: &Document) -> Vec<Cue> {
    let mut cues = Vec::new();
    for k in 0..doc.blocks.len() {
        let tokens = doc.tokens.block(k);
        if let Some((earlier, before)) = doc.steady(tokens, k, BESIDE) {
            cues.extend(earlier.cues(before, tokens.start));
            continue;
        }
        let mut i = tokens.start;
        while i < tokens.end {
            match cue_at(doc, i) {
                Some(cue) => {
                    cues.push(cue);
                    i = cue.tokens.end;
                }
                None => i += 1,
            }
        }
    }
    cues
}

fn cue_at(doc: &Document, i: usize) -> Option<Cue> {
    if doc.tokens.get(i).kind != TokenKind::Word || !doc.tokens.begins(i, Begins::CUE.or(Begins::CUE_NOUN)) {
        return None;
    }
    let hit = lexicon().cues.longest(|k| doc.tokens.lower(i + k));
    if let Some((len, form)) = hit
        && reports(doc, i, form)
        && doc.tokens.get(i).block == doc.tokens.get(i + len - 1).block
    {
        let weak = form.entry.weak || matches!(form.form, 'g' | 'n');
        return Some(Cue {
            tokens: TokenSpan::new(i, i + len),
            class: form.entry.class,
            frames: form.entry.frames,
            speaker: form.entry.speaker,
            weak,
            noun: false,
        });
    }
    noun_cue(doc, i)
}

/// "announcement that", "claims last week that".
fn noun_cue(doc: &Document, i: usize) -> Option<Cue> {
    let (len, frames) = lexicon().cue_nouns.longest(|k| doc.tokens.lower(i + k)).filter(|(_, f)| f.clause)?;
    let owner = doc.tokens.closed(i.wrapping_sub(1)).pronoun.is_some() || doc.tokens.lower(i.wrapping_sub(1)) == "'s";
    let that = (i + len..i + len + 3).find(|&k| doc.tokens.lower(k) == "that")?;
    let plain = (i + len..that).all(|k| {
        let word = doc.tokens.closed(k);
        word.datemod || word.weekday || word.reldate || word.unit
    });
    (owner && plain).then_some(Cue {
        tokens: TokenSpan::new(i, i + len),
        class: crate::lexicon::CueClass::Say,
        frames: *frames,
        speaker: SpeakerSide::Subject,
        weak: false,
        noun: true,
    })
}

/// True if the form is used as a verb here.
fn reports(doc: &Document, i: usize, form: &CueForm) -> bool {
    if form.form == 'p' {
        return true;
    }
    // "said talks had failed": right after a verb of speech stands its object, not another verb.
    let after_verb = matches!(form.form, 's' | 'b') && lexicon().is_speech_verb(doc.tokens.lower(i.wrapping_sub(1)));
    if after_verb {
        return false;
    }
    if is_passive(doc, i, form) {
        return false;
    }
    matches!(doc.syntax.upos(i), Upos::Verb | Upos::Aux | Upos::X)
}

/// "is expected", "was not told": the subject does not speak.
fn is_passive(doc: &Document, i: usize, form: &CueForm) -> bool {
    let mut k = i;
    while k > 0 && i - k < 3 && (doc.tokens.closed(k - 1).adv || doc.tokens.closed(k - 1).neg) {
        k -= 1;
    }
    form.participle && k > 0 && doc.tokens.closed(k - 1).feature == "be"
}
