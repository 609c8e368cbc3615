//! From a request to the row that may be kept of it: closed identifiers, an ISO week for a time,
//! random bits for an identity. What has no field here cannot be stored.

use jiff::civil::Date;

use super::closed_answers::{ClosedAnswers, NotClosed, QUESTIONS, is_identifier};

/// Longest knowledge version kept, in bytes; `2026.11.1` has 9.
const MAX_VERSION_BYTES: usize = 16;

/// What is known of a request that was answered.
#[derive(Debug, Clone)]
pub struct Answered<'a> {
    /// The closed answers, without text, priorities or candidates.
    pub answers: ClosedAnswers,
    /// Calendar version of the knowledge that answered, such as `2026.11.1`.
    pub knowledge_version: &'a str,
    /// Id of the recommended framework; none when every framework was excluded.
    pub winner: Option<&'a str>,
    /// Whether the request came through some platform; which one is not kept.
    pub via_platform: bool,
}

/// A row of the table `queries`. Only [`anonymise`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredQuery {
    id: [u8; 16],
    week: String,
    answers: [Option<String>; QUESTIONS.len()],
    knowledge_version: String,
    winner: Option<String>,
    via_platform: bool,
}

/// Keeps of a request what may be kept.
///
/// `id` must be random, not derived from the request or the time; `today` is the date in UTC, of
/// which the ISO week remains.
///
/// # Errors
/// [`NotClosed`] when the winner or the version has not the shape of an identifier. The caller
/// takes both from the knowledge base, so this is a fault of the program, not of the request.
pub fn anonymise(id: [u8; 16], today: Date, query: Answered<'_>) -> Result<StoredQuery, NotClosed> {
    if !is_version(query.knowledge_version) {
        return Err(NotClosed::NotAnIdentifier("knowledge_version"));
    }
    if !query.winner.is_none_or(is_framework_id) {
        return Err(NotClosed::NotAnIdentifier("winner"));
    }
    Ok(StoredQuery {
        id,
        week: iso_week(today),
        answers: query.answers.into_columns(),
        knowledge_version: query.knowledge_version.to_owned(),
        winner: query.winner.map(str::to_owned),
        via_platform: query.via_platform,
    })
}

impl StoredQuery {
    /// The random primary key, which says nothing about when or from where.
    #[must_use]
    pub fn id(&self) -> [u8; 16] {
        self.id
    }

    /// ISO 8601 week in UTC, such as `2026-W48`.
    #[must_use]
    pub fn week(&self) -> &str {
        &self.week
    }

    /// One value for each of [`QUESTIONS`], in that order: an option id, for `features` sorted ids
    /// joined by commas, or nothing.
    #[must_use]
    pub fn answers(&self) -> &[Option<String>; QUESTIONS.len()] {
        &self.answers
    }

    /// Version of the knowledge that answered.
    #[must_use]
    pub fn knowledge_version(&self) -> &str {
        &self.knowledge_version
    }

    /// Id of the recommended framework, if one was.
    #[must_use]
    pub fn winner(&self) -> Option<&str> {
        self.winner.as_deref()
    }

    /// Whether the query came through some platform.
    #[must_use]
    pub fn via_platform(&self) -> bool {
        self.via_platform
    }
}

/// ISO 8601 week date without the day; its year differs from the calendar's around New Year.
fn iso_week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Framework ids may hold dashes besides what the other identifiers hold.
fn is_framework_id(text: &str) -> bool {
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
    fn of_a_date_only_the_iso_week_remains() {
        for (day, week) in [
            (date(2026, 11, 23), "2026-W48"),
            (date(2026, 11, 29), "2026-W48"),
            (date(2026, 11, 30), "2026-W49"),
            (date(2026, 12, 31), "2026-W53"),
            (date(2027, 1, 3), "2026-W53"),
            (date(2027, 1, 4), "2027-W01"),
            (date(2024, 12, 30), "2025-W01"),
        ] {
            assert_eq!(anonymise([7; 16], day, answered()).unwrap().week(), week);
        }
    }

    #[test]
    fn two_requests_of_one_week_differ_in_their_random_id_alone() {
        let monday = anonymise([1; 16], date(2026, 11, 23), answered()).unwrap();
        let sunday = anonymise([2; 16], date(2026, 11, 29), answered()).unwrap();

        assert_ne!(monday, sunday);
        assert_eq!(StoredQuery { id: [2; 16], ..monday }, sunday);
    }

    #[test]
    fn winner_and_version_are_held_to_the_shape_of_their_lists() {
        let with = |knowledge_version, winner| {
            anonymise(
                [0; 16],
                date(2026, 11, 23),
                Answered { knowledge_version, winner, ..answered() },
            )
        };

        assert_eq!(
            with("2026.11.1", Some("Django, I think")).unwrap_err(),
            NotClosed::NotAnIdentifier("winner")
        );
        assert_eq!(
            with("next week", None).unwrap_err(),
            NotClosed::NotAnIdentifier("knowledge_version")
        );
        assert_eq!(with("2026.11.1", None).unwrap().winner(), None);
        let dashed = with("2026.11.1", Some("django-ninja")).unwrap();
        assert_eq!(dashed.winner(), Some("django-ninja"));
    }
}
