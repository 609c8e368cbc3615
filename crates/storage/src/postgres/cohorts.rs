//! Statements on `cohorts` and `cohort_counts`.

use jiff::civil::Date;
use sqlx::{Connection, PgConnection};

use super::counts::columns;
use crate::cohorts::{CohortId, JoinableCohort, NewCohort, StoredCohort};
use crate::decode;
use crate::privacy::cohort_token::TokenHash;
use crate::privacy::counts::Counts;

/// Stores a cohort unless there are `max`, and returns whether it is stored. Several instances at the same time may
/// exceed the limit by one each.
pub(super) async fn create(
    connection: &mut PgConnection,
    cohort: &NewCohort,
    max: u32,
) -> Result<bool, sqlx::Error> {
    let created = sqlx::query(
        "insert into cohorts (id, join_hash, read_hash, ends_on, participants, closed, released_answers)
        select $1, $2, $3, $4, $5, false, 0
        where (select count(*) from cohorts) < $6",
    )
    .bind(cohort.id.as_slice())
    .bind(cohort.join_hash.as_slice())
    .bind(cohort.read_hash.as_slice())
    .bind(cohort.ends_on.to_string())
    .bind(i64::from(cohort.participants))
    .bind(i64::from(max))
    .execute(connection)
    .await?;
    Ok(created.rows_affected() > 0)
}

/// The cohort of a join token.
pub(super) async fn joinable(
    connection: &mut PgConnection,
    join: &TokenHash,
) -> Result<Option<JoinableCohort>, sqlx::Error> {
    sqlx::query_as("select id, participants, closed from cohorts where join_hash = $1")
        .bind(join.as_slice())
        .fetch_optional(connection)
        .await
}

/// The cohort of a read token.
pub(super) async fn one(
    connection: &mut PgConnection,
    read: &TokenHash,
) -> Result<Option<StoredCohort>, sqlx::Error> {
    sqlx::query_as(
        "select id, closed, released_answers, body
        from cohorts
        where read_hash = $1",
    )
    .bind(read.as_slice())
    .fetch_optional(connection)
    .await
}

/// The counts of a cohort.
pub(super) async fn counts(
    connection: &mut PgConnection,
    id: &CohortId,
) -> Result<Counts, sqlx::Error> {
    let rows = sqlx::query_as("select subject, key, count from cohort_counts where cohort = $1")
        .bind(id.as_slice())
        .fetch_all(connection)
        .await?;
    Ok(decode::counts(rows))
}

/// Adds to the counts of a cohort that is neither deleted nor closed, and returns whether they were added.
pub(super) async fn add(
    connection: &mut PgConnection,
    id: &CohortId,
    counts: &Counts,
) -> Result<bool, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    // Locked until the end, so that nothing is added after it was deleted or closed, and so that two additions of
    // several instances follow each other.
    let open: Option<bool> =
        sqlx::query_scalar("select true from cohorts where id = $1 and not closed for update")
            .bind(id.as_slice())
            .fetch_optional(&mut *transaction)
            .await?;
    if open.is_none() {
        transaction.commit().await?;
        return Ok(false);
    }
    let (subjects, keys, numbers) = columns(counts);
    sqlx::query(
        "insert into cohort_counts (cohort, subject, key, count)
        select $1, given.subject, given.key, given.count
        from unnest($2::text[], $3::text[], $4::bigint[]) as given (subject, key, count)
        on conflict (cohort, subject, key) do update
        set count = cohort_counts.count + excluded.count",
    )
    .bind(id.as_slice())
    .bind(subjects)
    .bind(keys)
    .bind(numbers)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(true)
}

/// Replaces the release of a cohort that has `before` answers, and returns whether it was replaced.
pub(super) async fn release(
    connection: &mut PgConnection,
    id: &CohortId,
    before: u64,
    answers: u64,
    body: &str,
) -> Result<bool, sqlx::Error> {
    let replaced = sqlx::query(
        "update cohorts
        set released_answers = $1, body = $2
        where id = $3 and released_answers = $4",
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
    connection: &mut PgConnection,
    read: &TokenHash,
) -> Result<bool, sqlx::Error> {
    let closed = sqlx::query("update cohorts set closed = true where read_hash = $1")
        .bind(read.as_slice())
        .execute(connection)
        .await?;
    Ok(closed.rows_affected() > 0)
}

/// Deletes a cohort with everything of it, and returns its id if the token leads to one.
pub(super) async fn delete(
    connection: &mut PgConnection,
    read: &TokenHash,
) -> Result<Option<CohortId>, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let deleted: Option<Vec<u8>> =
        sqlx::query_scalar("delete from cohorts where read_hash = $1 returning id")
            .bind(read.as_slice())
            .fetch_optional(&mut *transaction)
            .await?;
    if let Some(id) = &deleted {
        sqlx::query("delete from cohort_counts where cohort = $1")
            .bind(id)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    deleted.map(|id| decode::bits(&id)).transpose()
}

/// Deletes up to `limit` cohorts that end on `today` or before, and returns their number.
pub(super) async fn expire(
    connection: &mut PgConnection,
    today: Date,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let deleted: Vec<Vec<u8>> = sqlx::query_scalar(
        "delete from cohorts
        where id in (
            select id
            from cohorts
            where ends_on <= $1
            order by ends_on, id
            limit $2
            for update
        )
        returning id",
    )
    .bind(today.to_string())
    .bind(i64::from(limit))
    .fetch_all(&mut *transaction)
    .await?;
    sqlx::query("delete from cohort_counts where cohort = any($1)")
        .bind(&deleted)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(deleted.len() as u64)
}
