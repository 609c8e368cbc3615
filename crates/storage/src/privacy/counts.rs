//! Counts of answers, which remain after rows are deleted. Each answer is counted by itself, so no row can be
//! reconstructed.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::anonymise::StoredQuery;
use super::closed_answers::QUESTIONS;
use super::feedback::Feedback;

/// Subject of the number of queries; its only key is empty.
pub const TOTAL: &str = "total";
/// Subject of the recommended frameworks; the empty key if every one was excluded.
pub const WINNER: &str = "winner";
/// Subject of the pairs of recommended and chosen framework, as `recommended>chosen`.
pub const CHOSEN: &str = "chosen";
/// Subject of the ratings, `1` to `5`; the empty key without a rating.
pub const RATING: &str = "rating";

/// Maximum of features of one query that are counted, so that one query changes few counts.
pub const MAX_COUNTED_FEATURES: usize = 7;

/// The options that are counted. Of too many, those whose hashes with all answers of the query are the smallest: the
/// same ones each time, and without a preference for one feature.
fn counted<'q>(query: &StoredQuery, mut options: Vec<&'q str>) -> Vec<&'q str> {
    if options.len() > MAX_COUNTED_FEATURES {
        let answers: Vec<&str> =
            query.answers().iter().map(|answer| answer.as_deref().unwrap_or_default()).collect();
        let answers = answers.join("|");
        options.sort_by_key(|option| Sha256::digest(format!("{option}|{answers}")));
        options.truncate(MAX_COUNTED_FEATURES);
    }
    options
}

/// Counts by subject and key. Subjects are those above and the ids of the questions; the keys of a question are
/// option ids, and the empty key without an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<(String, String), u64>);

impl Counts {
    /// Adds to one count.
    pub fn add(&mut self, subject: &str, key: &str, count: u64) {
        *self.0.entry((subject.to_owned(), key.to_owned())).or_default() += count;
    }

    /// Counts one query: once in total, once by winner, once by each question, and once by each of up to
    /// [`MAX_COUNTED_FEATURES`] of its features.
    pub fn add_query(&mut self, query: &StoredQuery) {
        self.add(TOTAL, "", 1);
        self.add(WINNER, query.winner().unwrap_or_default(), 1);
        for (question, answer) in QUESTIONS.iter().zip(query.answers()) {
            // Only features have several answers, and no other id holds a comma.
            let options = answer.as_deref().unwrap_or_default().split(',');
            for option in counted(query, options.collect()) {
                self.add(question, option, 1);
            }
        }
    }

    /// Counts feedback on a query; `recommended` is none if every framework was excluded.
    pub fn add_feedback(&mut self, recommended: Option<&str>, feedback: &Feedback) {
        let pair = format!("{}>{}", recommended.unwrap_or_default(), feedback.chosen());
        self.add(CHOSEN, &pair, 1);
        let rating = feedback.rating().map(|rating| rating.get().to_string());
        self.add(RATING, &rating.unwrap_or_default(), 1);
    }

    /// Adds all counts of another.
    pub fn add_all(&mut self, other: &Self) {
        for (subject, key, count) in other.iter() {
            self.add(subject, key, count);
        }
    }

    /// Subject, key and count, sorted by subject and key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        self.0.iter().map(|((subject, key), count)| (subject.as_str(), key.as_str(), *count))
    }

    /// One count; 0 if there is none.
    #[must_use]
    pub fn get(&self, subject: &str, key: &str) -> u64 {
        self.0.get(&(subject.to_owned(), key.to_owned())).copied().unwrap_or_default()
    }

    /// Whether there are no counts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
