//! Floor 2: the annotated text. Types only; stages fill them, nobody here reads words.

mod article;
mod block;
mod cursor;
mod earlier;
pub(crate) mod echo;
mod entity;
mod line;
mod links;
mod quote;
mod syntax;
mod token;

pub use article::{Diagnostic, Document, Language};
pub use block::{Block, BlockKind};
pub use earlier::{
    Common, Earlier, NAME_CLASSES, NameClue, NameLook, NameScores, NameShares, PartLook, ROLE_CLASSES, RoleLook,
    RoleSpan, Roles,
};
pub use entity::{Entity, EntityType, Gender, Mention, MentionKind, NameSpan, Number};
pub use line::{LineClues, LineLook, SHORT};
pub use links::{Answers, EntityLook, Links, MentionLook, NameGroups};
pub use quote::{Attribution, Cue, MarkedRegion, Pieces, Quote, QuoteKind, Reading, Turn, speech_around};
pub use syntax::{Deprel, NAME_HINT_STEPS, NameHint, NameHints, Syntax, Upos, Xpos};
pub use token::{Sentence, Token, TokenKind, TokenSpan, Tokens, WordShape};
