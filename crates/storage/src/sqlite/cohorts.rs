//! Statements on `cohorts` and `cohort_counts`. They run in a transaction of the caller.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use crate::cohorts::{CohortId, JoinableCohort, NewCohort, StoredCohort};
use crate::decode;
use crate::privacy::cohort_token::TokenHash;
use crate::privacy::counts::Counts;

/// Stores a cohort unless there are `max`, and returns whether it is stored.
pub(super) async fn create(
    connection: &mut SqliteConnection,
    cohort: &NewCohort,
    max: u32,
) -> Result<bool, sqlx::Error> {
    let created = sqlx::query(
        "insert into cohorts (id, join_hash, read_hash, ends_on, participants, closed, released_answers)
        select ?, ?, ?, ?, ?, 0, 0
        where (select count(*) from cohorts) < ?",
    )
    .bind(cohort.id.as_slice())
    .bind(cohort.join_hash.as_slice())
    .bind(cohort.read_hash.as_slice())
    .bind(cohort.ends_on.to_string())
    .bind(i64::from(cohort.participants))
    .bind(max)
    .execute(connection)
    .await?;
    Ok(created.rows_affected() > 0)
}

/// The cohort of a join token.
pub(super) async fn joinable(
    connection: &mut SqliteConnection,
    join: &TokenHash,
) -> Result<Option<JoinableCohort>, sqlx::Error> {
    sqlx::query_as("select id, participants, closed from cohorts where join_hash = ?")
        .bind(join.as_slice())
        .fetch_optional(connection)
        .await
}

/// The cohort of a read token.
pub(super) async fn one(
    connection: &mut SqliteConnection,
    read: &TokenHash,
) -> Result<Option<StoredCohort>, sqlx::Error> {
    sqlx::query_as(
        "select id, closed, released_answers, body
        from cohorts
        where read_hash = ?",
    )
    .bind(read.as_slice())
    .fetch_optional(connection)
    .await
}

/// The counts of a cohort.
pub(super) async fn counts(
    connection: &mut SqliteConnection,
    id: &CohortId,
) -> Result<Counts, sqlx::Error> {
    let rows = sqlx::query_as("select subject, key, count from cohort_counts where cohort = ?")
        .bind(id.as_slice())
        .fetch_all(connection)
        .await?;
    Ok(decode::counts(rows))
}

/// Adds to the counts of a cohort that is neither deleted nor closed, and returns whether they were added.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    id: &CohortId,
    counts: &Counts,
) -> Result<bool, sqlx::Error> {
    let open: bool =
        sqlx::query_scalar("select exists (select 1 from cohorts where id = ? and closed = 0)")
            .bind(id.as_slice())
            .fetch_one(&mut *connection)
            .await?;
    if !open {
        return Ok(false);
    }
    for (subject, key, count) in counts.iter() {
        sqlx::query(
            "insert into cohort_counts (cohort, subject, key, count)
            values (?, ?, ?, ?)
            on conflict (cohort, subject, key) do update
            set count = cohort_counts.count + excluded.count",
        )
        .bind(id.as_slice())
        .bind(subject)
        .bind(key)
        .bind(i64::try_from(count).unwrap_or(i64::MAX))
        .execute(&mut *connection)
        .await?;
    }
    Ok(true)
}

/// Replaces the release of a cohort that has `before` answers, and returns whether it was replaced.
pub(super) async fn release(
    connection: &mut SqliteConnection,
    id: &CohortId,
    before: u64,
    answers: u64,
    body: &str,
) -> Result<bool, sqlx::Error> {
    let replaced = sqlx::query(
        "update cohorts
        set released_answers = ?, body = ?
        where id = ? and released_answers = ?",
    )
    .bind(i64::try_from(answers).unwrap_or(i64::MAX))
    .bind(body)
    .bind(id.as_slice())
    .bind(i64::try_from(before).unwrap_or(i64::MAX))
    .execute(connection)
    .await?;
    Ok(replaced.rows_affected() > 0)
}

/// Closes a cohort, and returns whether the token leads to one.
pub(super) async fn close(
    connection: &mut SqliteConnection,
    read: &TokenHash,
) -> Result<bool, sqlx::Error> {
    let closed = sqlx::query("update cohorts set closed = 1 where read_hash = ?")
        .bind(read.as_slice())
        .execute(connection)
        .await?;
    Ok(closed.rows_affected() > 0)
}

/// Deletes a cohort with everything of it, and returns its id if the token leads to one.
pub(super) async fn delete(
    connection: &mut SqliteConnection,
    read: &TokenHash,
) -> Result<Option<CohortId>, sqlx::Error> {
    let deleted: Option<Vec<u8>> =
        sqlx::query_scalar("delete from cohorts where read_hash = ? returning id")
            .bind(read.as_slice())
            .fetch_optional(&mut *connection)
            .await?;
    let Some(id) = deleted else { return Ok(None) };
    delete_counts(connection, &id).await?;
    decode::bits(&id).map(Some)
}

/// Deletes up to `limit` cohorts that end on `today` or before, and returns their number.
pub(super) async fn expire(
    connection: &mut SqliteConnection,
    today: Date,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let deleted: Vec<Vec<u8>> = sqlx::query_scalar(
        "delete from cohorts
        where id in (
            select id
            from cohorts
            where ends_on <= ?
            order by ends_on, id
            limit ?
        )
        returning id",
    )
    .bind(today.to_string())
    .bind(limit)
    .fetch_all(&mut *connection)
    .await?;
    for id in &deleted {
        delete_counts(connection, id).await?;
    }
    Ok(deleted.len() as u64)
}

async fn delete_counts(connection: &mut SqliteConnection, id: &[u8]) -> Result<(), sqlx::Error> {
    sqlx::query("delete from cohort_counts where cohort = ?")
        .bind(id)
        .execute(connection)
        .await
        .map(drop)
}
