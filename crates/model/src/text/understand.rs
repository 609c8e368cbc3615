//! The lexicon of a knowledge base, ready to be used.

use super::answers_from_evidence::Tally;
use super::clues::Context;
use super::found_phrases::{Found, Question, Questionnaire, Role};
use super::language;
use super::lexicon_entry::{Entry, Meaning, Options};
use super::names::{Named, Names};
use super::negation;
use super::phrase_search::Search;
use super::relevance::{Relevance, relevance};
use super::understood::{Evidence, Note, Understood, UnderstoodReading};
use super::words::{Gap, Words};
use crate::knowledge::phrases::KnownWords;
use crate::knowledge::{Knowledge, format};

/// How much more a kind of project counts that the text states: "I want to build an API".
const STATED: f64 = 3.0;

/// Words between the names of a list.
const LIST_WORDS: [&str; 3] = ["and", "or", "plus"];

/// How many words lie at most between "I want to build" and what is built.
const STATED_REACH: usize = 4;

/// A lexicon that is ready to be used. Made once for a [`Knowledge`].
#[derive(Debug)]
pub struct Lexicon {
    known_words: KnownWords,
    names: Names,
    search: Search,
    entries: Vec<Entry>,
    questionnaire: Questionnaire,
}

impl Lexicon {
    /// Makes the lexicon of a knowledge base ready.
    ///
    /// # Panics
    /// Never: only billions of phrases would be too many.
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        let raw = &knowledge.lexicon;
        let known_words = KnownWords::new(raw);
        let mut search = Search::new(raw, &known_words);
        let options = Options::new(knowledge);
        let mut entries = Vec::with_capacity(raw.entries.len());
        for entry in &raw.entries {
            let context = entry.has_context().then(|| Context {
                with: search.clues(&entry.with, &known_words),
                unless: search.clues(&entry.unless, &known_words),
                within: entry.within,
                alone: entry.alone,
            });
            entries.push(Entry::new(entry, &options, context));
        }
        search.build();
        Self {
            entries,
            search,
            names: Names::new(knowledge, &known_words),
            questionnaire: Questionnaire {
                questions: questions(knowledge),
                question_of: knowledge.options.iter().map(|option| option.question).collect(),
                together: raw
                    .together
                    .iter()
                    .filter_map(|rule| {
                        Some((options.all(&rule.options), options.one(&rule.means)?))
                    })
                    .collect(),
            },
            known_words,
        }
    }

    /// What a text says. Any text will do; the work grows with its length.
    #[must_use]
    pub fn understand(&self, text: &str) -> Understood {
        let mut words = Words::read(text, |word| self.known_words.find(word));
        let names = self.names.find(&words);
        // Behind the merging, the names are single words in the same order.
        let mut framework_at = Vec::new();
        if !names.is_empty() {
            let runs: Vec<_> = names.iter().map(|name| name.words.clone()).collect();
            words = words.merged(&runs);
            let mut merged = 0;
            for Named { words, framework } in names {
                framework_at.push((words.start - merged, framework));
                merged += words.len() - 1;
            }
        }
        let found = self.search.find(&words, &self.entries);
        let means = found.iter().filter(|found| matches!(found.role, Role::Means(_)));
        if language::is_foreign(&words, means.map(|found| found.end - found.start).sum()) {
            return Understood { notes: vec![Note::NotEnglish], ..Understood::default() };
        }
        let mut understood = self.resolve(text, &words, &found, &framework_at);
        if !framework_at.is_empty() && framework_at.len() == words.words.len() {
            understood.notes.push(Note::OnlyFrameworks);
        }
        understood
    }

    fn resolve(
        &self,
        text: &str,
        words: &Words,
        found: &[Found],
        framework_at: &[(usize, usize)],
    ) -> Understood {
        let negated = negation::negated(words, found);
        let relevances = relevance(words, found);
        let mut tally = Tally::new(&self.questionnaire);
        let mut readings: Vec<UnderstoodReading> = Vec::new();
        let mut cue = None;
        for (index, this) in found.iter().enumerate() {
            if this.role == Role::States {
                cue = Some(this);
            }
            let Role::Means(entry) = this.role else { continue };
            let entry = &self.entries[entry];
            let relevance = relevances[index];
            // What a question asks about is a condition all the same: "Can it run on Windows?"
            let band = this.number.and_then(|n| entry.bands.iter().find(|(below, _)| n < *below));
            let Meaning { options, readings: said } = band.map_or(&entry.means, |(_, means)| means);
            let asked = relevance == Relevance::Asked && said.is_empty();
            if relevance == Relevance::Aside || asked {
                continue;
            }
            let (first, last) = (words.words[this.start], words.words[this.end - 1]);
            let evidence = || Evidence {
                start: first.start,
                end: last.end,
                text: text[first.first_byte..last.end_byte].to_owned(),
            };
            if negated[index] != (relevance == Relevance::Retracted) {
                tally.against(options, this.pattern, entry.weight, &evidence);
                tally.add(&entry.negated, this.pattern, entry.weight, &evidence);
                continue;
            }
            let stated = self.is_overlapping(options) && is_stated(words, cue, this);
            let weight = if stated { STATED * entry.weight } else { entry.weight };
            tally.add(options, this.pattern, weight, &evidence);
            tally.against(&entry.refuses, this.pattern, weight, &evidence);
            let frameworks = match this.name {
                Some(name) => listed_with(words, name, framework_at).map(Some).collect(),
                None => vec![None],
            };
            for reading in said {
                for framework in &frameworks {
                    note_reading(&mut readings, *reading, *framework, evidence());
                }
            }
        }
        let mut understood = tally.resolve();
        readings.sort_by_key(|reading| (reading.reading, reading.framework));
        understood.readings = readings;
        understood
    }

    /// Whether any of these options belongs to a question whose options may overlap.
    fn is_overlapping(&self, options: &[usize]) -> bool {
        let Questionnaire { questions, question_of, .. } = &self.questionnaire;
        options.iter().any(|option| questions[question_of[*option]].overlapping)
    }
}

