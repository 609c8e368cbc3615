//! The exact counts of some weeks, checked and under the keys of a release.

use std::collections::BTreeMap;

use super::noise::Noise;
use super::rules::{RULES, Rules};
use super::vocabulary::{NO_FRAMEWORK, NOT_ANSWERED, NOT_RATED, pair};
use crate::privacy::closed_answers::{MAX_ID_BYTES, QUESTIONS};
use crate::privacy::counts::{CHOSEN, RATING, TOTAL, WINNER};

/// Counts by what is counted and by key.
///
/// A row is a subject, a key and a count. The order of rows has no effect, and counts of the same subject and key are
/// added, such as those of several weeks.
///
/// | subject | key | what is counted |
/// |---|---|---|
/// | `total` | empty | all queries |
/// | `winner` | id of the recommended framework; empty if all were excluded | queries |
/// | id of a question with one answer | id of the option; empty without an answer | queries |
/// | `features` | id of a feature, one row for each feature of a query; empty without a feature, which is never shown | queries with the feature |
/// | `chosen` | `recommended>chosen`, ids of frameworks; `>chosen` if none was recommended | final feedback |
/// | `rating` | `1` to `5`; empty without a rating | final feedback |
///
/// The rows of `winner` and those of each question with one answer must sum to `total`.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    total: u64,
    tables: BTreeMap<&'static str, BTreeMap<String, u64>>,
}

/// Why a row cannot be counted. Names the subject, never the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCount {
    /// The subject is none of those above.
    #[error("a count with a subject that no release has")]
    UnknownSubject,
    /// The key is not one of the subject.
    #[error("a count of `{0}` with an invalid key")]
    UnknownKey(&'static str),
    /// The count is negative or too large.
    #[error("a count of `{0}` that is negative or too large")]
    NotANumber(&'static str),
}

impl Tally {
    /// Counts the rows.
    ///
    /// # Errors
    /// [`InvalidCount`] at the first row that cannot be counted.
    pub fn from_rows<S: AsRef<str>, K: AsRef<str>, N: TryInto<u64>>(
        rows: impl IntoIterator<Item = (S, K, N)>,
    ) -> Result<Self, InvalidCount> {
        let mut tally = Self::default();
        for (subject, key, count) in rows {
            tally.add(subject.as_ref(), key.as_ref(), count)?;
        }
        Ok(tally)
    }

    /// Adds one row.
    ///
    /// # Errors
    /// [`InvalidCount`] if it cannot be counted; the tally is unchanged.
    pub fn add(
        &mut self,
        subject: &str,
        key: &str,
        count: impl TryInto<u64>,
    ) -> Result<(), InvalidCount> {
        let subject = [TOTAL, WINNER, CHOSEN, RATING]
            .into_iter()
            .chain(QUESTIONS)
            .find(|known| *known == subject)
            .ok_or(InvalidCount::UnknownSubject)?;
        let count = count.try_into().map_err(|_| InvalidCount::NotANumber(subject))?;
        let key = key_of(subject, key).ok_or(InvalidCount::UnknownKey(subject))?;
        let place = match subject {
            TOTAL => &mut self.total,
            _ => self.tables.entry(subject).or_default().entry(key).or_default(),
        };
        *place = place.checked_add(count).ok_or(InvalidCount::NotANumber(subject))?;
        Ok(())
    }

    /// Number of queries.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The number of queries with noise, which may be negative. It decides whether there is a release.
    #[must_use]
    pub fn noisy_total(&self, noise: &mut Noise) -> i64 {
        self.noisy_total_by(RULES, noise)
    }

    pub(super) fn noisy_total_by(&self, rules: Rules, noise: &mut Noise) -> i64 {
        i64::try_from(self.total).unwrap_or(i64::MAX).saturating_add(noise.draw(rules.scale))
    }

    pub(super) fn counts(&self, subject: &str) -> impl Iterator<Item = (&str, u64)> {
        let counts = self.tables.get(subject).into_iter().flatten();
        counts.map(|(key, count)| (key.as_str(), *count))
    }

    pub(super) fn sum(&self, subject: &str) -> u64 {
        self.counts(subject).fold(0, |sum, (_, count)| sum.saturating_add(count))
    }
}

/// The key of a release; none if the subject cannot have the key.
fn key_of(subject: &str, key: &str) -> Option<String> {
    if !is_key(key) {
        return None;
    }
    let or = |empty: &'static str| if key.is_empty() { empty } else { key };
    match subject {
        TOTAL => key.is_empty().then(String::new),
        WINNER => Some(or(NO_FRAMEWORK).to_owned()),
        RATING => matches!(key, "" | "1" | "2" | "3" | "4" | "5").then(|| or(NOT_RATED).to_owned()),
        CHOSEN => {
            let (recommended, chosen) = key.split_once('>')?;
            let recommended = if recommended.is_empty() { NO_FRAMEWORK } else { recommended };
            (!chosen.is_empty()).then(|| pair(recommended, chosen))
        }
        _ => Some(or(NOT_ANSWERED).to_owned()),
    }
}

/// Whether a text can be a key: an id, or two ids joined by `>`.
pub(super) fn is_key(text: &str) -> bool {
    let sign = |byte: u8| matches!(byte, b'_' | b'-' | b'>');
    text.len() <= 2 * MAX_ID_BYTES + 1
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || sign(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_several_weeks_are_added() {
        let rows = [
            ("total", "", 3),
            ("total", "", 4),
            ("winner", "flask", 3),
            ("winner", "", 1),
            ("winner", "flask", 3),
            ("budget", "", 7),
            ("features", "orm", 5),
            ("chosen", ">flask", 1),
            ("rating", "", 1),
        ];

        let tally = Tally::from_rows(rows).unwrap();

        assert_eq!(tally.total(), 7);
        assert_eq!(tally.counts(WINNER).collect::<Vec<_>>(), [("flask", 6), ("none", 1)]);
        assert_eq!(tally.counts("budget").collect::<Vec<_>>(), [("not_answered", 7)]);
        assert_eq!(tally.counts(CHOSEN).collect::<Vec<_>>(), [("none>flask", 1)]);
        assert_eq!(tally.counts(RATING).collect::<Vec<_>>(), [("not_rated", 1)]);
    }

    #[test]
    fn an_invalid_row_is_rejected_and_changes_nothing() {
        let mut tally = Tally::default();
        for (subject, key, count, error) in [
            ("address", "192.0.2.1", 1, InvalidCount::UnknownSubject),
            ("total", "flask", 1, InvalidCount::UnknownKey("total")),
            ("winner", "=cmd()", 1, InvalidCount::UnknownKey("winner")),
            ("budget", "Ada Lovelace", 1, InvalidCount::UnknownKey("budget")),
            ("rating", "6", 1, InvalidCount::UnknownKey("rating")),
            ("chosen", "flask", 1, InvalidCount::UnknownKey("chosen")),
            ("chosen", "flask>", 1, InvalidCount::UnknownKey("chosen")),
            ("budget", "small", -1, InvalidCount::NotANumber("budget")),
        ] {
            assert_eq!(tally.add(subject, key, count), Err(error));
        }
        assert_eq!(tally.total(), 0);
        assert!(tally.tables.values().all(BTreeMap::is_empty));
    }
}
