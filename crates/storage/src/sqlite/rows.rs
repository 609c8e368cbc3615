//! The statements that read whole rows, for jobs and for replays.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _, SqliteConnection};

use crate::privacy::{QUESTIONS, StoredQuery};
use crate::week::Week;
use crate::{Row, decode};

/// The columns are in the order of the table.
impl FromRow<'_, SqliteRow> for Row {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
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

/// Up to `limit` rows of weeks before `since`, in the order of week and id.
pub(super) async fn before(
    connection: &mut SqliteConnection,
    since: Week,
    limit: u32,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(
        "select
            id, week, project_type, project_size, deadline, budget, team_size, experience,
            database, growth, control, security, load, goal, features,
            knowledge_version, winner, via_platform
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

/// Between two values of a line; no identifier, week or version has it.
const BETWEEN: char = '|';
/// Values of a line: id, week, the answers, version, winner, whether through a platform.
const VALUES: usize = 2 + QUESTIONS.len() + 3;

/// Up to `limit` rows after this one, in the order of week and id.
///
/// A page comes as one text with a line for each row. Eighteen values of each row one by one, handed from the
/// driver's thread to ours, took three quarters of the time of a replay.
pub(super) async fn after(
    connection: &mut SqliteConnection,
    after: Option<&Row>,
    limit: u32,
) -> Result<Vec<Row>, sqlx::Error> {
    // Before the first of all rows: the empty text comes before every week.
    let (week, id) =
        after.map_or_else(Default::default, |row| (row.query.week().to_string(), row.id));
    let page: Option<String> = sqlx::query_scalar(
        "select group_concat(line, char(10))
        from (
            select
                format(
                    '%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%d',
                    hex(id), week, project_type, project_size, deadline, budget, team_size,
                    experience, database, growth, control, security, load, goal, features,
                    knowledge_version, winner, via_platform
                ) as line
            from queries
            where (week, id) > (?, ?)
            order by week, id
            limit ?
        )",
    )
    .bind(week)
    .bind(id.as_slice())
    .bind(limit)
    .fetch_one(connection)
    .await?;
    let lines = page.iter().flat_map(|page| page.lines());
    let mut rows = lines.map(of_line).collect::<Result<Vec<Row>, _>>()?;
    // They are in this order, but a group promises none.
    rows.sort_unstable_by_key(|row| (row.query.week(), row.id));
    Ok(rows)
}

/// A row as a line; a null is an empty value, which no column may have.
fn of_line(line: &str) -> Result<Row, sqlx::Error> {
    let wrong = |what: &'static str| sqlx::Error::Decode(what.into());
    let mut values = [""; VALUES];
    let mut found = line.split(BETWEEN);
    for value in &mut values {
        *value = found.next().ok_or_else(|| wrong("a row has too few values"))?;
    }
    if found.next().is_some() {
        return Err(wrong("a value of a row is no identifier"));
    }
    let [id, written, answers @ .., version, winner, via_platform] = values;
    let id = u128::from_str_radix(id, 16).map_err(|_| wrong("an id has 16 bytes"))?.to_be_bytes();
    let some = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    StoredQuery::read(
        decode::week(written)?,
        answers.map(some),
        version.to_owned(),
        some(winner),
        via_platform == "1",
    )
    .map(|query| Row { id, query })
    .map_err(|error| sqlx::Error::Decode(error.into()))
}
