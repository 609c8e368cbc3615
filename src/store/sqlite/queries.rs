//! The statements that put queries in, and take them out again.

use std::collections::HashMap;

use sqlx::{Connection, QueryBuilder, Sqlite, SqliteConnection};

use super::keys;
use crate::privacy::Entry;
use crate::store::Insertion;

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
    let mut verdicts = Vec::with_capacity(entries.len());
    // The keys of this batch: their receipts are not there yet.
    let mut fresh = HashMap::new();
    for entry in entries {
        let key = entry.key.as_ref();
        let verdict = match key.and_then(|key| Some((key, fresh.get(&key.key_mac)?))) {
            Some((key, body_mac)) if key.body_mac == *body_mac => Insertion::Repeated,
            Some(_) => Insertion::KeyReused,
            None => keys::remember(&mut transaction, entry).await?,
        };
        if let (Some(key), Insertion::Stored) = (key, verdict) {
            fresh.insert(key.key_mac, key.body_mac);
        }
        verdicts.push(verdict);
    }
    let pairs = entries.iter().zip(&verdicts);
    let new = pairs.filter(|(_, verdict)| **verdict == Insertion::Stored);
    let new: Vec<&Entry> = new.map(|(entry, _)| entry).collect();
    for statement in [insert_queries, insert_receipts] {
        let mut rest = new.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(statement_size(rest.len()));
            statement(now).build().execute(&mut *transaction).await?;
            rest = later;
        }
    }
    transaction.commit().await?;
    Ok(verdicts)
}

/// The largest power of two that is not above `rows` or [`LARGEST_STATEMENT`].
fn statement_size(rows: usize) -> usize {
    1 << rows.min(LARGEST_STATEMENT).ilog2()
}

/// `or rollback`: a row that is refused takes the whole batch with it. Otherwise SQLite would keep a
/// journal of its own for each statement, to be able to take back that statement alone.
fn insert_queries(entries: &[&Entry]) -> QueryBuilder<Sqlite> {
    let mut statement = QueryBuilder::new(
        "insert or rollback into queries (
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
    statement.push_values(entries, |mut row, Entry { query, .. }| {
        row.push_bind(query.id().to_vec()).push_bind(query.week().to_string());
        for answer in query.answers() {
            row.push_bind(answer.as_deref());
        }
        row.push_bind(query.knowledge_version())
            .push_bind(query.winner())
            .push_bind(query.via_platform());
    });
    statement
}

fn insert_receipts(entries: &[&Entry]) -> QueryBuilder<Sqlite> {
    let mut statement =
        QueryBuilder::new("insert or rollback into receipts (week, receipt_hash, query_id) ");
    statement.push_values(entries, |mut row, Entry { query, receipt, .. }| {
        row.push_bind(query.week().to_string())
            .push_bind(receipt.bytes().to_vec())
            .push_bind(query.id().to_vec());
    });
    statement
}

/// Removes those of these entries that are there, in one transaction. A receipt or key goes with its
/// row only: that of an entry that was never stored may be that of an earlier one.
pub(super) async fn withdraw(
    connection: &mut SqliteConnection,
    entries: &[Entry],
) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with("begin immediate").await?;
    for Entry { query, receipt, key } in entries {
        let week = query.week().to_string();
        let gone = sqlx::query("delete from queries where week = ? and id = ?")
            .bind(&week)
            .bind(query.id().as_slice())
            .execute(&mut *transaction)
            .await?;
        if gone.rows_affected() == 0 {
            continue;
        }
        sqlx::query("delete from receipts where week = ? and receipt_hash = ?")
            .bind(&week)
            .bind(receipt.bytes().as_slice())
            .execute(&mut *transaction)
            .await?;
        if let Some(key) = key {
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
