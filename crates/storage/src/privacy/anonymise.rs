//! From a request to the row that may be stored: closed identifiers, and an ISO week in place of a time. A value
//! without a field here cannot be stored.

use jiff::civil::Date;

use super::closed_answers::{ClosedAnswers, InvalidAnswer, QUESTIONS, is_identifier};
use super::idempotency::KeyRecord;
use super::receipt::Receipt;
use crate::week::Week;

/// Maximum length of a knowledge version in bytes; `2026.11.1` has 9.
const MAX_VERSION_BYTES: usize = 16;

/// An answered request.
#[derive(Debug, Clone)]
pub struct Answered<'a> {
    /// The closed answers, without text, priorities or candidates.
    pub answers: ClosedAnswers,
    /// Calendar version of the knowledge that decided, such as `2026.11.1`.
    pub knowledge_version: &'a str,
    /// Id of the recommended framework; none if every framework was excluded.
    pub winner: Option<&'a str>,
    /// Whether the request came through a platform; the platform is not stored.
    pub via_platform: bool,
}

/// The content of a row of the table `queries`. Only [`anonymise`] makes one from a request, and
/// [`StoredQuery::read`] from a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredQuery {
    week: Week,
    answers: [Option<String>; QUESTIONS.len()],
    knowledge_version: String,
    winner: Option<String>,
    via_platform: bool,
}

/// A query to store, with its receipt and idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuery {
    /// The content of the row.
    pub query: StoredQuery,
    /// The receipt that will lead to the row. The id of the row is derived from it; the receipt is not stored.
    pub receipt: Receipt,
    /// The record of its idempotency key, if it has one.
    pub key: Option<KeyRecord>,
}

/// The row that may be stored of a request. `today` is the date in UTC; only its ISO week is stored.
///
/// # Errors
/// [`InvalidAnswer`] if the winner or the version is not an identifier. Both come from the knowledge, so this is a
/// defect of the program, not of the request.
pub fn anonymise(today: Date, query: Answered<'_>) -> Result<StoredQuery, InvalidAnswer> {
    if !is_version(query.knowledge_version) {
        return Err(InvalidAnswer::NotAnIdentifier("knowledge_version"));
    }
    if !query.winner.is_none_or(is_framework_id) {
        return Err(InvalidAnswer::NotAnIdentifier("winner"));
    }
    Ok(StoredQuery {
        week: Week::of(today),
        answers: query.answers.into_columns(),
        knowledge_version: query.knowledge_version.to_owned(),
        winner: query.winner.map(str::to_owned),
        via_platform: query.via_platform,
    })
}

impl StoredQuery {
    /// The content of a row of the database.
    ///
    /// # Errors
    /// [`InvalidAnswer`] if a value is not an identifier, so that `anonymise` cannot have made the row.
    pub fn read(
        week: Week,
        answers: [Option<String>; QUESTIONS.len()],
        knowledge_version: String,
        winner: Option<String>,
        via_platform: bool,
    ) -> Result<Self, InvalidAnswer> {
        for (question, answer) in QUESTIONS.iter().zip(&answers) {
            let mut options = answer.iter().flat_map(|options| options.split(','));
            if !options.all(is_identifier) {
                return Err(InvalidAnswer::NotAnIdentifier(question));
            }
        }
        if !is_version(&knowledge_version) {
            return Err(InvalidAnswer::NotAnIdentifier("knowledge_version"));
        }
        if !winner.as_deref().is_none_or(is_framework_id) {
            return Err(InvalidAnswer::NotAnIdentifier("winner"));
        }
        Ok(Self { week, answers, knowledge_version, winner, via_platform })
    }

    /// ISO 8601 week in UTC.
    #[must_use]
    pub fn week(&self) -> Week {
        self.week
    }

    /// One value for each of [`QUESTIONS`], in that order: an option id, for `features` sorted ids joined by
    /// commas, or none without an answer.
    #[must_use]
    pub fn answers(&self) -> &[Option<String>; QUESTIONS.len()] {
        &self.answers
    }

    /// Version of the knowledge that decided.
    #[must_use]
    pub fn knowledge_version(&self) -> &str {
        &self.knowledge_version
    }

    /// Id of the recommended framework; none if every framework was excluded.
    #[must_use]
    pub fn winner(&self) -> Option<&str> {
        self.winner.as_deref()
    }

    /// Whether the query came through a platform.
    #[must_use]
    pub fn via_platform(&self) -> bool {
        self.via_platform
    }
}

/// Whether a text is an identifier that may also hold dashes.
pub(super) fn is_framework_id(text: &str) -> bool {
    is_identifier(&text.replace('-', "_"))
}

fn is_version(text: &str) -> bool {
    (1..=MAX_VERSION_BYTES).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn answered() -> Answered<'static> {
        Answered {
            answers: ClosedAnswers::from_pairs([("project_type", "rest_api")]).unwrap(),
            knowledge_version: "2026.11.1",
            winner: Some("fastapi"),
            via_platform: false,
        }
    }

    #[test]
    fn only_the_iso_week_of_a_date_is_stored() {
        let query = anonymise(date(2026, 11, 29), answered()).unwrap();
        assert_eq!(query.week().to_string(), "2026-W48");
    }

    #[test]
    fn a_row_is_read_as_written_and_other_values_are_rejected() {
        let query = anonymise(date(2026, 11, 29), answered()).unwrap();
        let read = |answers, winner: &str| {
            let version = query.knowledge_version().to_owned();
            StoredQuery::read(query.week(), answers, version, Some(winner.into()), false)
        };
        assert_eq!(read(query.answers().clone(), "fastapi"), Ok(query.clone()));
        assert!(read(query.answers().clone(), "Ada Lovelace").is_err());
        let mut answers = query.answers().clone();
        answers[3] = Some("ada@example.org".to_owned());
        assert_eq!(read(answers, "fastapi"), Err(InvalidAnswer::NotAnIdentifier("budget")));
    }

    #[test]
    fn two_equal_requests_of_one_week_make_equal_rows() {
        let monday = anonymise(date(2026, 11, 23), answered()).unwrap();
        let sunday = anonymise(date(2026, 11, 29), answered()).unwrap();

        assert_eq!(monday, sunday);
    }

    #[test]
    fn winner_and_version_must_be_identifiers() {
        let with = |knowledge_version, winner| {
            anonymise(date(2026, 11, 23), Answered { knowledge_version, winner, ..answered() })
        };

        assert_eq!(
            with("2026.11.1", Some("Django, I think")).unwrap_err(),
            InvalidAnswer::NotAnIdentifier("winner")
        );
        assert_eq!(
            with("next week", None).unwrap_err(),
            InvalidAnswer::NotAnIdentifier("knowledge_version")
        );
        assert_eq!(with("2026.11.1", None).unwrap().winner(), None);
        let dashed = with("2026.11.1", Some("django-ninja")).unwrap();
        assert_eq!(dashed.winner(), Some("django-ninja"));
    }
}
