//! Statements that insert queries and undo it. They run in a transaction of the caller.

use std::collections::HashMap;

use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::{keys, receipts};
use crate::decode;
use crate::privacy::anonymise::NewQuery;
use crate::privacy::receipt::{ReceiptKeys, RowId};
use crate::storage::Insertion;

/// Rows of the largest statement: 512 rows of 18 values are below the `SQLite` limit of 32,766 values.
const LARGEST_STATEMENT: usize = 512;

/// Stores all entries or none in one transaction, and returns the result of each.
///
/// A batch is split into powers of two, largest first. So there are at most ten statements, the driver keeps all of
/// them prepared, and a batch of any size needs no parsing.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    entries: &[NewQuery],
) -> Result<Vec<Insertion>, sqlx::Error> {
    let receipt_keys = receipt_keys(connection, entries).await?;
    let mut insertions = Vec::with_capacity(entries.len());
    let mut new = Vec::with_capacity(entries.len());
    // The keys of this batch, whose rows are not inserted yet.
    let mut fresh = HashMap::new();
    for entry in entries {
        let key = entry.key.as_ref();
        let insertion = match key.and_then(|key| Some((key, fresh.get(&key.key_mac)?))) {
            Some((key, body_mac)) if key.body_mac == *body_mac => Insertion::Repeated,
            Some(_) => Insertion::KeyReused,
            None => keys::check(connection, entry, &receipt_keys).await?,
        };
        if insertion == Insertion::Stored {
            fresh.extend(key.map(|key| (key.key_mac, key.body_mac)));
            let id = receipt_keys.row(entry.query.week(), &entry.receipt);
            new.push((id.ok_or_else(decode::no_receipt_key)?, entry));
        }
        insertions.push(insertion);
    }
    // So not even the log has the order of arrival.
    new.sort_unstable_by_key(|(id, _)| *id);
    let mut rest = new.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(statement_size(rest.len()));
        insert_rows(now).build().execute(&mut *connection).await?;
        rest = later;
    }
    Ok(insertions)
}

/// The keys of the weeks of these entries, made if missing, and of the week before and of later weeks, which may have a
/// row of an earlier attempt.
async fn receipt_keys(
    connection: &mut SqliteConnection,
    entries: &[NewQuery],
) -> Result<ReceiptKeys, sqlx::Error> {
    let weeks = || entries.iter().map(|entry| entry.query.week());
    let Some(first) = weeks().min() else { return Ok(ReceiptKeys::default()) };
    let mut keys = receipts::keys(connection, first.plus(-1)).await?;
    for week in weeks() {
        if !keys.have(week) {
            keys.insert(week, receipts::make_key(connection, week).await?);
        }
    }
    Ok(keys)
}

/// The largest power of two up to `rows` and [`LARGEST_STATEMENT`].
fn statement_size(rows: usize) -> usize {
    1 << rows.min(LARGEST_STATEMENT).ilog2()
}

/// One statement for all of these rows.
fn insert_rows(rows: &[(RowId, &NewQuery)]) -> QueryBuilder<Sqlite> {
    let mut statement = QueryBuilder::new(
        "insert into queries (
            id,
            week,
            project_type,
            project_size,
            deadline,
            budget,
            team_size,
            experience,
            database,
            growth,
            control,
            security,
            load,
            goal,
            features,
            knowledge_version,
            winner,
            via_platform
        ) ",
    );
    statement.push_values(rows, |mut row, (id, NewQuery { query, .. })| {
        row.push_bind(id.to_vec()).push_bind(query.week().to_string());
        for answer in query.answers() {
            row.push_bind(answer.as_deref());
        }
        row.push_bind(query.knowledge_version())
            .push_bind(query.winner())
            .push_bind(query.via_platform());
    });
    statement
}

/// Removes the rows that these entries stored, in one transaction. The row of a repeat belongs to an earlier attempt
/// and stays.
pub(super) async fn undo_insert(
    connection: &mut SqliteConnection,
    entries: &[NewQuery],
) -> Result<(), sqlx::Error> {
    for NewQuery { query, receipt, key } in entries {
        let keys = receipts::keys(connection, query.week()).await?;
        let Some(id) = keys.row(query.week(), receipt) else { continue };
        if let Some(key) = key
            && !keys::is_of_this_attempt(connection, key).await?
        {
            continue;
        }
        let deleted = sqlx::query("delete from queries where week = ? and id = ?")
            .bind(query.week().to_string())
            .bind(id.as_slice())
            .execute(&mut *connection)
            .await?;
        if let Some(key) = key
            && deleted.rows_affected() > 0
        {
            keys::forget(connection, key).await?;
        }
    }
    Ok(())
}

/// Inserts a row and deletes it in one transaction, with a commit and a sync like those of a real row. No other
/// connection sees the row, and no random id is all zero.
pub(super) async fn insert_and_delete(
    connection: &mut SqliteConnection,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into queries (id, week, knowledge_version, via_platform)
        values (zeroblob(16), '0000-W00', '0', 0)",
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query("delete from queries where week = '0000-W00' and id = zeroblob(16)")
        .execute(&mut *connection)
        .await?;
    Ok(())
}

/// Moves the log into the database and empties it, and returns whether it is empty. Another connection that reads
/// prevents it, which `SQLite` reports in the column `busy` and not as an error.
pub(super) async fn empty_log(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let (busy, _frames, _moved): (i64, i64, i64) =
        sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(connection).await?;
    Ok(busy == 0)
}

/// The bytes of the pages that hold rows and indexes, without free pages.
pub(super) async fn used_bytes(connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let bytes: i64 = sqlx::query_scalar(
        "select (page_count - freelist_count) * page_size
        from pragma_page_count
        cross join pragma_freelist_count
        cross join pragma_page_size",
    )
    .fetch_one(connection)
    .await?;
    Ok(u64::try_from(bytes).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_split_into_few_sizes() {
        let split = |mut rows| {
            let mut sizes = Vec::new();
            while rows > 0 {
                sizes.push(statement_size(rows));
                rows -= statement_size(rows);
            }
            sizes
        };

        assert_eq!(split(1), [1]);
        assert_eq!(split(7), [4, 2, 1]);
        assert_eq!(split(1100), [512, 512, 64, 8, 4]);
    }
}
