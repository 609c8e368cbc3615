//! Names of frameworks in a text. They are no answers; phrases that name one have an `@` in its place.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::words::{Gap, Words};
use crate::knowledge::Knowledge;
use crate::knowledge::phrases::{KnownWords, forms};

/// The names of all frameworks and companions.
#[derive(Debug)]
pub(super) struct Names {
    automaton: AhoCorasick,
    /// Of each pattern, how many words it has and whose name it is.
    patterns: Vec<(usize, usize)>,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The words of the name and of the compound around it.
    pub words: Range<usize>,
    /// The framework; that of the companion, where it names one.
    pub framework: usize,
}

impl Names {
    pub fn new(knowledge: &Knowledge, known_words: &KnownWords) -> Self {
        let mut stems = Vec::new();
        let mut patterns = Vec::new();
        for (index, framework) in knowledge.frameworks.iter().enumerate() {
            let record = &framework.record;
            let companions = framework.companions.iter().flat_map(|c| [&c.id, &c.name]);
            let names = [&record.id, &record.name].into_iter().chain(&record.aliases);
            for name in names.chain(companions) {
                // A name that consists of skipped words cannot be found.
                for form in forms(name, known_words).unwrap_or_default() {
                    stems.push(form.stems);
                    patterns.push((form.words, index));
                }
            }
        }
        #[expect(clippy::expect_used, reason = "only billions of names would be too many")]
        let automaton = AhoCorasick::new(&stems).expect("there are few names");
        Self { automaton, patterns }
    }

    /// The names in a text in their order, none of which overlap.
    pub fn find(&self, words: &Words) -> Vec<Named> {
        let list = &words.words;
        let joined = |word: usize| list.get(word).is_some_and(|word| word.gap == Gap::Joined);
        let mut named: Vec<Named> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(&words.stems) {
            let (length, framework) = self.patterns[hit.pattern().as_usize()];
            let mut start = list.partition_point(|word| word.stem < hit.start());
            let mut end = start + length;
            while start > 0 && joined(start) {
                start -= 1;
            }
            while joined(end) {
                end += 1;
            }
            named.push(Named { words: start..end, framework });
        }
        named.sort_by_key(|name| (name.words.start, std::cmp::Reverse(name.words.end)));
        named.dedup_by(|next, kept| {
            let overlap = next.words.start < kept.words.end;
            if overlap {
                kept.words.end = kept.words.end.max(next.words.end);
            }
            overlap
        });
        named
    }
}
