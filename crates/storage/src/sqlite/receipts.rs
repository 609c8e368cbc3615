//! Statements on `receipt_keys` and `feedback`, and erasure. Those that write run in a transaction of the caller.

use std::io;

use sqlx::SqliteConnection;

use super::counts;
use crate::decode::{self, ExpiredFeedback};
use crate::privacy::feedback::{Feedback, Rating};
use crate::privacy::receipt::{Receipt, ReceiptKey, ReceiptKeys};
use crate::random;
use crate::week::Week;

/// The keys of the weeks from `since` on, a handful.
pub(super) async fn keys(
    connection: &mut SqliteConnection,
    since: Week,
) -> Result<ReceiptKeys, sqlx::Error> {
    let found: Vec<(String, Vec<u8>)> =
        sqlx::query_as("select week, value from receipt_keys where week >= ?")
            .bind(since.to_string())
            .fetch_all(connection)
            .await?;
    decode::receipt_keys(found)
}

/// Makes the key of a week without one.
pub(super) async fn make_key(
    connection: &mut SqliteConnection,
    week: Week,
) -> Result<ReceiptKey, sqlx::Error> {
    let key = ReceiptKey::new(random::bytes().map_err(io::Error::other)?);
    sqlx::query("insert into receipt_keys (week, value) values (?, ?)")
        .bind(week.to_string())
        .bind(key.bytes().as_slice())
        .execute(connection)
        .await?;
    Ok(key)
}

/// Whether a receipt leads to a row with one of these keys.
pub(super) async fn leads_to_a_row(
    connection: &mut SqliteConnection,
    receipt: &Receipt,
    keys: &ReceiptKeys,
) -> Result<bool, sqlx::Error> {
    for (week, id) in keys.rows(receipt) {
        let exists: bool =
            sqlx::query_scalar("select exists (select 1 from queries where week = ? and id = ?)")
                .bind(week.to_string())
                .bind(id.as_slice())
                .fetch_one(&mut *connection)
                .await?;
        if exists {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a receipt of a week from `since` on leads to a row.
pub(super) async fn has_query(
    connection: &mut SqliteConnection,
    receipt: &Receipt,
    since: Week,
) -> Result<bool, sqlx::Error> {
    let keys = keys(connection, since).await?;
    leads_to_a_row(connection, receipt, &keys).await
}

/// Deletes query and feedback in one transaction, and returns whether the receipt led to a query.
pub(super) async fn erase(
    connection: &mut SqliteConnection,
    receipt: &Receipt,
    since: Week,
) -> Result<bool, sqlx::Error> {
    let mut erased = false;
    for (week, id) in keys(connection, since).await?.rows(receipt) {
        for statement in [
            "delete from queries where week = ? and id = ?",
            "delete from feedback where week = ? and query_id = ?",
        ] {
            let deleted = sqlx::query(statement)
                .bind(week.to_string())
                .bind(id.as_slice())
                .execute(&mut *connection)
                .await?;
            erased |= deleted.rows_affected() > 0;
        }
    }
    Ok(erased)
}

/// Stores feedback in place of earlier feedback, and returns whether the receipt leads to a query.
pub(super) async fn put_feedback(
    connection: &mut SqliteConnection,
    receipt: &Receipt,
    since: Week,
    feedback: &Feedback,
) -> Result<bool, sqlx::Error> {
    let mut stored = false;
    for (week, id) in keys(connection, since).await?.rows(receipt) {
        let put = sqlx::query(
            "insert into feedback (week, query_id, chosen, rating)
            select week, id, ?, ?
            from queries
            where week = ? and id = ?
            on conflict (week, query_id) do update
            set chosen = excluded.chosen, rating = excluded.rating",
        )
        .bind(feedback.chosen())
        .bind(feedback.rating().map(Rating::get))
        .bind(week.to_string())
        .bind(id.as_slice())
        .execute(&mut *connection)
        .await?;
        stored |= put.rows_affected() > 0;
    }
    Ok(stored)
}

/// Turns up to `limit` rows of feedback of weeks before `since` into counts and, if none is left, deletes the keys of
/// these weeks. Returns the number of rows and keys.
pub(super) async fn expire(
    connection: &mut SqliteConnection,
    since: Week,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let expired: Vec<ExpiredFeedback> = sqlx::query_as(
        "delete from feedback
        where (week, query_id) in (
            select week, query_id
            from feedback
            where week < ?
            order by week, query_id
            limit ?
        )
        returning
            week,
            (
                select winner
                from queries
                where queries.week = feedback.week and queries.id = feedback.query_id
            ) as recommended,
            chosen,
            rating",
    )
    .bind(since.to_string())
    .bind(limit)
    .fetch_all(&mut *connection)
    .await?;
    for (week, counts) in decode::feedback_counts(&expired) {
        counts::add(connection, week, &counts).await?;
    }
    let deleted = sqlx::query(
        "delete from receipt_keys
        where week < ? and not exists (select 1 from feedback where week < ?)",
    )
    .bind(since.to_string())
    .bind(since.to_string())
    .execute(&mut *connection)
    .await?;
    Ok(expired.len() as u64 + deleted.rows_affected())
}
