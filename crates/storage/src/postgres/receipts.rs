//! Statements on `receipt_keys` and `feedback`, and erasure.
//!
//! A transaction that uses a receipt holds a shared lock on the keys. The job that ends the receipts of a week waits
//! for such transactions, and later ones find no key.

use std::collections::BTreeSet;
use std::io;

use sqlx::{Connection, PgConnection};

use super::counts;
use crate::decode::{self, ExpiredFeedback};
use crate::privacy::feedback::Feedback;
use crate::privacy::receipt::{Receipt, ReceiptKey, ReceiptKeys};
use crate::random;
use crate::week::Week;

/// The keys of the weeks from `since` on, a handful.
pub(super) async fn keys(
    connection: &mut PgConnection,
    since: Week,
) -> Result<ReceiptKeys, sqlx::Error> {
    read_keys(connection, since, "select week, value from receipt_keys where week >= $1").await
}

/// The same, with a shared lock on the keys until the end of the transaction.
async fn lock_keys(connection: &mut PgConnection, since: Week) -> Result<ReceiptKeys, sqlx::Error> {
    let statement = "select week, value from receipt_keys where week >= $1 for share";
    read_keys(connection, since, statement).await
}

async fn read_keys(
    connection: &mut PgConnection,
    since: Week,
    statement: &'static str,
) -> Result<ReceiptKeys, sqlx::Error> {
    let found: Vec<(String, Vec<u8>)> =
        sqlx::query_as(statement).bind(since.to_string()).fetch_all(connection).await?;
    decode::receipt_keys(found)
}

/// Makes the key of a week, unless another instance has made it.
pub(super) async fn make_key(connection: &mut PgConnection, week: Week) -> Result<(), sqlx::Error> {
    let key = ReceiptKey::new(random::bytes().map_err(io::Error::other)?);
    sqlx::query("insert into receipt_keys (week, value) values ($1, $2) on conflict do nothing")
        .bind(week.to_string())
        .bind(key.bytes().as_slice())
        .execute(connection)
        .await
        .map(drop)
}

/// The positions of the receipts that lead to a row.
pub(super) async fn with_a_row(
    connection: &mut PgConnection,
    receipts: impl Iterator<Item = &Receipt>,
    keys: &ReceiptKeys,
) -> Result<BTreeSet<usize>, sqlx::Error> {
    let (mut positions, mut weeks, mut ids) = (vec![], vec![], vec![]);
    for (position, receipt) in (0_i64..).zip(receipts) {
        // A row may be of any week that has a key.
        for (week, id) in keys.rows(receipt) {
            positions.push(position);
            weeks.push(week.to_string());
            ids.push(id);
        }
    }
    let found: Vec<i64> = sqlx::query_scalar(
        "select given.position
        from unnest($1::bigint[], $2::text[], $3::bytea[]) as given (position, week, id)
        join queries on queries.week = given.week and queries.id = given.id",
    )
    .bind(positions)
    .bind(weeks)
    .bind(ids)
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().filter_map(|position| usize::try_from(position).ok()).collect())
}

/// Whether a receipt of a week from `since` on leads to a row.
pub(super) async fn has_query(
    connection: &mut PgConnection,
    receipt: &Receipt,
    since: Week,
) -> Result<bool, sqlx::Error> {
    let keys = keys(connection, since).await?;
    Ok(!with_a_row(connection, [receipt].into_iter(), &keys).await?.is_empty())
}

/// Deletes query and feedback in one transaction, and returns whether the receipt led to a query.
pub(super) async fn erase(
    connection: &mut PgConnection,
    receipt: &Receipt,
    since: Week,
) -> Result<bool, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let mut erased = false;
    for (week, id) in lock_keys(&mut transaction, since).await?.rows(receipt) {
        // The query first: a concurrent transaction that stores feedback holds a lock on it.
        for statement in [
            "delete from queries where week = $1 and id = $2",
            "delete from feedback where week = $1 and query_id = $2",
        ] {
            let deleted = sqlx::query(statement)
                .bind(week.to_string())
                .bind(id.as_slice())
                .execute(&mut *transaction)
                .await?;
            erased |= deleted.rows_affected() > 0;
        }
    }
    transaction.commit().await?;
    Ok(erased)
}

/// Stores feedback in place of earlier feedback, and returns whether the receipt leads to a query.
pub(super) async fn put_feedback(
    connection: &mut PgConnection,
    receipt: &Receipt,
    since: Week,
    feedback: &Feedback,
) -> Result<bool, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let mut stored = false;
    for (week, id) in lock_keys(&mut transaction, since).await?.rows(receipt) {
        let put = sqlx::query(
            "insert into feedback (week, query_id, chosen, rating)
            select week, id, $1, $2
            from queries
            where week = $3 and id = $4
            for update
            on conflict (week, query_id) do update
            set chosen = excluded.chosen, rating = excluded.rating",
        )
        .bind(feedback.chosen())
        .bind(feedback.rating().map(|rating| i16::from(rating.get())))
        .bind(week.to_string())
        .bind(id.as_slice())
        .execute(&mut *transaction)
        .await?;
        stored |= put.rows_affected() > 0;
    }
    transaction.commit().await?;
    Ok(stored)
}

/// Turns up to `limit` rows of feedback of weeks before `since` into counts and, if none is left, deletes the keys of
/// these weeks. Returns the number of rows and keys.
pub(super) async fn expire(
    connection: &mut PgConnection,
    since: Week,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    // Waits for transactions that store feedback on these weeks, and blocks new ones.
    sqlx::query("select from receipt_keys where week < $1 for update")
        .bind(since.to_string())
        .execute(&mut *transaction)
        .await?;
    let expired: Vec<ExpiredFeedback> = sqlx::query_as(
        "delete from feedback
        where (week, query_id) in (
            select week, query_id
            from feedback
            where week < $1
            order by week, query_id
            limit $2
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
    .bind(i64::from(limit))
    .fetch_all(&mut *transaction)
    .await?;
    for (week, counts) in decode::feedback_counts(&expired) {
        counts::add(&mut transaction, week, &counts).await?;
    }
    let deleted = sqlx::query(
        "delete from receipt_keys
        where week < $1 and not exists (select 1 from feedback where week < $1)",
    )
    .bind(since.to_string())
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(expired.len() as u64 + deleted.rows_affected())
}
