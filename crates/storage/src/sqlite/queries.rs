//! Statements that insert queries and undo it.

use std::collections::HashMap;

use sqlx::{Connection, QueryBuilder, Sqlite, SqliteConnection};

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
    // `immediate`: SQLite waits for a lock of another process here, but fails at once at the first write of a deferred
    // transaction.
    let mut transaction = connection.begin_with("begin immediate").await?;
    let receipt_keys = receipt_keys(&mut transaction, entries).await?;
    let mut insertions = Vec::with_capacity(entries.len());
    let mut new = Vec::with_capacity(entries.len());
    // The keys of this batch, whose rows are not inserted yet.
    let mut fresh = HashMap::new();
    for entry in entries {
        let key = entry.key.as_ref();
        let insertion = match key.and_then(|key| Some((key, fresh.get(&key.key_mac)?))) {
            Some((key, body_mac)) if key.body_mac == *body_mac => Insertion::Repeated,
            Some(_) => Insertion::KeyReused,
            None => keys::check(&mut transaction, entry, &receipt_keys).await?,
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
        insert_rows(now).build().execute(&mut *transaction).await?;
        rest = later;
    }
    transaction.commit().await?;
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
    let mut transaction = connection.begin_with("begin immediate").await?;
    for NewQuery { query, receipt, key } in entries {
        let keys = receipts::keys(&mut transaction, query.week()).await?;
        let Some(id) = keys.row(query.week(), receipt) else { continue };
        if let Some(key) = key
            && !keys::is_of_this_attempt(&mut transaction, key).await?
        {
            continue;
        }
        let deleted = sqlx::query("delete from queries where week = ? and id = ?")
            .bind(query.week().to_string())
            .bind(id.as_slice())
            .execute(&mut *transaction)
            .await?;
        if let Some(key) = key
            && deleted.rows_affected() > 0
        {
            keys::forget(&mut transaction, key).await?;
        }
    }
    transaction.commit().await
}

/// Inserts a row and deletes it in one transaction, with a commit and a sync like those of a real row. No other
/// connection sees the row, and no random id is all zero.
pub(super) async fn insert_and_delete(
    connection: &mut SqliteConnection,
) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with("begin immediate").await?;
    sqlx::query(
        "insert into queries (id, week, knowledge_version, via_platform)
        values (zeroblob(16), '0000-W00', '0', 0)",
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query("delete from queries where week = '0000-W00' and id = zeroblob(16)")
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await
}

/// Moves the log into the database and empties it, as far as concurrent reads allow within the busy timeout.
pub(super) async fn empty_log(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("pragma wal_checkpoint(truncate)").execute(connection).await.map(drop)
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
