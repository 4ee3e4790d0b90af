//! What a single line tells about its kind.

use super::BlockKind;

/// A line of more words is not furniture.
pub const SHORT: usize = 16;
/// A longer line is not a title.
const TITLE: usize = 26;

/// Clues of one line.
#[derive(Clone, Debug, Default)]
pub struct LineClues {
    /// What the line's opening words or whole pattern say it is.
    pub furniture: Option<BlockKind>,
    /// True if the line opens with a quotation mark.
    pub quoted: bool,
    /// True if most of its letters are of another script than the text's.
    pub other_script: bool,
    /// Words with a letter or digit.
    pub words: usize,
    /// Those that do not begin with a small letter.
    pub capitalized: usize,
    /// True if the line ends as a sentence does.
    pub terminal: bool,
    /// True if, among comments, the line would tell who wrote and when.
    pub comment_meta: bool,
    /// True if the whole line fits a pattern.
    pub whole_line: bool,
}

impl LineClues {
    /// True if the line reads as sentences.
    pub fn is_running_text(&self) -> bool {
        self.words > TITLE
            || (self.terminal && self.words >= 3 && !self.is_title_case())
            || (self.quoted && self.terminal)
    }

    /// True if the line may be a headline or a heading.
    pub fn is_title_like(&self) -> bool {
        (1..=TITLE).contains(&self.words) && (!self.terminal || self.is_title_case())
    }

    /// True if the line is as short as furniture.
    pub fn is_short(&self) -> bool {
        self.words <= SHORT
    }

    /// True if the whole line has the pattern of a byline.
    pub fn is_byline(&self) -> bool {
        self.whole_line && self.furniture == Some(BlockKind::Byline)
    }

    /// True if the whole line is a date or a place with an agency.
    pub fn is_dateline(&self) -> bool {
        self.furniture == Some(BlockKind::Dateline)
    }

    fn is_title_case(&self) -> bool {
        self.words >= 4 && self.capitalized * 10 >= self.words * 7
    }
}

/// The clues of every block, and the script that most of the text's letters belong to.
#[derive(Clone, Debug, Default)]
pub struct LineLook {
    /// The script.
    pub script: u32,
    /// One a block.
    pub clues: Vec<LineClues>,
}
