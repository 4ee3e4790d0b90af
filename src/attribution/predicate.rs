//! A sentence that tells whose words a quotation is, without a verb of speech: `"Disgusting," was his verdict.`, `"A shambles" is
//! how Ann Webb put it.`

use super::evidence;
use super::speaker::mention_at;
use crate::document::{Attribution, Document, Mention, MentionKind, TokenKind, TokenSpan};
use crate::lexicon::{Case, lexicon};

/// So many words stand before the noun at most: "his blunt two-word verdict".
const BEFORE_NOUN: usize = 4;

/// What the clause after a quotation says of it.
pub fn predicate(doc: &Document, quote: usize) -> Option<Attribution> {
    let end = doc.quotes.get(quote)?.extent().end;
    let marked = end + usize::from(doc.tokens.get(end).kind == TokenKind::Mark);
    let verb = marked + usize::from(doc.tokens.norm(marked) == ",");
    if !matches!(doc.tokens.lower(verb), "is" | "was" | "are" | "were" | "came" | "comes") {
        return None;
    }
    let (speaker, cue) = telling(doc, verb + 1).or_else(|| owning(doc, verb + 1)).or_else(|| owned(doc, verb + 1))?;
    Some(Attribution {
        quote,
        cue: Some(cue),
        speaker: Some(speaker),
        confidence: 0.8,
        rule: "noun-after",
        evidence: evidence(doc, cue, speaker),
        ..Attribution::default()
    })
}

/// "how Ann Webb put it".
fn telling(doc: &Document, at: usize) -> Option<(usize, TokenSpan)> {
    let speaker = mention_at(doc, at + 1).filter(|_| doc.tokens.lower(at) == "how")?;
    let verb = doc.mentions.get(speaker)?.tokens.end;
    doc.syntax.xpos(verb).is_finite().then(|| (speaker, TokenSpan::new(verb, verb + 1)))
}

/// "his verdict", "Colin Webb's blunt verdict".
fn owning(doc: &Document, at: usize) -> Option<(usize, TokenSpan)> {
    let from = doc.mentions.partition_point(|m| m.tokens.start < at);
    let here = doc.mentions.iter().enumerate().skip(from).take_while(|(_, m)| m.tokens.start == at);
    let owner = |(m, x): (usize, &Mention)| {
        let own = || doc.tokens.closed(at).pronoun.is_some_and(|p| matches!(p.case, Case::Possessive | Case::Object));
        let after = x.tokens.end;
        match x.kind {
            MentionKind::Pronoun => own().then_some((m, after)),
            _ => (x.etype.can_speak() && doc.tokens.lower(after) == "'s").then_some((m, after + 1)),
        }
    };
    let (speaker, after) = here.filter_map(owner).next()?;
    Some((speaker, noun(doc, after)?))
}

/// "the verdict of Colin Webb".
fn owned(doc: &Document, at: usize) -> Option<(usize, TokenSpan)> {
    let noun = noun(doc, at + 1).filter(|_| doc.tokens.closed(at).det)?;
    let of = matches!(doc.tokens.lower(noun.end), "of" | "from" | "by");
    Some((mention_at(doc, noun.end + 1).filter(|_| of)?, noun))
}

/// A noun for what somebody says, among the next few words.
fn noun(doc: &Document, from: usize) -> Option<TokenSpan> {
    let near = (from..from + BEFORE_NOUN).take_while(|&i| doc.tokens.get(i).is_wordlike());
    let said = |i: &usize| lexicon().cue_nouns.get(doc.tokens.lower(*i)).is_some();
    near.into_iter().find(said).map(|i| TokenSpan::new(i, i + 1))
}
