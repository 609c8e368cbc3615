//! Statements that read whole rows of `queries`.

use sqlx::SqliteConnection;

use crate::storage::Row;
use crate::week::Week;

/// Up to `limit` rows of weeks before `since`, in the order of week and id.
pub(super) async fn before(
    connection: &mut SqliteConnection,
    since: Week,
    limit: u32,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(
        "select *
        from queries
        where week < ?
        order by week, id
        limit ?",
    )
    .bind(since.to_string())
    .bind(limit)
    .fetch_all(connection)
    .await
}

/// Up to `limit` rows after this one, in the order of week and id.
pub(super) async fn after(
    connection: &mut SqliteConnection,
    after: Option<&Row>,
    limit: u32,
) -> Result<Vec<Row>, sqlx::Error> {
    // The empty text comes before every week.
    let (week, id) =
        after.map_or_else(Default::default, |row| (row.query.week().to_string(), row.id));
    sqlx::query_as(
        "select *
        from queries
        where (week, id) > (?, ?)
        order by week, id
        limit ?",
    )
    .bind(week)
    .bind(id.as_slice())
    .bind(limit)
    .fetch_all(connection)
    .await
}
