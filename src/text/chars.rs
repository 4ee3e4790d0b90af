//! Classes of characters: quotation marks, dashes, spaces, invisibles.

/// How a quotation mark may pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkShape {
    /// `"` and its kin: opens or closes.
    DoubleStraight,
    /// `“` `„` `‟`.
    DoubleOpen,
    /// `”`; also opens in Swedish style.
    DoubleClose,
    /// `'`: a single mark or an apostrophe.
    SingleStraight,
    /// `‘` `‚` `‛`.
    SingleOpen,
    /// `’`: a closing single mark or an apostrophe.
    SingleClose,
    /// `«` `‹`: opens in French style, closes in German book style.
    GuillemetLeft,
    /// `»` `›`.
    GuillemetRight,
    /// ```` ` ````: opens a single (or, doubled, a double) mark of plain-text style.
    Backtick,
}

#[allow(clippy::wrong_self_convention, reason = "char is Copy")]
/// Questions about one character, by Unicode code point.
pub trait CharExt {
    /// The way the character pairs as a quotation mark, if it is one.
    fn mark_shape(self) -> Option<MarkShape>;
    /// White space of any width, line breaks included.
    fn is_space(self) -> bool;
    /// A character that ends a line: LF, CR, VT, FF, NEL, LS, PS.
    fn is_line_break(self) -> bool;
    /// A character without width: zero-width spaces and joiners, soft hyphen, byte order mark, bidirectional controls.
    fn is_invisible(self) -> bool;
    /// A combining mark of the common blocks, or a variation selector.
    fn is_combining(self) -> bool;
    /// A hyphen or dash.
    fn is_dash(self) -> bool;
}

impl CharExt for char {
    fn mark_shape(self) -> Option<MarkShape> {
        Some(match self {
            '"' | '\u{2033}' | '\u{FF02}' | '\u{301D}' | '\u{301E}' => MarkShape::DoubleStraight,
            '“' | '„' | '‟' => MarkShape::DoubleOpen,
            '”' => MarkShape::DoubleClose,
            '\'' | '\u{2032}' | '\u{FF07}' | '\u{00B4}' => MarkShape::SingleStraight,
            '‘' | '‚' | '‛' => MarkShape::SingleOpen,
            '’' => MarkShape::SingleClose,
            '«' | '‹' | '「' | '『' => MarkShape::GuillemetLeft,
            '»' | '›' | '」' | '』' => MarkShape::GuillemetRight,
            '`' => MarkShape::Backtick,
            _ => return None,
        })
    }

    fn is_space(self) -> bool {
        self.is_whitespace() || self.is_line_break()
    }

    fn is_line_break(self) -> bool {
        matches!(self, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
    }

    fn is_invisible(self) -> bool {
        matches!(self,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
    }

    fn is_combining(self) -> bool {
        matches!(self,
            '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{1F3FB}'..='\u{1F3FF}')
    }

    fn is_dash(self) -> bool {
        matches!(self, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
    }
}
