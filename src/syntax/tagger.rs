//! Parts of speech: coarse and fine together, word by word from left to right.

use crate::document::{Upos, Xpos};
use crate::model::{Features, Kind, Linear, Lookup, ModelError, Reader, Score, WIDEST, Word, lead, open, two_best};
use crate::text::KeyMap;

/// A pair of coarse and fine part of speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// Coarse.
    pub upos: Upos,
    /// Fine.
    pub xpos: Xpos,
}

impl Tag {
    /// One number for both; never zero.
    pub fn id(self) -> u32 {
        (self.upos as u32 + 1) << 8 | u32::from(self.xpos.0)
    }
}

/// A tagger: the pairs it knows, the words that have one and no other, and what scores the rest.
#[derive(Debug, Default)]
pub struct Tagger<S = Linear> {
    /// The pairs, in the order of the classes.
    pub tags: Vec<Tag>,
    /// Words, by their normal form, with the position of their only pair: half of a text, of which nothing need be asked.
    pub fixed: Lookup,
    /// The weights.
    pub weights: S,
}

impl Tagger {
    /// Reads shipped weights.
    pub fn load(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = open(file, Kind::Tagger)?;
        let tags = read_tags(&mut reader)?;
        let fixed = Lookup::read(&mut reader)?;
        let weights = Linear::read(&mut reader)?;
        if weights.width() != tags.len() { Err(ModelError::Content) } else { Ok(Self { tags, fixed, weights }) }
    }

    /// The file form.
    #[cfg(feature = "train")]
    pub fn write(tags: &[Tag], fixed: &[(u32, u16)], table: &[u8]) -> Vec<u8> {
        let mut payload = write_tags(tags);
        Lookup::write(fixed, &mut payload);
        payload.extend_from_slice(table);
        crate::model::seal(Kind::Tagger, &payload)
    }
}

/// What else a word might be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rival {
    /// Nothing: it is not to be asked for again.
    Settled,
    /// Nothing likely.
    None,
    /// This tag, so many steps behind.
    Close(Tag, u8),
}

impl Rival {
    /// One number for it.
    pub fn id(self) -> u32 {
        match self {
            Self::Settled | Self::None => 0,
            Self::Close(tag, steps) => tag.id() << 2 | u32::from(steps),
        }
    }
}

/// Where the steps of a rival begin.
const BEHIND: [f32; 3] = [4.0, 10.0, 22.0];

/// Reads pairs of tags.
pub fn read_tags(reader: &mut Reader<'_>) -> Result<Vec<Tag>, ModelError> {
    let pairs = reader.block()?.chunks_exact(2).map(|pair| match pair {
        [upos, xpos] => {
            let (upos, _) = *Upos::ALL.get(usize::from(*upos)).ok_or(ModelError::Content)?;
            let known = usize::from(*xpos) < Xpos::NAMES.len();
            known.then_some(Tag { upos, xpos: Xpos(*xpos) }).ok_or(ModelError::Content)
        }
        _ => Err(ModelError::Content),
    });
    pairs.collect()
}

/// Their file form.
#[cfg(feature = "train")]
pub fn write_tags(tags: &[Tag]) -> Vec<u8> {
    let pairs = tags.iter().flat_map(|t| [t.upos as u8, t.xpos.0]);
    ((tags.len() * 2) as u32).to_le_bytes().into_iter().chain(pairs).collect()
}

/// What the letters of words score, for words that come again: a row of scores a word.
#[derive(Debug, Default)]
pub struct Letters {
    places: KeyMap<u32, usize>,
    rows: Vec<f32>,
}

/// A tag that leads by so much after the word and what stands nearest is hardly ever another one in the end: one in a
/// thousand is.
const SURE: f32 = 50.0;

impl<S: Score> Tagger<S> {
    /// Tags one sentence.
    #[cfg(any(test, feature = "train"))]
    pub fn tag(&self, words: &[Word]) -> (Vec<Tag>, Vec<Rival>) {
        self.tag_next(words, &mut Letters::default())
    }

    /// Tags one sentence of several; what the letters of its words score is kept in `letters` for those that follow.
    pub fn tag_next(&self, words: &[Word], letters: &mut Letters) -> (Vec<Tag>, Vec<Rival>) {
        let mut features = Features::default();
        let (mut tags, mut rivals) = (Vec::with_capacity(words.len()), Vec::with_capacity(words.len()));
        let context = Context::new(words);
        let mut buffer = [0.0; WIDEST];
        let scores = buffer.get_mut(..self.tags.len().min(WIDEST)).unwrap_or_default();
        for (i, word) in words.iter().enumerate() {
            let mut rival = Rival::Settled;
            let class = self.only(word).unwrap_or_else(|| {
                self.spelled(word, letters, &mut features, scores);
                features.clear();
                context.near(i, &tags, &mut features);
                self.weights.add(features.list(), scores);
                if lead(scores) < SURE {
                    features.clear();
                    context.far(i, &tags, &mut features);
                    self.weights.add(features.list(), scores);
                }
                let (class, second, behind) = two_best(scores);
                rival = match self.tags.get(second).filter(|_| behind < SURE) {
                    Some(tag) => Rival::Close(*tag, BEHIND.iter().filter(|least| behind >= **least).count() as u8),
                    None => Rival::None,
                };
                class
            });
            tags.push(self.tags.get(class).copied().unwrap_or_default());
            rivals.push(rival);
        }
        (tags, rivals)
    }

