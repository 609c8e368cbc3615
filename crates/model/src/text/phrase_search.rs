//! The phrases of the lexicon as one automaton.

use std::cmp::Reverse;
use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use super::clues::{Clue, ClueSet, Clues};
use super::found_phrases::{Found, Role};
use super::lexicon_entry::Entry;
use crate::knowledge::format;
use crate::knowledge::phrases::{Form, KnownWords, forms};
use crate::text::words::Words;

/// All phrases.
#[derive(Debug)]
pub(super) struct Search {
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
    /// How many patterns are contexts.
    clues: usize,
    /// The index of each pattern by its stems.
    known: HashMap<String, usize>,
}

/// One sequence of stems, with what it means; several only where numbers or the words around it
/// distinguish them.
#[derive(Debug)]
struct Pattern {
    words: usize,
    /// Its length in bytes.
    length: usize,
    /// The word that is the name of a framework.
    name: Option<usize>,
    meanings: Vec<(Numbers, Role)>,
    /// Its number among the contexts, if it is the context of another phrase.
    clue: Option<usize>,
}

/// The words of a pattern that are numbers, with the value that each must have.
type Numbers = Vec<(usize, Option<f64>)>;

impl Search {
    /// All phrases that mean something. [`Search::clues`] may follow, then [`Search::build`].
    pub fn new(lexicon: &format::Lexicon, known_words: &KnownWords) -> Self {
        let empty: [&str; 0] = [];
        #[expect(clippy::expect_used, reason = "no pattern is not too many")]
        let automaton = AhoCorasick::new(empty).expect("there is none");
        let mut search = Self { automaton, patterns: Vec::new(), clues: 0, known: HashMap::new() };
        for (phrase, role) in phrases(lexicon) {
            // Faulty phrases were refused by the check.
            for form in forms(phrase, known_words).unwrap_or_default() {
                let index = search.pattern(&form);
                search.patterns[index].meanings.push((form.numbers, role));
            }
        }
        for pattern in &mut search.patterns {
            // A number that must have a value is more specific than any number.
            pattern.meanings.sort_by_key(|(numbers, _)| {
                numbers.iter().filter(|(_, value)| value.is_none()).count()
            });
        }
        search
    }

    /// The set of these phrases, which are the context of others.
    pub fn clues(&mut self, phrases: &[String], known_words: &KnownWords) -> ClueSet {
        let forms =
            phrases.iter().flat_map(|phrase| forms(phrase, known_words).unwrap_or_default());
        let number = |form: Form| {
            let index = self.pattern(&form);
            *self.patterns[index].clue.get_or_insert_with(|| {
                self.clues += 1;
                self.clues - 1
            })
        };
        forms.map(number).collect()
    }

    /// The pattern of a form, which is added unless it is known.
    fn pattern(&mut self, form: &Form) -> usize {
        let Form { stems, words, name, .. } = form;
        let (patterns, length) = (&mut self.patterns, stems.len());
        *self.known.entry(stems.clone()).or_insert_with(|| {
            let meanings = Vec::new();
            patterns.push(Pattern { words: *words, length, name: *name, meanings, clue: None });
            patterns.len() - 1
        })
    }

    /// Makes the search ready.
    pub fn build(&mut self) {
        let mut stems: Vec<(String, usize)> = std::mem::take(&mut self.known).into_iter().collect();
        stems.sort_by_key(|(_, index)| *index);
        #[expect(clippy::expect_used, reason = "only billions of phrases would be too many")]
        let automaton = AhoCorasick::new(stems.iter().map(|(stems, _)| stems))
            .expect("a lexicon has few phrases");
        self.automaton = automaton;
    }

    /// The phrases in a text in the order in which they begin. None stands inside another one, except where
    /// the words around it give it its meaning.
    pub fn find(&self, words: &Words, entries: &[Entry]) -> Vec<Found> {
        let (mut found, clues) = self.hits(words, entries);
        found.retain(|found| match found.role {
            Role::Means(entry) => match &entries[entry].context {
                Some(context) => context.fits(words, &clues, found.start, found.end),
                None => true,
            },
            _ => true,
        });
        // The longest first; of two that cover the same words, the more specific pattern.
        let length = |found: &Found| self.patterns[found.pattern].length;
        found.sort_by_key(|found| {
            (found.start, Reverse(found.end), found.contextual, Reverse(length(found)))
        });
        let says_nothing = |role| matches!(role, Role::Means(entry) if entries[entry].is_empty());
        let (mut reached, mut masked) = (0, 0);
        found.retain(|found| {
            let inside = found.end <= if found.contextual { masked } else { reached };
            if !found.contextual && !inside {
                reached = reached.max(found.end);
                if says_nothing(found.role) {
                    masked = masked.max(found.end);
                }
            }
            !inside
        });
        found
    }

    /// All phrases with their roles, and all contexts.
    fn hits(&self, words: &Words, entries: &[Entry]) -> (Vec<Found>, Clues) {
        let list = &words.words;
        let mut word_at = vec![0; words.stems.len()];
        for (index, word) in list.iter().enumerate() {
            word_at[word.stem] = index;
        }
        let (mut found, mut clues) = (Vec::new(), Clues::default());
        for hit in self.automaton.find_overlapping_iter(&words.stems) {
            let index = hit.pattern().as_usize();
            let pattern = &self.patterns[index];
            let start = word_at[hit.start()];
            let end = start + pattern.words;
            if let Some(number) = pattern.clue {
                clues.push(Clue { number, start, end, sentence: list[start].sentence });
            }
            let mut certain = false;
            for (numbers, role) in &pattern.meanings {
                let fits = |(place, value): &(usize, Option<f64>)| {
                    value.is_none() || list[start + place].number == *value
                };
                let entry =
                    if let Role::Means(entry) = role { Some(&entries[*entry]) } else { None };
                let conditional = entry.is_some_and(|entry| entry.context.is_some());
                if !numbers.iter().all(fits) || (certain && !conditional) {
                    continue;
                }
                certain |= !conditional;
                let any = numbers.iter().find(|(_, value)| value.is_none());
                found.push(Found {
                    start,
                    end,
                    role: *role,
                    pattern: index,
                    number: any.and_then(|(place, _)| list[start + place].number),
                    name: pattern.name.map(|place| start + place),
                    contextual: entry.is_some_and(Entry::is_contextual),
                });
            }
        }
        (found, clues)
    }
}

/// Everything that is looked for in a text.
fn phrases(lexicon: &format::Lexicon) -> impl Iterator<Item = (&str, Role)> {
    let format::Lexicon { negation, asides, entries, .. } = lexicon;
    let entries = entries.iter().enumerate();
    let entries = entries
        .flat_map(|(index, entry)| entry.phrases.iter().map(move |p| (p, Role::Means(index))));
    let lists = [
        (&negation.before, Role::Before),
        (&negation.after, Role::After),
        (&negation.either, Role::Either),
        (&negation.harmless, Role::Harmless),
        (&negation.lists, Role::Lists),
        (&negation.adds, Role::Adds),
        (&negation.stops, Role::Stops),
        (&asides.sentence, Role::AsideSentence),
        (&asides.rest, Role::AsideRest),
        (&asides.retracts, Role::Retracts),
        (&asides.states, Role::States),
    ];
    let lists = lists.into_iter().flat_map(|(list, role)| list.iter().map(move |p| (p, role)));
    lists.chain(entries).map(|(phrase, role)| (phrase.as_str(), role))
}
