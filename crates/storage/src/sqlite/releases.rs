//! The statements on `releases`.

use sqlx::SqliteConnection;

use crate::storage::{ReleasedWeek, StoredRelease};
use crate::week::Week;

/// Keeps a release unless its week has one; whether it was kept.
pub(super) async fn publish(
    connection: &mut SqliteConnection,
    release: &StoredRelease,
) -> Result<bool, sqlx::Error> {
    let kept = sqlx::query(
        "insert into releases (week, first_week, body)
        values (?, ?, ?)
        on conflict (week) do nothing",
    )
    .bind(release.week.to_string())
    .bind(release.first_week.to_string())
    .bind(&release.body)
    .execute(connection)
    .await?;
    Ok(kept.rows_affected() > 0)
}

/// The closed weeks, oldest first.
pub(super) async fn all(
    connection: &mut SqliteConnection,
) -> Result<Vec<ReleasedWeek>, sqlx::Error> {
    sqlx::query_as(
        "select week, first_week, body is not null as published
        from releases
        order by week",
    )
    .fetch_all(connection)
    .await
}

/// What was published of a week.
pub(super) async fn one(
    connection: &mut SqliteConnection,
    week: Week,
) -> Result<Option<StoredRelease>, sqlx::Error> {
    sqlx::query_as(
        "select week, first_week, body
        from releases
        where week = ?",
    )
    .bind(week.to_string())
    .fetch_optional(connection)
    .await
}
