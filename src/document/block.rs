//! The parts of a page that a pasted article is made of.

use crate::text::Span;

/// What a block of lines is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// The title of the article.
    Headline,
    /// Who wrote it.
    Byline,
    /// Where and when, on a line of its own.
    Dateline,
    /// A heading inside the article.
    Subhead,
    /// Running text.
    #[default]
    Paragraph,
    /// The words under a picture.
    Caption,
    /// Site furniture: links, share buttons, notices.
    Link,
    /// The heading of the readers' comments.
    CommentHeader,
    /// Who commented and when.
    CommentMeta,
    /// What a reader wrote.
    Comment,
}

impl BlockKind {
    /// The kind's name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Subhead => "subhead",
            Self::Paragraph => "paragraph",
            Self::Caption => "caption",
            Self::Link => "link",
            Self::CommentHeader => "comment_header",
            Self::CommentMeta => "comment_meta",
            Self::Comment => "comment",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        use BlockKind as K;
        let all = [
            K::Headline,
            K::Byline,
            K::Dateline,
            K::Subhead,
            K::Paragraph,
            K::Caption,
            K::Link,
            K::CommentHeader,
            K::CommentMeta,
            K::Comment,
        ];
        all.into_iter().find(|k| k.name() == name)
    }

    /// True where the article itself speaks: its text may hold quotations that the writer attributes.
    pub fn is_article(self) -> bool {
        matches!(self, Self::Headline | Self::Subhead | Self::Paragraph | Self::Caption)
    }
}

/// One block; every non-blank line of the text is in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text without blank edges.
    pub span: Span,
}
