//! The statements on `idempotency_keys` and on the secret behind them.

use sqlx::SqliteConnection;

use crate::privacy::{Entry, KeyRecord, Secret};
use crate::store::Insertion;

/// What is to become of an entry: its key is remembered if it is new or forgotten.
pub(super) async fn remember(
    connection: &mut SqliteConnection,
    entry: &Entry,
) -> Result<Insertion, sqlx::Error> {
    let Some(key) = &entry.key else { return Ok(Insertion::Stored) };
    let remembered = sqlx::query(
        "insert into idempotency_keys (key_mac, body_mac, expires_hour)
        values (?, ?, ?)
        on conflict (key_mac) do update
        set body_mac = excluded.body_mac, expires_hour = excluded.expires_hour
        where idempotency_keys.expires_hour <= ?",
    )
    .bind(key.key_mac.as_slice())
    .bind(key.body_mac.as_slice())
    .bind(key.expires_hour)
    .bind(key.marked_hour())
    .execute(&mut *connection)
    .await?;
    if remembered.rows_affected() > 0 {
        return Ok(Insertion::Stored);
    }
    let (same_body, has_receipt) = sqlx::query_as(
        "select
            body_mac = ?,
            exists (select 1 from receipts where week in (?, ?, ?) and receipt_hash = ?)
        from idempotency_keys
        where key_mac = ?",
    )
    .bind(key.body_mac.as_slice())
    // A key is remembered for a day, which began in this week or in the one before; in the next if the
    // clock was set back.
    .bind(entry.query.week().plus(-1).to_string())
    .bind(entry.query.week().to_string())
    .bind(entry.query.week().plus(1).to_string())
    .bind(entry.receipt.bytes().as_slice())
    .bind(key.key_mac.as_slice())
    .fetch_one(connection)
    .await?;
    Ok(match (same_body, has_receipt) {
        (false, _) => Insertion::KeyReused,
        (true, true) => Insertion::Repeated,
        (true, false) => Insertion::Erased,
    })
}

/// Forgets a key.
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

/// Forgets keys that expire at `hour` or before; how many.
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

/// The secret that is there, or `fresh` if there is none.
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
    let value =
        value.try_into().map_err(|_| sqlx::Error::Decode("a secret has 32 bytes".into()))?;
    Ok(Secret::new(value))
}
