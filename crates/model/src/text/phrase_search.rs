//! The phrases of the lexicon and the names of the frameworks as one automaton.

use std::cmp::Reverse;
use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use super::found_phrases::{Found, Question, Questionnaire, Role};
use super::negation;
use super::resolve::Tally;
use super::understood::{Evidence, Understood};
use crate::knowledge::phrases::{Form, Skipped, forms};
use crate::knowledge::{Knowledge, format};
use crate::text::words::{Gap, Words};

/// A lexicon that is ready to be used. Made once for a [`Knowledge`].
#[derive(Debug)]
pub struct Lexicon {
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
    entries: Vec<Entry>,
    skipped: Skipped,
    questionnaire: Questionnaire,
}

/// One sequence of stems, with what it means; several only where numbers distinguish them.
#[derive(Debug)]
struct Pattern {
    words: usize,
    /// Its length in bytes.
    length: usize,
    meanings: Vec<(Numbers, Role)>,
}

/// The words of a pattern that are numbers, with the value that each must have.
type Numbers = Vec<(usize, Option<f64>)>;

/// Entry of the lexicon in indices of options.
#[derive(Debug)]
struct Entry {
    means: Vec<usize>,
    negated: Vec<usize>,
    bands: Vec<(f64, Vec<usize>)>,
    weight: f64,
}

impl Lexicon {
    /// Makes the lexicon of a knowledge base ready.
    ///
    /// # Panics
    /// Never: only billions of phrases would be too many.
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        let raw = &knowledge.lexicon;
        let skipped = Skipped::new(&raw.skipped);
        let mut patterns = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for (phrase, role) in phrases(knowledge) {
            // Faulty phrases were refused by the lint; names may consist of skipped words.
            for Form { stems, words, numbers, .. } in forms(phrase, &skipped).unwrap_or_default() {
                let length = stems.len();
                let index = *known.entry(stems).or_insert_with(|| {
                    patterns.push(Pattern { words, length, meanings: Vec::new() });
                    patterns.len() - 1
                });
                patterns[index].meanings.push((numbers, role));
            }
        }
        for pattern in &mut patterns {
            // A number that must have a value is more specific than any number; names come first.
            pattern.meanings.sort_by_key(|(numbers, role)| {
                (*role != Role::Names, numbers.iter().filter(|(_, value)| value.is_none()).count())
            });
        }
        let mut stems: Vec<(String, usize)> = known.into_iter().collect();
        stems.sort_by_key(|(_, index)| *index);
        #[expect(clippy::expect_used, reason = "only billions of phrases would be too many")]
        let automaton = AhoCorasick::new(stems.iter().map(|(stems, _)| stems))
            .expect("a lexicon has few phrases");
        let option = |label: &String| knowledge.options.iter().position(|o| o.label == *label);
        let options = |labels: &[String]| labels.iter().filter_map(option).collect::<Vec<_>>();
        let entry = |entry: &format::Entry| Entry {
            means: options(&entry.means),
            negated: options(&entry.negated),
            bands: entry
                .bands
                .iter()
                .map(|band| (band.below.unwrap_or(f64::INFINITY), options(&band.means)))
                .collect(),
            weight: entry.weight,
        };
        Self {
            automaton,
            patterns,
            entries: raw.entries.iter().map(entry).collect(),
            questionnaire: Questionnaire {
                questions: questions(knowledge),
                question_of: knowledge.options.iter().map(|option| option.question).collect(),
                together: raw
                    .together
                    .iter()
                    .filter_map(|rule| Some((options(&rule.options), option(&rule.means)?)))
                    .collect(),
            },
            skipped,
        }
    }

    /// What a text says. Any text will do; the work grows with its length.
    #[must_use]
    pub fn understand(&self, text: &str) -> Understood {
        let words = Words::read(text, |word| self.skipped.contains(word));
        let found = self.find(&words);
        let negated = negation::negated(&words, &found);
        let mut tally = Tally::new(&self.questionnaire);
        for (found, negated) in found.iter().zip(negated) {
            let Role::Means(entry) = found.role else { continue };
            let Entry { means, negated: opposite, bands, weight } = &self.entries[entry];
            let (first, last) = (words.words[found.start], words.words[found.end - 1]);
            let evidence = || Evidence {
                start: first.start,
                end: last.end,
                text: text[first.first_byte..last.end_byte].to_owned(),
            };
            let band = found.number.and_then(|n| bands.iter().find(|(below, _)| n < *below));
            let means = band.map_or(means, |(_, options)| options);
            if negated {
                tally.against(means, found.pattern, *weight, &evidence);
                tally.add(opposite, found.pattern, *weight, &evidence);
            } else {
                tally.add(means, found.pattern, *weight, &evidence);
            }
        }
        tally.resolve()
    }

    /// The phrases in a text in the order in which they begin, none inside another one.
    fn find(&self, words: &Words) -> Vec<Found> {
        let list = &words.words;
        let mut found: Vec<Found> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(&words.stems) {
            let index = hit.pattern().as_usize();
            let pattern = &self.patterns[index];
            let start = list.partition_point(|word| word.stem < hit.start());
            let fits = |(place, value): &(usize, Option<f64>)| {
                value.is_none() || list[start + place].number == *value
            };
            let meaning = pattern.meanings.iter().find(|(numbers, _)| numbers.iter().all(fits));
            let Some((numbers, role)) = meaning else { continue };
            let end = start + pattern.words;
            let any = numbers.iter().find(|(_, value)| value.is_none());
            let number = any.and_then(|(place, _)| list[start + place].number);
            found.push(Found { start, end, role: *role, pattern: index, number });
        }
        drop_named(words, &mut found);
        // The longest first; of two that cover the same words, the more specific pattern.
        let length = |found: &Found| self.patterns[found.pattern].length;
        found.sort_by_key(|found| (found.start, Reverse(found.end), Reverse(length(found))));
        let mut reached = 0;
        found.retain(|found| {
            let inside = found.end <= reached;
            reached = reached.max(found.end);
            !inside
        });
        found
    }
}

