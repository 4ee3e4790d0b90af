//! The classes of the model: outside, and for each type the first, inner, last and only word of a name.

use crate::document::EntityType;

/// A type of name as the model knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Type {
    Person,
    Org,
    Loc,
    Norp,
    Date,
    Money,
    Facility,
    Product,
    Misc,
}

impl Type {
    /// In the order of the classes.
    pub const ALL: [Type; 9] = [
        Self::Person,
        Self::Org,
        Self::Loc,
        Self::Norp,
        Self::Date,
        Self::Money,
        Self::Facility,
        Self::Product,
        Self::Misc,
    ];

    /// The report's type.
    pub fn etype(self) -> EntityType {
        match self {
            Self::Person => EntityType::Person,
            Self::Org => EntityType::Org,
            Self::Loc => EntityType::Loc,
            Self::Norp => EntityType::Norp,
            Self::Date => EntityType::Date,
            Self::Money => EntityType::Money,
            Self::Facility => EntityType::Facility,
            Self::Product => EntityType::Product,
            Self::Misc => EntityType::Work,
        }
    }
}

/// Number of classes.
pub const CLASSES: usize = 1 + 4 * Type::ALL.len();

/// Where a word stands in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Place {
    /// First of several.
    First,
    /// Neither first nor last.
    Inner,
    /// Last of several.
    Last,
    /// The only one.
    Only,
}

/// The class of a word of a name of `length` words, at position `at` of it.
pub fn class(kind: Type, at: usize, length: usize) -> usize {
    let place = match (at, length) {
        (_, 1) => Place::Only,
        (0, _) => Place::First,
        (at, length) if at + 1 == length => Place::Last,
        _ => Place::Inner,
    };
    1 + 4 * kind as usize + place as usize
}

/// True if a name may begin, or no name be, after class `c`.
pub fn closes(c: usize) -> bool {
    c == 0 || (c - 1) % 4 >= 2
}

/// True if class `c` may follow where no name is open.
pub fn opens(c: usize) -> bool {
    c == 0 || matches!((c - 1) % 4, 0 | 3)
}

/// The names of a sequence of classes: start, end, type.
pub fn spans(path: &[usize]) -> Vec<(usize, usize, Type)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (i, &c) in path.iter().enumerate() {
        if opens(c) {
            start = i;
        }
        if c != 0
            && closes(c)
            && let Some(&kind) = Type::ALL.get((c - 1) / 4)
        {
            found.push((start, i + 1, kind));
        }
    }
    found
}
