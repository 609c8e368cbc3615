//! The statements that put queries in, and take them out again.

use std::collections::HashMap;

use sqlx::{Connection, QueryBuilder, Sqlite, SqliteConnection};

use super::{keys, receipts};
use crate::decode;
use crate::privacy::anonymise::Entry;
use crate::privacy::receipt::{ReceiptKeys, RowId};
use crate::storage::Insertion;

/// Rows of the largest statement: 512 rows of 18 values stay below `SQLite`'s limit of 32,766.
const LARGEST_STATEMENT: usize = 512;

/// Adds all entries, or none, in one transaction; what became of each.
///
/// A batch is cut into powers of two, largest first. So there are ten texts at most, the driver
/// keeps all of them prepared, and a batch of any size pays for no parsing.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    entries: &[Entry],
) -> Result<Vec<Insertion>, sqlx::Error> {
    // `immediate`: a lock held elsewhere shows here, where waiting for it is allowed, and not at
    // the first write, where SQLite refuses without waiting.
    let mut transaction = connection.begin_with("begin immediate").await?;
    let receipt_keys = receipt_keys(&mut transaction, entries).await?;
    let mut verdicts = Vec::with_capacity(entries.len());
    let mut new = Vec::with_capacity(entries.len());
    // The keys of this batch: their rows are not there yet.
    let mut fresh = HashMap::new();
    for entry in entries {
        let key = entry.key.as_ref();
        let verdict = match key.and_then(|key| Some((key, fresh.get(&key.key_mac)?))) {
            Some((key, body_mac)) if key.body_mac == *body_mac => Insertion::Repeated,
            Some(_) => Insertion::KeyReused,
            None => keys::judge(&mut transaction, entry, &receipt_keys).await?,
        };
        if verdict == Insertion::Stored {
            fresh.extend(key.map(|key| (key.key_mac, key.body_mac)));
            let id = receipt_keys.row(entry.query.week(), &entry.receipt);
            new.push((id.ok_or_else(decode::no_receipt_key)?, entry));
        }
        verdicts.push(verdict);
    }
    // Not even the log has them in the order of arrival then.
    new.sort_unstable_by_key(|(id, _)| *id);
    let mut rest = new.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(statement_size(rest.len()));
        insert_rows(now).build().execute(&mut *transaction).await?;
        rest = later;
    }
    transaction.commit().await?;
    Ok(verdicts)
}

/// The keys by which receipts lead to the rows of these entries, made where there is none yet; and those of
/// the week before and of later ones, in which there may be a row of an earlier attempt.
async fn receipt_keys(
    connection: &mut SqliteConnection,
    entries: &[Entry],
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

/// The largest power of two that is not above `rows` or [`LARGEST_STATEMENT`].
fn statement_size(rows: usize) -> usize {
    1 << rows.min(LARGEST_STATEMENT).ilog2()
}

/// One statement for all of these rows.
fn insert_rows(rows: &[(RowId, &Entry)]) -> QueryBuilder<Sqlite> {
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
    statement.push_values(rows, |mut row, (id, Entry { query, .. })| {
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

/// Removes those of these entries that are there, in one transaction. A repeat leads to the row of an earlier
/// attempt, which stays.
pub(super) async fn withdraw(
    connection: &mut SqliteConnection,
    entries: &[Entry],
) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with("begin immediate").await?;
    for Entry { query, receipt, key } in entries {
        let keys = receipts::keys(&mut transaction, query.week()).await?;
        let Some(id) = keys.row(query.week(), receipt) else { continue };
        if let Some(key) = key
            && !keys::is_of_this_attempt(&mut transaction, key).await?
        {
            continue;
        }
        let gone = sqlx::query("delete from queries where week = ? and id = ?")
            .bind(query.week().to_string())
            .bind(id.as_slice())
            .execute(&mut *transaction)
            .await?;
        if let Some(key) = key
            && gone.rows_affected() > 0
        {
            keys::forget(&mut transaction, key).await?;
        }
    }
    transaction.commit().await
}

/// Adds a row and removes it again, in one transaction: a commit and a sync like any other, with
/// all that a real row needs. Nobody ever sees the row; random ids do not come out all zero.
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

/// Moves the log into the database and empties it. Where somebody reads at the same time, it does
/// as much of that as it can without waiting for long.
pub(super) async fn empty_log(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("pragma wal_checkpoint(truncate)").execute(connection).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_cut_into_few_sizes() {
        let cut = |mut rows| {
            let mut sizes = Vec::new();
            while rows > 0 {
                sizes.push(statement_size(rows));
                rows -= statement_size(rows);
            }
            sizes
        };

        assert_eq!(cut(1), [1]);
        assert_eq!(cut(7), [4, 2, 1]);
        assert_eq!(cut(1100), [512, 512, 64, 8, 4]);
    }
}
