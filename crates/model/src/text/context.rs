//! Whether a phrase counts where it stands, by the words around it.

use super::words::{Gap, Words};

/// What the words around a phrase must be. Patterns are indices, ascending.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// One of these patterns must be near.
    pub with: Vec<usize>,
    /// None of these patterns may be near.
    pub unless: Vec<usize>,
    /// How many words lie at most between a phrase and these.
    pub within: usize,
    /// The phrase must be a clause of its own.
    pub alone: bool,
}

/// A pattern in a text that is the context of some phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clue {
    pub pattern: usize,
    pub start: usize,
    pub end: usize,
}

impl Context {
    /// Whether a phrase counts that covers the words from `start` to before `end`.
    pub fn fits(&self, words: &Words, clues: &[Clue], start: usize, end: usize) -> bool {
        let near = |patterns: &[usize]| {
            let sentence = words.words[start].sentence;
            clues.iter().any(|clue| {
                let distance = start.saturating_sub(clue.end).max(clue.start.saturating_sub(end));
                distance <= self.within
                    && (clue.end <= start || clue.start >= end)
                    && words.words[clue.start].sentence == sentence
                    && patterns.binary_search(&clue.pattern).is_ok()
            })
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
