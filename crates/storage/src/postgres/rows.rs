//! Statements that read whole rows of `queries`.

use sqlx::PgConnection;

use crate::storage::Row;
use crate::week::Week;

/// Deletes the first `limit` rows of weeks before `since` in the order of week and id, and returns them.
pub(super) async fn take_before(
    connection: &mut PgConnection,
    since: Week,
    limit: u32,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(
        "with due as (
            select week, id
            from queries
            where week < $1
            order by week, id
            limit $2
            for update
        )
        delete from queries
        using due
        where queries.week = due.week and queries.id = due.id
        returning queries.*",
    )
    .bind(since.to_string())
    .bind(i64::from(limit))
    .fetch_all(connection)
    .await
}

/// Up to `limit` rows after this one, in the order of week and id.
pub(super) async fn after(
    connection: &mut PgConnection,
    after: Option<&Row>,
    limit: u32,
) -> Result<Vec<Row>, sqlx::Error> {
    // The empty text comes before every week.
    let (week, id) =
        after.map_or_else(Default::default, |row| (row.query.week().to_string(), row.id));
    sqlx::query_as(
        "select *
        from queries
        where (week, id) > ($1, $2)
        order by week, id
        limit $3",
    )
    .bind(week)
    .bind(id.as_slice())
    .bind(i64::from(limit))
    .fetch_all(connection)
    .await
}
