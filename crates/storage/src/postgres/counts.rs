//! Statements on `counts`, and statements that count rows.

use futures_util::TryStreamExt;
use sqlx::{Connection, PgConnection};

use super::rows;
use crate::decode;
use crate::privacy::counts::Counts;
use crate::storage::Row;
use crate::week::Week;

/// The columns of counts, for `unnest`: subjects, keys and numbers.
pub(super) fn columns(counts: &Counts) -> (Vec<&str>, Vec<&str>, Vec<i64>) {
    let (mut subjects, mut keys, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for (subject, key, count) in counts.iter() {
        subjects.push(subject);
        keys.push(key);
        numbers.push(i64::try_from(count).unwrap_or(i64::MAX));
    }
    (subjects, keys, numbers)
}

/// Adds to the counts of a week.
pub(super) async fn add(
    connection: &mut PgConnection,
    week: Week,
    counts: &Counts,
) -> Result<(), sqlx::Error> {
    // `counts` is sorted by key, so two concurrent additions cannot deadlock.
    let (subjects, keys, numbers) = columns(counts);
    sqlx::query(
        "insert into counts (week, subject, key, count)
        select $1, given.subject, given.key, given.count
        from unnest($2::text[], $3::text[], $4::bigint[]) as given (subject, key, count)
        on conflict (week, subject, key) do update
        set count = counts.count + excluded.count",
    )
    .bind(week.to_string())
    .bind(subjects)
    .bind(keys)
    .bind(numbers)
    .execute(connection)
    .await
    .map(drop)
}

/// Turns queries of weeks before `since` into counts, and returns their number.
pub(super) async fn roll_up(
    connection: &mut PgConnection,
    since: Week,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let due = rows::take_before(&mut transaction, since, limit).await?;
    for (week, counts) in decode::query_counts(&due) {
        add(&mut transaction, week, &counts).await?;
    }
    transaction.commit().await?;
    Ok(due.len() as u64)
}

/// The first week with a query or a count.
pub(super) async fn oldest_week(
    connection: &mut PgConnection,
) -> Result<Option<Week>, sqlx::Error> {
    let week: Option<String> = sqlx::query_scalar(
        "select min(week)
        from (
            select min(week) as week from queries
            union all
            select min(week) as week from counts
        ) as oldest",
    )
    .fetch_one(connection)
    .await?;
    decode::optional_week(week)
}

/// The counts of the weeks from `first` to `last`, at one moment.
pub(super) async fn between(
    connection: &mut PgConnection,
    first: Week,
    last: Week,
) -> Result<Counts, sqlx::Error> {
    let mut counts = Counts::default();
    let mut moment =
        connection.begin_with("begin isolation level repeatable read, read only").await?;
    {
        let mut queries = sqlx::query_as::<_, Row>(
            "select *
            from queries
            where week between $1 and $2",
        )
        .bind(first.to_string())
        .bind(last.to_string())
        .fetch(&mut *moment);
        while let Some(Row { query, .. }) = queries.try_next().await? {
            counts.add_query(&query);
        }
    }
    let deleted: Vec<(String, String, i64)> = sqlx::query_as(
        "select subject, key, sum(count)::bigint
        from counts
        where week between $1 and $2
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
