//! The statements on `receipts` and `feedback`.
//!
//! Whoever works on a query through its receipt locks the receipt first, in a statement of its own:
//! what the next statement sees is then what others left who had it before.

use sqlx::{Connection, PgConnection};

use super::counts;
use crate::base::Week;
use crate::privacy::{Counts, Feedback, Rating, ReceiptHash};

/// Weeks in which a receipt is looked for: it is valid in six at most (35 days), and a clock that was
/// set back may have made some of the next.
const WEEKS: i32 = 7;

/// Locks the row that a receipt leads to, as week and id; nothing if there is none or it has expired.
async fn lock(
    connection: &mut PgConnection,
    receipt: &ReceiptHash,
    since: Week,
) -> Result<Option<(String, Vec<u8>)>, sqlx::Error> {
    // Each week by itself, since the key begins with it: a range would be read from end to end.
    let weeks: Vec<String> = (0..WEEKS).map(|week| since.plus(week).to_string()).collect();
    sqlx::query_as(
        "select week, query_id
        from receipts
        where week = any($1) and receipt_hash = $2
        for update",
    )
    .bind(weeks)
    .bind(receipt.bytes().as_slice())
    .fetch_optional(connection)
    .await
}

/// Deletes query, feedback and receipt, in one transaction; whether there was one.
pub(super) async fn erase(
    connection: &mut PgConnection,
    receipt: &ReceiptHash,
    since: Week,
) -> Result<bool, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let Some((week, id)) = lock(&mut transaction, receipt, since).await? else {
        return Ok(false);
    };
    for statement in [
        "delete from queries where week = $1 and id = $2",
        "delete from feedback where week = $1 and query_id = $2",
    ] {
        sqlx::query(statement).bind(&week).bind(&id).execute(&mut *transaction).await?;
    }
    sqlx::query("delete from receipts where week = $1 and receipt_hash = $2")
        .bind(&week)
        .bind(receipt.bytes().as_slice())
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(true)
}

/// Keeps feedback on a query, in place of what there was; whether there is such a query.
pub(super) async fn put_feedback(
    connection: &mut PgConnection,
    receipt: &ReceiptHash,
    since: Week,
    feedback: &Feedback,
) -> Result<bool, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let Some((week, id)) = lock(&mut transaction, receipt, since).await? else {
        return Ok(false);
    };
    sqlx::query(
        "insert into feedback (week, query_id, chosen, rating)
        values ($1, $2, $3, $4)
        on conflict (week, query_id) do update
        set chosen = excluded.chosen, rating = excluded.rating",
    )
    .bind(week)
    .bind(id)
    .bind(feedback.chosen())
    .bind(feedback.rating().map(|rating| i16::from(rating.get())))
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(true)
}

/// Drops receipts of weeks before `since` and turns their feedback into counts; how many.
pub(super) async fn expire(
    connection: &mut PgConnection,
    since: Week,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let dropped: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "with due as (
            select week, receipt_hash
            from receipts
            where week < $1
            order by week, receipt_hash
            limit $2
            for update
        )
        delete from receipts
        using due
        where receipts.week = due.week and receipts.receipt_hash = due.receipt_hash
        returning receipts.week, receipts.query_id",
    )
    .bind(since.to_string())
    .bind(i64::from(limit))
    .fetch_all(&mut *transaction)
    .await?;
    let (weeks, ids): (Vec<String>, Vec<Vec<u8>>) = dropped.into_iter().unzip();
    let given: Vec<(String, Option<String>, String, Option<i16>)> = sqlx::query_as(
        "select feedback.week, queries.winner, feedback.chosen, feedback.rating
        from unnest($1::text[], $2::bytea[]) as dropped (week, query_id)
        join feedback on feedback.week = dropped.week and feedback.query_id = dropped.query_id
        join queries on queries.week = dropped.week and queries.id = dropped.query_id",
    )
    .bind(&weeks)
    .bind(&ids)
    .fetch_all(&mut *transaction)
    .await?;
    for (week, recommended, chosen, rating) in given {
        let rating = rating.and_then(|rating| Rating::new(rating.try_into().ok()?));
        let feedback =
            Feedback::new(&chosen, rating).map_err(|error| sqlx::Error::Decode(error.into()))?;
        let mut count = Counts::default();
        count.add_feedback(recommended.as_deref(), &feedback);
        counts::add(&mut transaction, &week, &count).await?;
    }
    sqlx::query(
        "delete from feedback
        using unnest($1::text[], $2::bytea[]) as dropped (week, query_id)
        where feedback.week = dropped.week and feedback.query_id = dropped.query_id",
    )
    .bind(&weeks)
    .bind(&ids)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(ids.len() as u64)
}
