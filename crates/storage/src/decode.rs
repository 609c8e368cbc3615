//! Reads rows that are the same in both databases.

use std::collections::BTreeMap;

use sqlx::error::BoxDynError;
use sqlx::{ColumnIndex, Decode, FromRow, Row as DatabaseRow, Type};

use crate::cohorts::{JoinableCohort, StoredCohort};
use crate::privacy::anonymise::StoredQuery;
use crate::privacy::closed_answers::QUESTIONS;
use crate::privacy::counts::Counts;
use crate::privacy::feedback::{Feedback, Rating};
use crate::privacy::receipt::{ReceiptKey, ReceiptKeys};
use crate::storage::{ReleasedWeek, Row, StoredRelease};
use crate::week::Week;

/// A column that holds a week.
fn week<'r, R: DatabaseRow>(row: &'r R, column: &'static str) -> sqlx::Result<Week>
where
    &'static str: ColumnIndex<R>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
{
    row.try_get::<&str, _>(column)?.parse().map_err(decode_error)
}

/// The smallest week of a query that may find none.
pub(super) fn optional_week(text: Option<String>) -> sqlx::Result<Option<Week>> {
    text.map(|text| text.parse().map_err(decode_error)).transpose()
}

/// Bytes whose length the schema guarantees.
pub(super) fn bits<const LENGTH: usize>(bytes: &[u8]) -> sqlx::Result<[u8; LENGTH]> {
    let error = |_| decode_error(format!("{} bytes instead of {LENGTH}", bytes.len()));
    bytes.try_into().map_err(error)
}

/// The rows of `receipt_keys`.
pub(super) fn receipt_keys(rows: Vec<(String, Vec<u8>)>) -> sqlx::Result<ReceiptKeys> {
    let mut keys = ReceiptKeys::default();
    for (week, value) in rows {
        keys.insert(week.parse().map_err(decode_error)?, ReceiptKey::new(bits(&value)?));
    }
    Ok(keys)
}

/// The error for a row whose week has no key: its receipt would lead nowhere, so it must not be stored.
pub(super) fn no_receipt_key() -> sqlx::Error {
    decode_error("a week has no key for its receipts")
}

fn decode_error(error: impl Into<BoxDynError>) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}

impl<'r, R: DatabaseRow> FromRow<'r, R> for Row
where
    &'static str: ColumnIndex<R>,
    &'r [u8]: Decode<'r, R::Database> + Type<R::Database>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        let mut answers = [const { None }; QUESTIONS.len()];
        for (answer, question) in answers.iter_mut().zip(QUESTIONS) {
            *answer = row.try_get(question)?;
        }
        let query = StoredQuery::read(
            week(row, "week")?,
            answers,
            row.try_get("knowledge_version")?,
            row.try_get("winner")?,
            row.try_get("via_platform")?,
        );
        Ok(Self { id: bits(row.try_get("id")?)?, query: query.map_err(decode_error)? })
    }
}

impl<'r, R: DatabaseRow> FromRow<'r, R> for ReleasedWeek
where
    &'static str: ColumnIndex<R>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self {
            week: week(row, "week")?,
            first_week: week(row, "first_week")?,
            published: row.try_get("published")?,
            noisy_total: row.try_get("noisy_total")?,
        })
    }
}

impl<'r, R: DatabaseRow> FromRow<'r, R> for StoredRelease
where
    i64: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self {
            week: week(row, "week")?,
            first_week: week(row, "first_week")?,
            body: row.try_get("body")?,
            noisy_total: row.try_get("noisy_total")?,
        })
    }
}

/// Feedback whose receipt has expired.
#[derive(Debug)]
pub(super) struct ExpiredFeedback {
    week: Week,
    /// The framework that was recommended; none if all were excluded.
    recommended: Option<String>,
    feedback: Feedback,
}

impl<'r, R: DatabaseRow> FromRow<'r, R> for ExpiredFeedback
where
    &'static str: ColumnIndex<R>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i16: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        let rating: Option<i16> = row.try_get("rating")?;
        let rating = rating.and_then(|rating| Rating::new(rating.try_into().ok()?));
        Ok(Self {
            week: week(row, "week")?,
            recommended: row.try_get("recommended")?,
            feedback: Feedback::new(row.try_get("chosen")?, rating).map_err(decode_error)?,
        })
    }
}

impl<'r, R: DatabaseRow> FromRow<'r, R> for JoinableCohort
where
    &'static str: ColumnIndex<R>,
    &'r [u8]: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        let participants: i64 = row.try_get("participants")?;
        Ok(Self {
            id: bits(row.try_get("id")?)?,
            participants: participants.try_into().map_err(decode_error)?,
            closed: row.try_get("closed")?,
        })
    }
}

impl<'r, R: DatabaseRow> FromRow<'r, R> for StoredCohort
where
    &'static str: ColumnIndex<R>,
    &'r [u8]: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        let released: i64 = row.try_get("released_answers")?;
        Ok(Self {
            id: bits(row.try_get("id")?)?,
            closed: row.try_get("closed")?,
            released_answers: released.try_into().map_err(decode_error)?,
            body: row.try_get("body")?,
        })
    }
}

/// Counts from their rows.
pub(super) fn counts(rows: Vec<(String, String, i64)>) -> Counts {
    let mut counts = Counts::default();
    for (subject, key, count) in rows {
        counts.add(&subject, &key, u64::try_from(count).unwrap_or_default());
    }
    counts
}

/// The counts of expired feedback, by week.
pub(super) fn feedback_counts(expired: &[ExpiredFeedback]) -> BTreeMap<Week, Counts> {
    let mut by_week: BTreeMap<Week, Counts> = BTreeMap::new();
    for ExpiredFeedback { week, recommended, feedback } in expired {
        by_week.entry(*week).or_default().add_feedback(recommended.as_deref(), feedback);
    }
    by_week
}

/// The counts of queries, by week.
pub(super) fn query_counts(rows: &[Row]) -> BTreeMap<Week, Counts> {
    let mut by_week: BTreeMap<Week, Counts> = BTreeMap::new();
    for Row { query, .. } in rows {
        by_week.entry(query.week()).or_default().add_query(query);
    }
    by_week
}