    fn spelled(&self, word: &Word, letters: &mut Letters, features: &mut Features, scores: &mut [f32]) {
        let known = letters.places.get(&word.norm).and_then(|at| letters.rows.get(*at..at + scores.len()));
        if let Some(known) = known {
            scores.copy_from_slice(known);
            return;
        }
        features.clear();
        Context::letters(word, features);
        self.weights.score(features.list(), scores);
        letters.places.insert(word.norm, letters.rows.len());
        letters.rows.extend_from_slice(scores);
    }

    /// The class of a word that has no other.
    pub fn only(&self, word: &Word) -> Option<usize> {
        self.fixed.get(word.norm).map(usize::from)
    }

    /// The best class.
    #[cfg(feature = "train")]
    pub fn best(&self, features: &mut Features) -> usize {
        let mut buffer = [0.0; WIDEST];
        let scores = buffer.get_mut(..self.tags.len().min(WIDEST)).unwrap_or_default();
        self.weights.score(features.list(), scores);
        crate::model::top(scores).0 as usize
    }
}

/// One sentence, as the features see it.
pub struct Context<'w> {
    words: &'w [Word],
    shouted: u32,
    none: Word,
}

impl<'w> Context<'w> {
    /// Looks at a sentence.
    pub fn new(words: &'w [Word]) -> Self {
        let letters = words.iter().filter(|w| w.letters).count();
        let capitals = words.iter().filter(|w| w.capital).count();
        let upper = words.iter().filter(|w| w.upper).count();
        // A headline in capitals, a sentence of names, running text.
        let shouted = if letters > 2 && upper * 2 > letters { 2 } else { u32::from(capitals * 3 > letters * 2) };
        Self { words, shouted, none: Word::default() }
    }

    fn at(&self, i: usize) -> &Word {
        self.words.get(i).unwrap_or(&self.none)
    }

    /// The features of word `i` after the tags before it.
    #[cfg(feature = "train")]
    pub fn features(&self, i: usize, tags: &[Tag], out: &mut Features) {
        out.clear();
        Self::letters(self.at(i), out);
        self.near(i, tags, out);
        self.far(i, tags, out);
    }

    /// What a word tells wherever it stands.
    fn letters(w: &Word, out: &mut Features) {
        out.one(0);
        out.one(w.lower);
        out.one(w.norm);
        for k in 0..4 {
            out.some(w.suffix.get(k).copied().unwrap_or(0));
        }
        for k in 0..4 {
            out.some(w.prefix.get(k).copied().unwrap_or(0));
        }
        out.at(13);
        let [s1, _, s3, _] = w.suffix;
        out.two(w.shape, s3);
        out.two(w.shape, s1);
        for c in w.cluster {
            out.some(c);
        }
    }

    /// What tells most of what stands around it.
    fn near(&self, i: usize, tags: &[Tag], out: &mut Features) {
        let (w, p, n) = (self.at(i), self.at(i.wrapping_sub(1)), self.at(i + 1));
        let (t1, t2) = (tag(i, tags, 1), tag(i, tags, 2));
        out.at(11);
        out.two(w.long_shape, self.shouted);
        out.two(w.shape, u32::from(i == 0));
        out.at(18);
        out.one(p.lower);
        out.one(n.lower);
        out.at(23);
        out.two(w.lower, n.lower);
        out.at(27);
        out.one(n.suffix[1]);
        out.at(31);
        out.two(n.shape, w.shape);
        out.at(33);
        out.some(n.cluster[2]);
        out.some(n.cluster[1]);
        out.at(36);
        out.two(n.cluster[1], w.lower);
        out.at(38);
        out.one(t1);
        out.two(t1, t2);
        out.at(41);
        out.two(t1, w.suffix[2]);
        out.at(49);
        out.two(t1, w.shape);
    }

    /// The rest of what stands around it.
    fn far(&self, i: usize, tags: &[Tag], out: &mut Features) {
        let (w, p, n) = (self.at(i), self.at(i.wrapping_sub(1)), self.at(i + 1));
        let (pp, nn) = (self.at(i.wrapping_sub(2)), self.at(i + 2));
        let (t1, t2) = (tag(i, tags, 1), tag(i, tags, 2));
        out.at(20);
        out.one(pp.lower);
        out.one(nn.lower);
        out.two(p.lower, w.lower);
        out.at(24);
        out.two(p.lower, n.lower);
        out.one(p.suffix[2]);
        out.one(n.suffix[2]);
        out.at(28);
        out.one(p.shape);
        out.one(n.shape);
        out.one(nn.suffix[2]);
        out.at(32);
        out.some(p.cluster[2]);
        out.at(35);
        out.some(nn.cluster[1]);
        out.at(37);
        out.two(n.cluster[1], w.cluster[1]);
        out.at(40);
        out.two(t1, w.lower);
        out.at(42);
        out.two(t1, w.suffix[1]);
        out.two(t1, w.cluster[1]);
        out.three(t1, t2, w.lower);
        out.two(t1, n.lower);
        out.two(t1, n.suffix[1]);
        out.two(t1, n.cluster[1]);
        out.two(t2, w.lower);
    }
}

/// The tag of so many words before word `i`; 0 before the first.
fn tag(i: usize, tags: &[Tag], back: usize) -> u32 {
    i.checked_sub(back).and_then(|k| tags.get(k)).map_or(0, |t| t.id())
}
