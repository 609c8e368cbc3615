//! Statements on `idempotency_keys` and `secrets`.

use sqlx::SqliteConnection;

use super::receipts;
use crate::decode;
use crate::privacy::anonymise::NewQuery;
use crate::privacy::idempotency::{KeyRecord, Secret};
use crate::privacy::receipt::ReceiptKeys;
use crate::storage::Insertion;

/// Decides whether an entry is stored, and remembers its key if so.
pub(super) async fn check(
    connection: &mut SqliteConnection,
    entry: &NewQuery,
    receipt_keys: &ReceiptKeys,
) -> Result<Insertion, sqlx::Error> {
    let Some(key) = &entry.key else { return Ok(Insertion::Stored) };
    let same_body: Option<bool> = sqlx::query_scalar(
        "select body_mac = ? from idempotency_keys where key_mac = ? and expires_hour > ?",
    )
    .bind(key.body_mac.as_slice())
    .bind(key.key_mac.as_slice())
    .bind(key.created_hour())
    .fetch_optional(&mut *connection)
    .await?;
    if same_body == Some(false) {
        return Ok(Insertion::KeyReused);
    }
    // The receipt is derived from key and body, so its row is of an equal request.
    if receipts::leads_to_a_row(connection, &entry.receipt, receipt_keys).await? {
        return Ok(Insertion::Repeated);
    }
    if same_body == Some(true) {
        return Ok(Insertion::Erased);
    }
    remember(connection, key).await?;
    Ok(Insertion::Stored)
}

/// Remembers a key that is new or has expired.
async fn remember(connection: &mut SqliteConnection, key: &KeyRecord) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert or replace into idempotency_keys (key_mac, body_mac, expires_hour, attempt)
        values (?, ?, ?, ?)",
    )
    .bind(key.key_mac.as_slice())
    .bind(key.body_mac.as_slice())
    .bind(key.expires_hour)
    .bind(key.attempt.as_slice())
    .execute(connection)
    .await
    .map(drop)
}

/// Remembers a key, and returns whether it is new or had expired.
pub(super) async fn remember_new(
    connection: &mut SqliteConnection,
    key: &KeyRecord,
) -> Result<bool, sqlx::Error> {
    let known: bool = sqlx::query_scalar(
        "select exists (select 1 from idempotency_keys where key_mac = ? and expires_hour > ?)",
    )
    .bind(key.key_mac.as_slice())
    .bind(key.created_hour())
    .fetch_one(&mut *connection)
    .await?;
    if !known {
        remember(connection, key).await?;
    }
    Ok(!known)
}

/// Whether this attempt stored the row of its key, and no earlier one.
pub(super) async fn is_of_this_attempt(
    connection: &mut SqliteConnection,
    key: &KeyRecord,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "select exists (select 1 from idempotency_keys where key_mac = ? and attempt = ?)",
    )
    .bind(key.key_mac.as_slice())
    .bind(key.attempt.as_slice())
    .fetch_one(connection)
    .await
}

/// Deletes a key.
pub(super) async fn forget(
    connection: &mut SqliteConnection,
    key: &KeyRecord,
) -> Result<(), sqlx::Error> {
    sqlx::query("delete from idempotency_keys where key_mac = ?")
        .bind(key.key_mac.as_slice())
        .execute(connection)
        .await
        .map(drop)
}

/// Deletes keys that expire at `hour` or before, and returns their number.
pub(super) async fn expire(
    connection: &mut SqliteConnection,
    hour: i64,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let expired = sqlx::query(
        "delete from idempotency_keys
        where key_mac in (
            select key_mac
            from idempotency_keys
            where expires_hour <= ?
            order by expires_hour
            limit ?
        )",
    )
    .bind(hour)
    .bind(limit)
    .execute(connection)
    .await?;
    Ok(expired.rows_affected())
}

/// The stored secret; stores `fresh` if there is none.
pub(super) async fn secret(
    connection: &mut SqliteConnection,
    fresh: Secret,
) -> Result<Secret, sqlx::Error> {
    sqlx::query("insert into secrets (name, value) values ('hmac', ?) on conflict do nothing")
        .bind(fresh.bytes().as_slice())
        .execute(&mut *connection)
        .await?;
    let value: Vec<u8> = sqlx::query_scalar("select value from secrets where name = 'hmac'")
        .fetch_one(connection)
        .await?;
    Ok(Secret::new(decode::bits(&value)?))
}
