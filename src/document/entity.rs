//! Entities and the places that mention them.

use super::TokenSpan;

/// What an entity is; OntoNotes' types, merged where news readers make no difference, and TITLE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityType {
    /// People, named or not.
    Person,
    /// Organisations, companies, media, armed groups.
    Org,
    /// Countries, cities, states: places with a government.
    Gpe,
    /// Other places.
    Loc,
    /// Buildings, airports, bridges, streets.
    Facility,
    /// Nationalities, religions, political groups.
    Norp,
    /// Wars, storms, conferences, sports events.
    Event,
    /// Books, films, laws.
    Work,
    /// Things made and sold.
    Product,
    /// An office or role as words: "U.S. Secretary of State".
    Title,
    /// Days, months, years, spans of days.
    Date,
    /// Times within a day.
    Time,
    /// Amounts of money.
    Money,
    /// Percentages.
    Percent,
    /// Other numbers and quantities.
    Number,
}

impl EntityType {
    /// All types, in report order.
    pub const ALL: [EntityType; 15] = [
        Self::Person,
        Self::Org,
        Self::Gpe,
        Self::Loc,
        Self::Facility,
        Self::Norp,
        Self::Event,
        Self::Work,
        Self::Product,
        Self::Title,
        Self::Date,
        Self::Time,
        Self::Money,
        Self::Percent,
        Self::Number,
    ];

    /// The type's name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Org => "ORG",
            Self::Gpe => "GPE",
            Self::Loc => "LOC",
            Self::Facility => "FACILITY",
            Self::Norp => "NORP",
            Self::Event => "EVENT",
            Self::Work => "WORK",
            Self::Product => "PRODUCT",
            Self::Title => "TITLE",
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Money => "MONEY",
            Self::Percent => "PERCENT",
            Self::Number => "NUMBER",
        }
    }

    /// True for types whose mentions corefer by name: not dates, numbers, titles.
    pub fn is_named(self) -> bool {
        !matches!(self, Self::Title | Self::Date | Self::Time | Self::Money | Self::Percent | Self::Number)
    }

    /// True for what can speak: people, organisations, places with a government, peoples.
    pub fn can_speak(self) -> bool {
        matches!(self, Self::Person | Self::Org | Self::Gpe | Self::Norp)
    }
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// By its name or a part of it.
    Name,
    /// By another name, an acronym or a nickname.
    Alias,
    /// By a common noun: "the minister".
    Nominal,
    /// By a pronoun.
    Pronoun,
}

impl MentionKind {
    /// The kind's name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// Grammatical gender as the text itself tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Not told.
    #[default]
    Unknown,
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
}

/// One or several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Number {
    /// Not told.
    #[default]
    Unknown,
    /// One.
    Singular,
    /// Several.
    Plural,
}

/// One place that mentions an entity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// Its tokens, without article and possessive ending for names, with article for nominals.
    pub tokens: TokenSpan,
    /// The token that carries its meaning: the last of a name, the noun of a nominal.
    pub head: usize,
    /// How it refers.
    pub kind: MentionKind,
    /// What it refers to, as far as its own words and context tell.
    pub etype: EntityType,
    /// What its words tell about gender.
    pub gender: Gender,
    /// What its words tell about number.
    pub number: Number,
}

/// One entity with its mentions (positions in `Document::mentions`).
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub etype: EntityType,
    /// Its best name in the text.
    pub name: String,
    /// What the text says it is: titles and roles.
    pub roles: Vec<String>,
    /// Its mentions, in text order.
    pub mentions: Vec<usize>,
    /// For mentions that stand for another entity (a capital for its government): mention and entity positions.
    pub metonyms: Vec<(usize, usize)>,
}

/// A name that the model found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameSpan {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its type; places come as [`EntityType::Loc`] whatever their government, and events, works and laws as
    /// [`EntityType::Work`]: which of them it is, the lists know better.
    pub etype: EntityType,
    /// How sure the model is, from 0 to 1.
    pub score: f32,
}
