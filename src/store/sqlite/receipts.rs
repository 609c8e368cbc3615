//! The statements on `receipts` and `feedback`.

use sqlx::{Connection, SqliteConnection};

use super::counts;
use crate::base::Week;
use crate::privacy::{Counts, Feedback, Rating, ReceiptHash};

/// Weeks in which a receipt is looked for: it is valid in six at most (35 days), and a clock that was
/// set back may have made some of the next.
const WEEKS: i32 = 7;

/// The row that a receipt leads to, as week and id; nothing if there is none or it has expired.
async fn find(
    connection: &mut SqliteConnection,
    receipt: &ReceiptHash,
    since: Week,
) -> Result<Option<(String, Vec<u8>)>, sqlx::Error> {
    // Each week by itself, since the key begins with it: a range would be read from end to end.
    let mut statement = sqlx::query_as(
        "select week, query_id
        from receipts
        where week in (?, ?, ?, ?, ?, ?, ?) and receipt_hash = ?",
    );
    for week in 0..WEEKS {
        statement = statement.bind(since.plus(week).to_string());
    }
    statement.bind(receipt.bytes().as_slice()).fetch_optional(connection).await
}

/// Deletes query, feedback and receipt, in one transaction; whether there was one.
pub(super) async fn erase(
    connection: &mut SqliteConnection,
    receipt: &ReceiptHash,
    since: Week,
) -> Result<bool, sqlx::Error> {
    let mut transaction = connection.begin_with("begin immediate").await?;
    let Some((week, id)) = find(&mut transaction, receipt, since).await? else {
        return Ok(false);
    };
    for statement in [
        "delete from queries where week = ? and id = ?",
        "delete from feedback where week = ? and query_id = ?",
    ] {
        sqlx::query(statement).bind(&week).bind(&id).execute(&mut *transaction).await?;
    }
    sqlx::query("delete from receipts where week = ? and receipt_hash = ?")
        .bind(&week)
        .bind(receipt.bytes().as_slice())
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(true)
}

/// Keeps feedback on a query, in place of what there was; whether there is such a query.
pub(super) async fn put_feedback(
    connection: &mut SqliteConnection,
    receipt: &ReceiptHash,
    since: Week,
    feedback: &Feedback,
) -> Result<bool, sqlx::Error> {
    let mut transaction = connection.begin_with("begin immediate").await?;
    let Some((week, id)) = find(&mut transaction, receipt, since).await? else {
        return Ok(false);
    };
    sqlx::query(
        "insert into feedback (week, query_id, chosen, rating)
        values (?, ?, ?, ?)
        on conflict (week, query_id) do update
        set chosen = excluded.chosen, rating = excluded.rating",
    )
    .bind(week)
    .bind(id)
    .bind(feedback.chosen())
    .bind(feedback.rating().map(Rating::get))
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(true)
}

/// Drops receipts of weeks before `since` and turns their feedback into counts; how many.
pub(super) async fn expire(
    connection: &mut SqliteConnection,
    since: Week,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let mut transaction = connection.begin_with("begin immediate").await?;
    // The last of those that are due: all before it are due as well.
    let last: Option<(String, Vec<u8>)> = sqlx::query_as(
        "select week, receipt_hash
        from (
            select week, receipt_hash
            from receipts
            where week < ?
            order by week, receipt_hash
            limit ?
        )
        order by week desc, receipt_hash desc
        limit 1",
    )
    .bind(since.to_string())
    .bind(limit)
    .fetch_optional(&mut *transaction)
    .await?;
    let Some((week, hash)) = last else { return Ok(0) };
    let given: Vec<(String, Option<String>, String, Option<u8>)> = sqlx::query_as(
        "select feedback.week, queries.winner, feedback.chosen, feedback.rating
        from receipts
        join feedback on feedback.week = receipts.week and feedback.query_id = receipts.query_id
        join queries on queries.week = receipts.week and queries.id = receipts.query_id
        where (receipts.week, receipts.receipt_hash) <= (?, ?)",
    )
    .bind(&week)
    .bind(&hash)
    .fetch_all(&mut *transaction)
    .await?;
    for (week, recommended, chosen, rating) in given {
        let rating = rating.and_then(|rating| Rating::new(rating.into()));
        let feedback =
            Feedback::new(&chosen, rating).map_err(|error| sqlx::Error::Decode(error.into()))?;
        let mut count = Counts::default();
        count.add_feedback(recommended.as_deref(), &feedback);
        counts::add(&mut transaction, &week, &count).await?;
    }
    sqlx::query(
        "delete from feedback
        where (week, query_id) in (
            select week, query_id
            from receipts
            where (week, receipt_hash) <= (?, ?)
        )",
    )
    .bind(&week)
    .bind(&hash)
    .execute(&mut *transaction)
    .await?;
    let dropped = sqlx::query("delete from receipts where (week, receipt_hash) <= (?, ?)")
        .bind(&week)
        .bind(&hash)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(dropped.rows_affected())
}
