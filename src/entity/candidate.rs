//! Mentions under construction, with the tokens that names and values have taken.

use crate::document::{EntityType, Gender, Mention, MentionKind, Number, TokenSpan};

/// Mentions found so far.
pub struct Candidates {
    mentions: Vec<Mention>,
    taken: Vec<Option<EntityType>>,
    titled: Vec<bool>,
}

impl Candidates {
    /// No mention in a text of so many tokens.
    pub fn new(tokens: usize) -> Self {
        Self { mentions: Vec::new(), taken: vec![None; tokens], titled: vec![false; tokens] }
    }

    /// The type of the name or value that has taken token `i`.
    pub fn taken(&self, i: usize) -> Option<EntityType> {
        self.taken.get(i).copied().flatten()
    }

    /// True if no token of the span is taken.
    pub fn is_free(&self, span: TokenSpan) -> bool {
        span.range().all(|i| self.taken(i).is_none())
    }

    /// Adds a name or value; its tokens are taken from now on. False, and nothing added, if one was taken before.
    pub fn take(&mut self, tokens: TokenSpan, etype: EntityType, kind: MentionKind) -> bool {
        if tokens.is_empty() || !self.is_free(tokens) {
            return false;
        }
        if let Some(slots) = self.taken.get_mut(tokens.range()) {
            slots.fill(Some(etype));
        }
        self.add(tokens, etype, kind, tokens.last(), Gender::Unknown, Number::Singular);
        true
    }

    /// Puts names in the place of those that lie in them; not where one reaches out of it.
    pub fn widen(&mut self, mut names: Vec<(TokenSpan, EntityType)>) {
        if names.is_empty() {
            return;
        }
        self.sort();
        names.sort_unstable_by_key(|(tokens, _)| tokens.start);
        let mut end = 0;
        names.retain(|(tokens, _)| {
            let free = tokens.start >= end;
            end = end.max(tokens.end);
            free
        });
        let mut gone = vec![false; self.mentions.len()];
        for (tokens, _) in &names {
            // Names and values do not overlap: in order of their starts their ends are in order too.
            let from = self.mentions.partition_point(|m| m.tokens.end <= tokens.start);
            let over =
                self.mentions.get(from..).unwrap_or(&[]).iter().take_while(|m| m.tokens.start < tokens.end).count();
            let inside = self.mentions.get(from..from + over).unwrap_or(&[]);
            if inside.iter().all(|m| tokens.contains(m.tokens)) {
                inside.iter().for_each(|m| self.taken.get_mut(m.tokens.range()).into_iter().for_each(|t| t.fill(None)));
                gone.get_mut(from..from + over).into_iter().for_each(|gone| gone.fill(true));
            }
        }
        let mut gone = gone.into_iter();
        self.mentions.retain(|_| gone.next() != Some(true));
        for (tokens, etype) in names {
            self.take(tokens, etype, MentionKind::Name);
        }
    }

    /// Takes out names that turn out to be none; their tokens are free again.
    pub fn drop_where(&mut self, is_none: impl Fn(&Mention) -> bool) {
        let taken = &mut self.taken;
        self.mentions.retain(|m| {
            let stays = !is_none(m);
            if !stays {
                taken.get_mut(m.tokens.range()).into_iter().for_each(|slots| slots.fill(None));
            }
            stays
        });
    }

    /// True if a title holds token `i`.
    pub fn titled(&self, i: usize) -> bool {
        self.titled.get(i) == Some(&true)
    }

    /// Adds a mention that may hold others inside.
    pub fn add(
        &mut self,
        tokens: TokenSpan,
        etype: EntityType,
        kind: MentionKind,
        head: usize,
        gender: Gender,
        number: Number,
    ) {
        if etype == EntityType::Title
            && let Some(slots) = self.titled.get_mut(tokens.range())
        {
            slots.fill(true);
        }
        self.mentions.push(Mention { tokens, head, kind, etype, gender, number });
    }

    /// The mentions found so far.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// Puts the mentions found so far in order.
    pub fn sort(&mut self) {
        self.mentions.sort_by_key(|m| (m.tokens.start, m.tokens.end));
    }

    /// Hands over the mentions, each span once.
    pub fn into_mentions(mut self) -> Vec<Mention> {
        self.sort();
        self.mentions.dedup_by_key(|m| m.tokens);
        self.mentions
    }
}
