//! The classes of the model: outside, and for each type the first, inner, last and only word of a name.

use crate::document::EntityType;
use crate::model::chain;

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
pub const CLASSES: usize = crate::document::NAME_CLASSES;
const _: () = assert!(CLASSES == 1 + 4 * Type::ALL.len());

/// The names of a sequence of classes: start, end, type.
pub fn spans(path: &[usize]) -> Vec<(usize, usize, Type)> {
    let typed = |(start, end, kind): (usize, usize, usize)| Some((start, end, *Type::ALL.get(kind)?));
    chain::spans(path).into_iter().filter_map(typed).collect()
}
