//! Floor 2: the annotated text. Types only; stages fill them, nobody here reads words.

mod article;
mod block;
mod entity;
mod quote;
mod syntax;
mod token;

pub use article::{Diagnostic, Document, Language};
pub use block::{Block, BlockKind};
pub use entity::{Entity, EntityType, Gender, Mention, MentionKind, Number};
pub use quote::{Attribution, Cue, MarkedRegion, Quote, QuoteKind, Reading, Turn};
pub use syntax::{Deprel, Syntax, Upos, Xpos};
pub use token::{Sentence, Token, TokenKind, TokenSpan, Tokens, WordShape};
