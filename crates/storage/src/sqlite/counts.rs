//! Statements on `counts`, and statements that count rows.

use futures_util::TryStreamExt;
use sqlx::{Connection, SqliteConnection};

use super::rows;
use crate::decode;
use crate::privacy::counts::Counts;
use crate::storage::Row;
use crate::week::Week;

/// Adds to the counts of a week.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    week: Week,
    counts: &Counts,
) -> Result<(), sqlx::Error> {
    for (subject, key, count) in counts.iter() {
        sqlx::query(
            "insert into counts (week, subject, key, count)
            values (?, ?, ?, ?)
            on conflict (week, subject, key) do update
            set count = counts.count + excluded.count",
        )
        .bind(week.to_string())
        .bind(subject)
        .bind(key)
        .bind(i64::try_from(count).unwrap_or(i64::MAX))
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Turns queries of weeks before `since` into counts, and returns their number.
pub(super) async fn roll_up(
    connection: &mut SqliteConnection,
    since: Week,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let due = rows::before(connection, since, limit).await?;
    let Some(last) = due.last() else { return Ok(0) };
    for (week, counts) in decode::query_counts(&due) {
        add(connection, week, &counts).await?;
    }
    let deleted = sqlx::query("delete from queries where (week, id) <= (?, ?)")
        .bind(last.query.week().to_string())
        .bind(last.id.as_slice())
        .execute(&mut *connection)
        .await?;
    Ok(deleted.rows_affected())
}

/// The first week with a query or a count.
pub(super) async fn oldest_week(
    connection: &mut SqliteConnection,
) -> Result<Option<Week>, sqlx::Error> {
    let week: Option<String> = sqlx::query_scalar(
        "select min(week)
        from (
            select min(week) as week from queries
            union all
            select min(week) as week from counts
        )",
    )
    .fetch_one(connection)
    .await?;
    decode::optional_week(week)
}

/// The counts of the weeks from `first` to `last`, at one moment.
pub(super) async fn between(
    connection: &mut SqliteConnection,
    first: Week,
    last: Week,
) -> Result<Counts, sqlx::Error> {
    let mut counts = Counts::default();
    let mut moment = connection.begin().await?;
    {
        let mut queries = sqlx::query_as::<_, Row>(
            "select *
            from queries
            where week between ? and ?",
        )
        .bind(first.to_string())
        .bind(last.to_string())
        .fetch(&mut *moment);
        while let Some(Row { query, .. }) = queries.try_next().await? {
            counts.add_query(&query);
        }
    }
    let deleted: Vec<(String, String, i64)> = sqlx::query_as(
        "select subject, key, sum(count)
        from counts
        where week between ? and ?
        group by subject, key",
    )
    .bind(first.to_string())
    .bind(last.to_string())
    .fetch_all(&mut *moment)
    .await?;
    for (subject, key, count) in deleted {
        counts.add(&subject, &key, u64::try_from(count).unwrap_or_default());
    }
    moment.commit().await?;
    Ok(counts)
}