/// Leaves nothing but the name where a framework is named, alone or in a compound.
fn drop_named(words: &Words, found: &mut Vec<Found>) {
    let joined = |word: usize| words.words.get(word).is_some_and(|w| w.gap == Gap::Joined);
    let names: Vec<(usize, usize)> = found
        .iter()
        .filter(|found| found.role == Role::Names)
        .map(|found| {
            let start = (0..=found.start).rev().find(|word| !joined(*word)).unwrap_or(0);
            let end =
                (found.end..=words.words.len()).find(|word| !joined(*word)).unwrap_or(found.end);
            (start, end)
        })
        .collect();
    if !names.is_empty() {
        found.retain(|found| {
            found.role == Role::Names
                || names.iter().all(|(start, end)| found.end <= *start || found.start >= *end)
        });
    }
}

/// The questions; their options are numbered one question after the other.
fn questions(knowledge: &Knowledge) -> Vec<Question> {
    let overlapping = &knowledge.lexicon.overlapping;
    let question = |(index, asked): (usize, &format::Question)| Question {
        options: knowledge.options_of(index),
        multiple: asked.multiple,
        overlapping: overlapping.contains(&asked.id),
    };
    knowledge.questions.iter().enumerate().map(question).collect()
}

/// Everything that is looked for in a text.
fn phrases(knowledge: &Knowledge) -> impl Iterator<Item = (&str, Role)> {
    let negation = &knowledge.lexicon.negation;
    let names = knowledge.frameworks.iter().flat_map(|framework| {
        let record = &framework.record;
        let companions = framework.companions.iter().flat_map(|c| [&c.id, &c.name]);
        [&record.id, &record.name].into_iter().chain(&record.aliases).chain(companions)
    });
    let entries = knowledge.lexicon.entries.iter().enumerate();
    let entries = entries
        .flat_map(|(index, entry)| entry.phrases.iter().map(move |p| (p, Role::Means(index))));
    names
        .map(|name| (name, Role::Names))
        .chain(negation.before.iter().map(|phrase| (phrase, Role::Before)))
        .chain(negation.after.iter().map(|phrase| (phrase, Role::After)))
        .chain(negation.harmless.iter().map(|phrase| (phrase, Role::Harmless)))
        .chain(negation.lists.iter().map(|phrase| (phrase, Role::Lists)))
        .chain(negation.adds.iter().map(|phrase| (phrase, Role::Adds)))
        .chain(negation.stops.iter().map(|phrase| (phrase, Role::Stops)))
        .chain(entries)
        .map(|(phrase, role)| (phrase.as_str(), role))
}
