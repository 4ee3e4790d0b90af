//! Articles as other newspapers would set them: other verbs of speech, other quotation marks, other lines. What is learned from few
//! newspapers is to be read in all.

use super::table::Random;
use crate::lexicon::speech_verbs;

/// A text that was changed.
#[derive(Default)]
pub struct Varied {
    /// The text.
    pub text: String,
    // Where changed words end in the text before, and how much longer the new ones are, in characters.
    moves: Vec<(usize, isize)>,
}

impl Varied {
    /// The text as it is, whatever its cues are.
    pub fn same(text: &str, _: &[(usize, usize)]) -> Self {
        Self { text: text.to_owned(), moves: Vec::new() }
    }

    /// With ‘single’ marks for all “double” ones.
    pub fn single(text: &str, _: &[(usize, usize)]) -> Self {
        let mut before = ' ';
        let one = |c: char| {
            let opens = before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '-');
            before = c;
            match c {
                '“' => '‘',
                '”' => '’',
                '"' if opens => '‘',
                '"' => '’',
                c => c,
            }
        };
        Self { text: text.chars().map(one).collect(), moves: Vec::new() }
    }

    /// With lines cut at 72 characters, as mail and terminals set them.
    pub fn cut(text: &str, _: &[(usize, usize)]) -> Self {
        let mut letters: Vec<char> = text.chars().collect();
        let (mut start, mut space) = (0, None);
        for i in 0..letters.len() {
            match letters[i] {
                '\n' => (start, space) = (i + 1, None),
                ' ' => space = Some(i),
                _ => {}
            }
            if i - start.min(i) >= 72
                && let Some(at) = space.take()
            {
                letters[at] = '\n';
                start = at + 1;
            }
        }
        Self { text: letters.into_iter().collect(), moves: Vec::new() }
    }

    /// Where a place of the text before is now, in characters; none of them is inside a changed word.
    pub fn place(&self, before: usize) -> usize {
        let moved: isize = self.moves.iter().take_while(|m| m.0 <= before).map(|m| m.1).sum();
        before.saturating_add_signed(moved)
    }
}

/// Other verbs of speech for "said" and "says".
pub struct Verbs {
    past: Vec<String>,
    present: Vec<String>,
    random: Random,
    share: f64,
}

impl Verbs {
    /// All that the lexicon has, to be put in such a share of the places; the same seed gives the same choices.
    pub fn new(seed: u64, share: f64) -> Self {
        Self { past: speech_verbs('d'), present: speech_verbs('s'), random: Random::new(seed), share }
    }

    /// Another verb in the same form, or `None` where none is due.
    fn other(&mut self, word: &str) -> Option<&str> {
        let verbs = match word {
            "said" => &self.past,
            "says" => &self.present,
            _ => return None,
        };
        let chosen = self.random.below(verbs.len());
        self.random.chance(self.share).then_some(verbs.get(chosen)?.as_str())
    }

    /// Puts others into an article; `cues` are the places of the words that may change, as characters from and to, in order.
    pub fn vary(&mut self, text: &str, cues: &[(usize, usize)]) -> Varied {
        let letters: Vec<char> = text.chars().collect();
        let mut varied = Varied::default();
        let mut done = 0;
        for &(from, to) in cues {
            let word: String = letters[from..to].iter().collect();
            if let Some(other) = self.other(&word) {
                varied.text.extend(&letters[done..from]);
                varied.text.push_str(other);
                varied.moves.push((to, other.chars().count() as isize - (to - from) as isize));
                done = to;
            }
        }
        varied.text.extend(&letters[done..]);
        varied
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_the_words() {
        let text = "“No,” she said. “é,” he says.";
        let (mut verbs, cues) = (Verbs::new(1, 0.5), [(10, 14), (24, 28)]);
        for _ in 0..50 {
            let varied = verbs.vary(text, &cues);
            let letters: Vec<char> = varied.text.chars().collect();
            let slice = |a: usize, b: usize| letters[varied.place(a)..varied.place(b)].iter().collect::<String>();
            assert_eq!(slice(0, 9), "“No,” she");
            assert_eq!(slice(16, 23), "“é,” he");
            assert_eq!(slice(28, 29), ".");
        }
    }

    #[test]
    fn marks_and_lines_change_in_place() {
        assert_eq!(Varied::single("\"No,\" he said (\"no\").", &[]).text, "‘No,’ he said (‘no’).");
        let cut = Varied::cut(&"word ".repeat(40), &[]).text;
        assert!(cut.lines().all(|l| l.chars().count() <= 72) && cut.lines().count() == 3);
    }
}
