//! Lines of a word list.

/// One entry: its columns.
pub struct Row(&'static str);

impl Row {
    /// Column `i`, empty where the line has fewer.
    pub fn get(&self, i: usize) -> &'static str {
        self.0.split('\t').nth(i).unwrap_or("").trim()
    }
}

/// The entries of a list, without comments and empty lines.
pub fn rows(text: &'static str) -> impl Iterator<Item = Row> {
    text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(Row)
}

/// The parts of a column that holds a list.
pub fn list(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(';').map(str::trim).filter(|s| !s.is_empty())
}