/// Whether the last phrase such as "I want to build" leads to this one.
fn is_stated(words: &Words, cue: Option<&Found>, this: &Found) -> bool {
    cue.is_some_and(|cue| {
        cue.end <= this.start
            && this.start - cue.end <= STATED_REACH
            && words.words[cue.end..=this.start].iter().all(|word| word.gap < Gap::Comma)
    })
}

/// The framework that is named at a word, and those in a list with it: "we know Django, Flask and Bottle".
fn listed_with<'a>(
    words: &'a Words,
    name: usize,
    framework_at: &'a [(usize, usize)],
) -> impl Iterator<Item = usize> + 'a {
    let joined = |before: usize, after: usize| {
        after == before + 1 || (after == before + 2 && LIST_WORDS.contains(&words.stem(before + 1)))
    };
    let at = framework_at.iter().position(|(word, _)| *word == name).unwrap_or_default();
    let in_list = |pair: &[(usize, usize)]| joined(pair[0].0, pair[1].0);
    let first =
        (1..=at).rev().take_while(|index| in_list(&framework_at[index - 1..=*index])).count();
    let behind = framework_at[at..].windows(2).take_while(|pair| in_list(pair)).count();
    framework_at[at - first..].iter().take(first + behind + 1).map(|(_, framework)| *framework)
}

fn note_reading(
    readings: &mut Vec<UnderstoodReading>,
    reading: usize,
    framework: Option<usize>,
    evidence: Evidence,
) {
    let known = readings.iter_mut().find(|r| (r.reading, r.framework) == (reading, framework));
    match known {
        Some(known) => known.evidence.push(evidence),
        None => readings.push(UnderstoodReading { reading, framework, evidence: vec![evidence] }),
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
