//! Statements that insert queries and undo it.

use std::collections::BTreeSet;

use sqlx::{Connection, PgConnection};

use super::error::is_transient;
use super::{keys, receipts};
use crate::decode;
use crate::privacy::anonymise::{NewQuery, StoredQuery};
use crate::privacy::closed_answers::QUESTIONS;
use crate::privacy::receipt::{ReceiptKeys, RowId};
use crate::storage::Insertion;
use crate::week::Week;

/// Stores all entries or none in one transaction, and returns the result of each.
pub(super) async fn insert(
    connection: &mut PgConnection,
    entries: &[NewQuery],
) -> Result<Vec<Insertion>, sqlx::Error> {
    let receipt_keys = receipt_keys(connection, entries).await?;
    // One statement is a transaction of its own, and so needs one round trip.
    if entries.iter().all(|entry| entry.key.is_none()) {
        insert_rows(connection, entries.iter(), &receipt_keys).await?;
        return Ok(vec![Insertion::Stored; entries.len()]);
    }
    match insert_with_keys(connection, entries, &receipt_keys).await {
        // Another instance with the same keys caused a conflict; its transaction has ended now.
        Err(error) if is_transient(&error) => {
            insert_with_keys(connection, entries, &receipt_keys).await
        }
        outcome => outcome,
    }
}

/// The keys of the weeks of these entries, made if missing, and of the week before and of later weeks, which may have a
/// row of an earlier attempt.
async fn receipt_keys(
    connection: &mut PgConnection,
    entries: &[NewQuery],
) -> Result<ReceiptKeys, sqlx::Error> {
    let weeks = || entries.iter().map(|entry| entry.query.week());
    let Some(first) = weeks().min() else { return Ok(ReceiptKeys::default()) };
    let keys = receipts::keys(connection, first.plus(-1)).await?;
    let missing: BTreeSet<Week> = weeks().filter(|week| !keys.have(*week)).collect();
    if missing.is_empty() {
        return Ok(keys);
    }
    for week in missing {
        receipts::make_key(connection, week).await?;
    }
    receipts::keys(connection, first.plus(-1)).await
}

/// Stores entries of which some have an idempotency key.
async fn insert_with_keys(
    connection: &mut PgConnection,
    entries: &[NewQuery],
    receipt_keys: &ReceiptKeys,
) -> Result<Vec<Insertion>, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let insertions = keys::check(&mut transaction, entries, receipt_keys).await?;
    let pairs = entries.iter().zip(&insertions);
    let new = pairs.filter(|(_, insertion)| **insertion == Insertion::Stored);
    insert_rows(&mut transaction, new.map(|(entry, _)| entry), receipt_keys).await?;
    transaction.commit().await?;
    Ok(insertions)
}

/// Inserts rows by one statement with an array for each column, so that batches of all sizes have the same text.
async fn insert_rows<'entry>(
    connection: &mut PgConnection,
    entries: impl Iterator<Item = &'entry NewQuery>,
    receipt_keys: &ReceiptKeys,
) -> Result<(), sqlx::Error> {
    let with_id = |entry: &'entry NewQuery| {
        let id = receipt_keys.row(entry.query.week(), &entry.receipt);
        Ok((id.ok_or_else(decode::no_receipt_key)?, entry))
    };
    let mut rows =
        entries.map(with_id).collect::<Result<Vec<(RowId, &NewQuery)>, sqlx::Error>>()?;
    if rows.is_empty() {
        return Ok(());
    }
    // PostgreSQL keeps rows in the order of arrival. Within a batch, this order is that of the random ids.
    rows.sort_unstable_by_key(|(id, _)| *id);
    let (ids, queries): (Vec<RowId>, Vec<&StoredQuery>) =
        rows.into_iter().map(|(id, entry)| (id, &entry.query)).unzip();
    let weeks: Vec<_> = queries.iter().map(|query| query.week().to_string()).collect();
    let mut statement = sqlx::query(
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
        )
        select *
        from unnest(
            $1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
            $14::text[], $15::text[], $16::text[], $17::text[], $18::boolean[]
        )",
    )
    .bind(ids)
    .bind(weeks);
    for question in 0..QUESTIONS.len() {
        let answers = queries.iter().map(|query| query.answers()[question].as_deref());
        statement = statement.bind(answers.collect::<Vec<_>>());
    }
    statement
        .bind(queries.iter().map(|query| query.knowledge_version()).collect::<Vec<_>>())
        .bind(queries.iter().map(|query| query.winner()).collect::<Vec<_>>())
        .bind(queries.iter().map(|query| query.via_platform()).collect::<Vec<_>>())
        .execute(connection)
        .await
        .map(drop)
}

/// Removes the rows that these entries stored, in one transaction. The row of a repeat belongs to an earlier attempt
/// and stays.
pub(super) async fn undo_insert(
    connection: &mut PgConnection,
    entries: &[NewQuery],
) -> Result<(), sqlx::Error> {
    let Some(first) = entries.iter().map(|entry| entry.query.week()).min() else { return Ok(()) };
    let receipt_keys = receipts::keys(connection, first).await?;
    let (mut weeks, mut ids, mut key_macs, mut attempts) = (vec![], vec![], vec![], vec![]);
    for NewQuery { query, receipt, key } in entries {
        // Without a key for its week, the entry has no row.
        if let Some(id) = receipt_keys.row(query.week(), receipt) {
            weeks.push(query.week().to_string());
            ids.push(id);
            key_macs.push(key.as_ref().map(|key| key.key_mac.as_slice()));
            attempts.push(key.as_ref().map(|key| key.attempt.as_slice()));
        }
    }
    sqlx::query(
        "with given as (
            select *
            from unnest($1::text[], $2::bytea[], $3::bytea[], $4::bytea[])
                as given (week, id, key_mac, attempt)
        ),
        deleted as (
            delete from queries
            using given
            where
                queries.week = given.week
                and queries.id = given.id
                and (
                    given.key_mac is null
                    or exists (
                        select 1
                        from idempotency_keys as stored
                        where stored.key_mac = given.key_mac and stored.attempt = given.attempt
                    )
                )
            returning given.key_mac
        )
        delete from idempotency_keys
        using deleted
        where idempotency_keys.key_mac = deleted.key_mac",
    )
    .bind(weeks)
    .bind(ids)
    .bind(key_macs)
    .bind(attempts)
    .execute(connection)
    .await
    .map(drop)
}

/// Inserts a row and deletes it in one transaction, with a commit and a sync like those of a real row. No other
/// connection sees the row, and no random id is all zero.
pub(super) async fn insert_and_delete(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    sqlx::query(
        "insert into queries (id, week, knowledge_version, via_platform)
        values (decode(repeat('00', 16), 'hex'), '0000-W00', '0', false)",
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "delete from queries where week = '0000-W00' and id = decode(repeat('00', 16), 'hex')",
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await
}

/// The size of the database in bytes.
pub(super) async fn database_size(connection: &mut PgConnection) -> Result<u64, sqlx::Error> {
    let bytes: i64 = sqlx::query_scalar("select pg_database_size(current_database())")
        .fetch_one(connection)
        .await?;
    Ok(u64::try_from(bytes).unwrap_or_default())
}

/// Makes the space of deleted rows available for new ones, except in tables that another session has locked.
pub(super) async fn vacuum(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query(
        "vacuum (skip_locked)
            queries, receipt_keys, feedback, idempotency_keys, cohorts, cohort_counts",
    )
    .execute(connection)
    .await
    .map(drop)
}
