//! The statements that put queries in, and take them out again.

use sqlx::{Connection, PgConnection};

use super::error::is_passing;
use super::keys;
use crate::privacy::{Entry, QUESTIONS};
use crate::store::Insertion;

/// Adds all entries, or none, in one transaction; what became of each.
pub(super) async fn insert(
    connection: &mut PgConnection,
    entries: &[Entry],
) -> Result<Vec<Insertion>, sqlx::Error> {
    // One statement is a transaction of its own, and so one way to the server and back.
    if entries.iter().all(|entry| entry.key.is_none()) {
        insert_rows(connection, entries.iter().collect()).await?;
        return Ok(vec![Insertion::Stored; entries.len()]);
    }
    match insert_judged(connection, entries).await {
        // Another instance with the same keys was in the way, and is through by now.
        Err(error) if is_passing(&error) => insert_judged(connection, entries).await,
        outcome => outcome,
    }
}

async fn insert_judged(
    connection: &mut PgConnection,
    entries: &[Entry],
) -> Result<Vec<Insertion>, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let verdicts = keys::judge(&mut transaction, entries).await?;
    let pairs = entries.iter().zip(&verdicts);
    let new = pairs.filter(|(_, verdict)| **verdict == Insertion::Stored);
    insert_rows(&mut transaction, new.map(|(entry, _)| entry).collect()).await?;
    transaction.commit().await?;
    Ok(verdicts)
}

/// Adds rows with their receipts, by one statement: a column is an array, so that there is one text for
/// batches of all sizes.
async fn insert_rows(
    connection: &mut PgConnection,
    mut entries: Vec<&Entry>,
) -> Result<(), sqlx::Error> {
    if entries.is_empty() {
        return Ok(());
    }
    // PostgreSQL keeps rows in the order in which they came. Within a batch at least that order is the
    // one of the random ids.
    entries.sort_unstable_by_key(|entry| entry.query.id());
    let ids: Vec<_> = entries.iter().map(|entry| entry.query.id()).collect();
    let weeks: Vec<_> = entries.iter().map(|entry| entry.query.week().to_string()).collect();
    let mut statement = sqlx::query(
        "with new_queries as (
            insert into queries (
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
                $1::bytea[], $2::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                $15::text[], $16::text[], $17::text[], $18::text[], $19::boolean[]
            )
        )
        insert into receipts (week, receipt_hash, query_id)
        select *
        from unnest($2::text[], $3::bytea[], $1::bytea[])",
    )
    .bind(ids)
    .bind(weeks)
    .bind(entries.iter().map(|entry| entry.receipt.bytes().as_slice()).collect::<Vec<_>>());
    for question in 0..QUESTIONS.len() {
        let answers = entries.iter().map(|entry| entry.query.answers()[question].as_deref());
        statement = statement.bind(answers.collect::<Vec<_>>());
    }
    statement
        .bind(entries.iter().map(|entry| entry.query.knowledge_version()).collect::<Vec<_>>())
        .bind(entries.iter().map(|entry| entry.query.winner()).collect::<Vec<_>>())
        .bind(entries.iter().map(|entry| entry.query.via_platform()).collect::<Vec<_>>())
        .execute(connection)
        .await
        .map(drop)
}

/// Removes those of these entries that are there, in one transaction. A receipt or key goes with its
/// row only: that of an entry that was never stored may be that of an earlier one.
pub(super) async fn withdraw(
    connection: &mut PgConnection,
    entries: &[Entry],
) -> Result<(), sqlx::Error> {
    if entries.is_empty() {
        return Ok(());
    }
    let keys = entries.iter().map(|entry| entry.key.as_ref().map(|key| key.key_mac.as_slice()));
    sqlx::query(
        "with given as (
            select *
            from unnest($1::text[], $2::bytea[], $3::bytea[], $4::bytea[])
                as given (week, id, receipt_hash, key_mac)
        ),
        gone as (
            delete from queries
            using given
            where queries.week = given.week and queries.id = given.id
            returning given.week, given.receipt_hash, given.key_mac
        ),
        without_receipt as (
            delete from receipts
            using gone
            where receipts.week = gone.week and receipts.receipt_hash = gone.receipt_hash
        )
        delete from idempotency_keys
        using gone
        where idempotency_keys.key_mac = gone.key_mac",
    )
    .bind(entries.iter().map(|entry| entry.query.week().to_string()).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.query.id()).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.receipt.bytes().as_slice()).collect::<Vec<_>>())
    .bind(keys.collect::<Vec<_>>())
    .execute(connection)
    .await
    .map(drop)
}

/// Adds a row and removes it again, in one transaction: a commit and a sync like any other, with
/// all that a real row needs. Nobody ever sees the row; random ids do not come out all zero.
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

/// Gives the room of deleted rows free to be written over, where nobody else is at a table.
pub(super) async fn vacuum(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("vacuum (skip_locked) queries, receipts, feedback, idempotency_keys")
        .execute(connection)
        .await
        .map(drop)
}
