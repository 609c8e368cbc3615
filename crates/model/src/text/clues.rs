//! Whether a phrase counts where it stands, by the words around it.

use super::words::{Gap, Words};

/// A set of contexts: a bit for each, since most phrases are compared with many contexts near them.
#[derive(Debug, Default)]
pub(super) struct ClueSet(Vec<u64>);

/// What the words around a phrase must be.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// One of these must be near.
    pub with: ClueSet,
    /// None of these may be near.
    pub unless: ClueSet,
    /// How many words lie at most between a phrase and these.
    pub within: usize,
    /// The phrase must be a clause of its own.
    pub alone: bool,
}

/// The contexts in a text.
#[derive(Debug, Default)]
pub(super) struct Clues {
    /// In the order in which they end.
    list: Vec<Clue>,
    /// How many words the longest has.
    longest: usize,
}

/// A pattern in a text that is the context of some phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clue {
    /// Its number among all contexts.
    pub number: usize,
    pub start: usize,
    pub end: usize,
    pub sentence: usize,
}

impl FromIterator<usize> for ClueSet {
    fn from_iter<T: IntoIterator<Item = usize>>(numbers: T) -> Self {
        let mut bits = Vec::new();
        for number in numbers {
            let (word, bit) = (number / 64, 1 << (number % 64));
            if bits.len() <= word {
                bits.resize(word + 1, 0);
            }
            bits[word] |= bit;
        }
        Self(bits)
    }
}

impl ClueSet {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

impl Clues {
    /// Adds one that ends no earlier than those before.
    pub fn push(&mut self, clue: Clue) {
        self.longest = self.longest.max(clue.end - clue.start);
        self.list.push(clue);
    }

    /// Those that lie at most `within` words before or behind the words from `start` to before `end`.
    fn near(&self, start: usize, end: usize, within: usize) -> impl Iterator<Item = &Clue> {
        let first = self.list.partition_point(|clue| clue.end + within < start);
        let last = end + within + self.longest;
        let around = self.list[first..].iter().take_while(move |clue| clue.end <= last);
        around.filter(move |clue| {
            clue.end <= start || (clue.start >= end && clue.start <= end + within)
        })
    }
}

impl Context {
    /// Whether a phrase counts that covers the words from `start` to before `end`.
    pub fn fits(&self, words: &Words, clues: &Clues, start: usize, end: usize) -> bool {
        let sentence = words.words[start].sentence;
        let near = |set: &ClueSet| {
            clues
                .near(start, end, self.within)
                .any(|clue| clue.sentence == sentence && set.contains(clue.number))
        };
        (!self.alone || is_clause(words, start, end))
            && (self.with.is_empty() || near(&self.with))
            && (self.unless.is_empty() || !near(&self.unless))
    }
}

/// Whether signs part these words from those before and behind them.
pub(super) fn is_clause(words: &Words, start: usize, end: usize) -> bool {
    words.words[start].gap >= Gap::Comma
        && words.words.get(end).is_none_or(|word| word.gap >= Gap::Comma)
}
