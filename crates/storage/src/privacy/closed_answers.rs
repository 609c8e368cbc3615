//! Answers as identifiers from closed lists.
//!
//! The caller checks that an option belongs to its question. This module checks only the shape, as the last line of
//! defence against free text: a name, an address or a sentence is not an identifier.

use std::collections::BTreeSet;

/// The questions whose answers are stored, in the order of their columns in `queries`: twelve with one answer,
/// then `features` with several. A question missing here is never stored.
pub const QUESTIONS: [&str; 13] = [
    "project_type",
    "project_size",
    "deadline",
    "budget",
    "team_size",
    "experience",
    "database",
    "growth",
    "control",
    "security",
    "load",
    "goal",
    FEATURES,
];

/// The one question with several answers; the last of [`QUESTIONS`].
const FEATURES: &str = "features";

/// Maximum length of an identifier in bytes. The longest in use has 22.
pub const MAX_ID_BYTES: usize = 64;

/// Maximum number of features of one request. The vocabulary has 22.
pub const MAX_FEATURES: usize = 64;

/// Why an answer is not closed. Names the place, never the value, which may be any text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAnswer {
    /// The question is not among [`QUESTIONS`].
    #[error("a question that is not stored")]
    UnknownQuestion,
    /// A second answer to a question that takes one.
    #[error("more than one answer to `{0}`")]
    SecondAnswer(&'static str),
    /// More than [`MAX_FEATURES`] features.
    #[error("too many features")]
    TooManyFeatures,
    /// The value at the named place is not an identifier.
    #[error("`{0}` is not an identifier")]
    NotAnIdentifier(&'static str),
}

/// The answers of one request: option ids or none for each of [`QUESTIONS`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosedAnswers {
    single: [Option<String>; QUESTIONS.len() - 1],
    /// Sorted, so that the order of the choice is not stored.
    features: BTreeSet<String>,
}

impl ClosedAnswers {
    /// Collects `(question id, option id)` pairs, `features` once for each feature.
    ///
    /// # Errors
    /// [`InvalidAnswer`] at the first pair that is not one of closed ids.
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, InvalidAnswer> {
        let mut answers = Self::default();
        for (question, option) in pairs {
            answers.add(question, option)?;
        }
        Ok(answers)
    }

    fn add(&mut self, question: &str, option: &str) -> Result<(), InvalidAnswer> {
        let (column, name) = QUESTIONS
            .into_iter()
            .enumerate()
            .find(|(_, name)| *name == question)
            .ok_or(InvalidAnswer::UnknownQuestion)?;
        if !is_identifier(option) {
            return Err(InvalidAnswer::NotAnIdentifier(name));
        }
        match self.single.get_mut(column) {
            Some(Some(_)) => return Err(InvalidAnswer::SecondAnswer(name)),
            Some(empty) => *empty = Some(option.to_owned()),
            None => {
                self.features.insert(option.to_owned());
                if self.features.len() > MAX_FEATURES {
                    return Err(InvalidAnswer::TooManyFeatures);
                }
            }
        }
        Ok(())
    }

    /// One value for each of [`QUESTIONS`]: an option id, or for `features` ids joined by commas.
    pub(super) fn into_columns(self) -> [Option<String>; QUESTIONS.len()] {
        let features = self.features.into_iter().collect::<Vec<_>>().join(",");
        let mut columns = [const { None }; QUESTIONS.len()];
        for (column, answer) in columns.iter_mut().zip(self.single) {
            *column = answer;
        }
        columns[QUESTIONS.len() - 1] = (!features.is_empty()).then_some(features);
        columns
    }
}

/// Whether a text is an identifier: lower-case ASCII letters, digits and underscores, beginning with a letter.
pub(super) fn is_identifier(text: &str) -> bool {
    text.len() <= MAX_ID_BYTES
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_become_one_column_for_each_question() {
        let answers = ClosedAnswers::from_pairs([
            ("features", "orm"),
            ("goal", "get_hired"),
            ("features", "forms"),
            ("features", "orm"),
        ])
        .unwrap();

        let columns = answers.into_columns();

        assert_eq!(columns[11].as_deref(), Some("get_hired"));
        assert_eq!(columns[12].as_deref(), Some("forms,orm"));
        assert_eq!(columns.iter().flatten().count(), 2);
    }

    #[test]
    fn a_value_that_is_no_identifier_is_rejected_without_being_repeated() {
        for value in [
            "",
            "Ada Lovelace",
            "ada@example.org",
            "192.0.2.1",
            "ünter",
            "a,b",
            "1st",
            &"a".repeat(65),
        ] {
            let error = ClosedAnswers::from_pairs([("budget", value)]).unwrap_err();

            assert_eq!(error, InvalidAnswer::NotAnIdentifier("budget"));
        }
        assert_eq!(
            ClosedAnswers::from_pairs([("email", "low")]),
            Err(InvalidAnswer::UnknownQuestion)
        );
        assert_eq!(
            ClosedAnswers::from_pairs([("load", "low"), ("load", "high")]),
            Err(InvalidAnswer::SecondAnswer("load"))
        );
    }

    #[test]
    fn the_number_of_features_is_limited() {
        let ids: Vec<String> = (0..=MAX_FEATURES).map(|n| format!("f{n}")).collect();
        let pairs = |count| ids[..count].iter().map(|id| ("features", id.as_str()));

        assert!(ClosedAnswers::from_pairs(pairs(MAX_FEATURES)).is_ok());
        assert_eq!(
            ClosedAnswers::from_pairs(pairs(MAX_FEATURES + 1)),
            Err(InvalidAnswer::TooManyFeatures)
        );
    }
}
