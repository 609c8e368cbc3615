//! The statements that read whole rows, for jobs and for replays.

use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgConnection, Row as _};

use crate::privacy::{QUESTIONS, StoredQuery};
use crate::week::Week;
use crate::{Row, decode};

/// The columns are in the order of the table.
impl FromRow<'_, PgRow> for Row {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        let id: &[u8] = row.try_get(0)?;
        let id = decode::bits(id)?;
        let week = decode::week(row.try_get(1)?)?;
        let mut answers = [const { None }; QUESTIONS.len()];
        for (index, answer) in answers.iter_mut().enumerate() {
            *answer = row.try_get(2 + index)?;
        }
        let rest = 2 + QUESTIONS.len();
        StoredQuery::read(
            week,
            answers,
            row.try_get(rest)?,
            row.try_get(rest + 1)?,
            row.try_get(rest + 2)?,
        )
        .map(|query| Self { id, query })
        .map_err(|error| sqlx::Error::Decode(error.into()))
    }
}

/// Deletes up to `limit` rows of weeks before `since`, those that come first in the order of week and
/// id, and gives them back.
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
        returning
            queries.id, queries.week, project_type, project_size, deadline, budget, team_size,
            experience, database, growth, control, security, load, goal, features,
            knowledge_version, winner, via_platform",
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
    // Before the first of all rows: the empty text comes before every week.
    let (week, id) =
        after.map_or_else(Default::default, |row| (row.query.week().to_string(), row.id));
    sqlx::query_as(
        "select
            id, week, project_type, project_size, deadline, budget, team_size, experience,
            database, growth, control, security, load, goal, features,
            knowledge_version, winner, via_platform
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
