//! The container of every file of weights: magic, version, kind, length, checksum, payload.

use std::fmt;

const MAGIC: &[u8; 8] = b"WHOSAID\0";
const HEAD: usize = 20;

/// What a file of weights holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Kind {
    /// Words and their clusters.
    Clusters = 1,
    /// Phrases and the kinds of names they are.
    Gazetteer = 2,
    /// Parts of speech and dependencies.
    Parser = 4,
    /// Names.
    Names = 5,
    /// Which entity a pronoun means.
    Coreference = 10,
    /// Words and the kinds of names that a reader of whole sentences takes them for.
    WordTypes = 16,
    /// Attributions: who said what.
    Quotes = 6,
    /// Where sentences end.
    Sentences = 7,
}

impl Kind {
    /// The version of the format that this program reads and writes.
    fn version(self) -> u16 {
        match self {
            Self::Clusters | Self::Gazetteer | Self::WordTypes => 1,
            // 3: a network. 5: it reads parts of speech too.
            Self::Parser => 5,
            // 2: fewer steps.
            Self::Names | Self::Coreference | Self::Quotes | Self::Sentences => 2,
        }
    }
}

/// Why a file of weights is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// It does not start as our files do.
    NotAModel,
    /// It was made for another version of the format.
    Version(u16),
    /// It holds something else than what was asked for.
    Kind(u16),
    /// It is shorter or longer than it says.
    Length,
    /// Its content was changed.
    Checksum,
    /// Its content makes no sense.
    Content,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModel => write!(f, "not a file of weights"),
            Self::Version(v) => write!(f, "weights of format version {v}, which this program does not read"),
            Self::Kind(k) => write!(f, "weights of another kind ({k})"),
            Self::Length => write!(f, "weights cut short or too long"),
            Self::Checksum => write!(f, "weights damaged: the checksum does not match"),
            Self::Content => write!(f, "weights damaged: the content makes no sense"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Checks a file and gives a reader of its payload.
pub fn open(file: &[u8], kind: Kind) -> Result<Reader<'_>, ModelError> {
    let mut head = Reader(file);
    if head.bytes(8).is_none_or(|magic| magic != MAGIC) {
        return Err(ModelError::NotAModel);
    }
    let (version, found) = (head.u16()?, head.u16()?);
    if found != kind as u16 {
        return Err(ModelError::Kind(found));
    }
    if version != kind.version() {
        return Err(ModelError::Version(version));
    }
    let (length, checksum) = (head.u32()?, head.u32()?);
    let payload = file.get(HEAD..).unwrap_or(&[]);
    if payload.len() != length as usize {
        return Err(ModelError::Length);
    }
    if crc32(payload) != checksum {
        return Err(ModelError::Checksum);
    }
    Ok(Reader(payload))
}

/// Wraps a payload.
#[cfg(any(test, feature = "train"))]
pub fn seal(kind: Kind, payload: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(HEAD + payload.len());
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&kind.version().to_le_bytes());
    file.extend_from_slice(&(kind as u16).to_le_bytes());
    file.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    file.extend_from_slice(&crc32(payload).to_le_bytes());
    file.extend_from_slice(payload);
    file
}

/// Reads numbers off the front of a payload.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'b>(&'b [u8]);

impl<'b> From<&'b [u8]> for Reader<'b> {
    fn from(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }
}

impl<'b> Reader<'b> {
    /// The next `n` bytes.
    pub fn bytes(&mut self, n: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        self.bytes(N).and_then(|b| b.try_into().ok()).ok_or(ModelError::Length)
    }

    /// The next two bytes as a number.
    pub fn u16(&mut self) -> Result<u16, ModelError> {
        self.array().map(u16::from_le_bytes)
    }

    /// The next four bytes as a number.
    pub fn u32(&mut self) -> Result<u32, ModelError> {
        self.array().map(u32::from_le_bytes)
    }

    /// The next four bytes as a floating-point number.
    pub fn f32(&mut self) -> Result<f32, ModelError> {
        self.array().map(f32::from_le_bytes)
    }

    /// The next bytes, preceded by their number.
    pub fn block(&mut self) -> Result<&'b [u8], ModelError> {
        let n = self.u32()?;
        self.bytes(n as usize).ok_or(ModelError::Length)
    }

    /// The next number of variable length.
    pub fn varint(&mut self) -> Result<u32, ModelError> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let [byte] = self.array()?;
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(ModelError::Content)
    }
}

/// A hash of a whole file, for its card (FNV-1a, 64 bits).
#[cfg(feature = "train")]
pub fn fingerprint(file: &[u8]) -> u64 {
    file.iter().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3))
}

fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = crc_table();
    let step = |crc: u32, b: &u8| TABLE.get((crc as u8 ^ b) as usize).map_or(0, |t| t ^ (crc >> 8));
    !bytes.iter().fold(u32::MAX, step)
}

#[allow(clippy::indexing_slicing, reason = "runs while compiling")]
const fn crc_table() -> [u32; 256] {
    let mut table = [0u32; 256];
    let mut i = 0;
    while i < 256 {
        let (mut crc, mut bit) = (i as u32, 0);
        while bit < 8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[i] = crc;
        i += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_file_is_refused() {
        let file = seal(Kind::Names, b"some weights");
        assert!(open(&file, Kind::Names).is_ok());
        assert_eq!(open(&file, Kind::Parser).err(), Some(ModelError::Kind(5)));
        for cut in 0..file.len() {
            assert!(open(&file[..cut], Kind::Names).is_err());
        }
        for i in 0..file.len() {
            let mut changed = file.clone();
            changed[i] ^= 1;
            assert!(open(&changed, Kind::Names).is_err());
        }
        let mut long = file.clone();
        long.push(0);
        assert_eq!(open(&long, Kind::Names).err(), Some(ModelError::Length));
        let mut other = file;
        other[8] = 9;
        assert_eq!(open(&other, Kind::Names).err(), Some(ModelError::Version(9)));
    }

    #[test]
    fn checksum_is_the_usual_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}
