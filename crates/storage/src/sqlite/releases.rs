//! Statements on `releases`.

use sqlx::SqliteConnection;

use crate::storage::{ReleasedWeek, StoredRelease};
use crate::week::Week;

/// Stores a release unless its week has one, and returns whether it was stored.
pub(super) async fn publish(
    connection: &mut SqliteConnection,
    release: &StoredRelease,
) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query(
        "insert into releases (week, first_week, body, noisy_total)
        values (?, ?, ?, ?)
        on conflict (week) do nothing",
    )
    .bind(release.week.to_string())
    .bind(release.first_week.to_string())
    .bind(&release.body)
    .bind(release.noisy_total)
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() > 0)
}

/// The closed weeks, oldest first.
pub(super) async fn all(
    connection: &mut SqliteConnection,
) -> Result<Vec<ReleasedWeek>, sqlx::Error> {
    sqlx::query_as(
        "select week, first_week, body is not null as published, noisy_total
        from releases
        order by week",
    )
    .fetch_all(connection)
    .await
}

/// The release of a week.
pub(super) async fn one(
    connection: &mut SqliteConnection,
    week: Week,
) -> Result<Option<StoredRelease>, sqlx::Error> {
    sqlx::query_as(
        "select week, first_week, body, noisy_total
        from releases
        where week = ?",
    )
    .bind(week.to_string())
    .fetch_optional(connection)
    .await
}
