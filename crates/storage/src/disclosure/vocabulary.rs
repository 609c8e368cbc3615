//! The cells that every release has, empty or not. Without this list an empty cell would be missing and a hidden cell
//! would be known to have few queries.

use std::collections::{BTreeMap, BTreeSet};

use crate::privacy::OTHER_CHOICES;
use crate::privacy::closed_answers::QUESTIONS;

/// The key for a query without a recommended framework.
pub const NO_FRAMEWORK: &str = "none";
/// The key for a question without an answer.
pub const NOT_ANSWERED: &str = "not_answered";
/// The key for feedback without a rating.
pub const NOT_RATED: &str = "not_rated";

/// The ratings of feedback, from bad to good.
const RATINGS: [&str; 5] = ["1", "2", "3", "4", "5"];

/// The frameworks and options of the knowledge, by id.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    frameworks: BTreeSet<String>,
    options: BTreeMap<String, BTreeSet<String>>,
}

impl Vocabulary {
    /// From the ids of frameworks and the pairs of question id and option id.
    pub fn new<'a>(
        frameworks: impl IntoIterator<Item = &'a str>,
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut known = Self {
            frameworks: frameworks.into_iter().map(str::to_owned).collect(),
            options: BTreeMap::new(),
        };
        for (question, option) in options {
            known.options.entry(question.to_owned()).or_default().insert(option.to_owned());
        }
        known
    }

    /// The keys of the table of winners.
    pub(super) fn winners(&self) -> BTreeSet<String> {
        self.frameworks.iter().cloned().chain([NO_FRAMEWORK.to_owned()]).collect()
    }

    /// The options of a question.
    pub(super) fn options(&self, question: &str) -> BTreeSet<String> {
        self.options.get(question).cloned().unwrap_or_default()
    }

    /// The cells of a question with one answer: its options and the absence of an answer.
    pub(super) fn answers(&self, question: &str) -> BTreeSet<String> {
        self.options(question).into_iter().chain([NOT_ANSWERED.to_owned()]).collect()
    }

    /// The pairs of recommended framework and choice.
    pub(super) fn pairs(&self) -> BTreeSet<String> {
        let pairs = |recommended: &String| {
            let frameworks = self.frameworks.iter().map(String::as_str);
            let choices = frameworks.chain(OTHER_CHOICES);
            choices.map(|chosen| pair(recommended, chosen)).collect::<Vec<_>>()
        };
        self.winners().iter().flat_map(pairs).collect()
    }

    /// The ratings.
    pub(super) fn ratings() -> BTreeSet<String> {
        RATINGS.into_iter().chain([NOT_RATED]).map(str::to_owned).collect()
    }
}

/// The key of a pair; no id holds `>`.
pub(super) fn pair(recommended: &str, chosen: &str) -> String {
    format!("{recommended}>{chosen}")
}

/// Questions with one answer, in their order; `features` alone takes several.
pub(super) fn questions_with_one_answer() -> &'static [&'static str] {
    &QUESTIONS[..QUESTIONS.len() - 1]
}

/// The question with several answers.
pub(super) fn question_with_several_answers() -> &'static str {
    QUESTIONS[QUESTIONS.len() - 1]
}
