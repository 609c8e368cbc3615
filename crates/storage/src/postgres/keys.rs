//! Statements on `idempotency_keys` and `secrets`.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::PgConnection;

use super::receipts;
use crate::decode;
use crate::privacy::anonymise::NewQuery;
use crate::privacy::idempotency::{KEY_HOURS, KeyRecord, Secret};
use crate::privacy::receipt::ReceiptKeys;
use crate::storage::Insertion;

/// Decides which entries are stored, and remembers the keys of these.
pub(super) async fn check(
    connection: &mut PgConnection,
    entries: &[NewQuery],
    receipt_keys: &ReceiptKeys,
) -> Result<Vec<Insertion>, sqlx::Error> {
    let keyed: Vec<(&NewQuery, &KeyRecord)> =
        entries.iter().filter_map(|entry| Some((entry, entry.key.as_ref()?))).collect();
    if keyed.is_empty() {
        return Ok(vec![Insertion::Stored; entries.len()]);
    }
    let receipts = keyed.iter().map(|(entry, _)| &entry.receipt);
    let stored = receipts::with_a_row(connection, receipts, receipt_keys).await?;
    // The first of two entries with one key is stored.
    let mut first: BTreeMap<[u8; 32], &KeyRecord> = BTreeMap::new();
    for (index, (_, key)) in keyed.iter().enumerate() {
        // The receipt is derived from key and body, so its row is of an equal request.
        if !stored.contains(&index) {
            first.entry(key.key_mac).or_insert(key);
        }
    }
    let remembered = remember(connection, &first).await?;
    let of_earlier: Vec<(&NewQuery, &KeyRecord)> =
        keyed.into_iter().filter(|(_, key)| !remembered.contains(key.key_mac.as_slice())).collect();
    let mut earlier = earlier(connection, &of_earlier, receipt_keys).await?.into_iter();
    let insertions = entries.iter().map(|entry| match &entry.key {
        None => Insertion::Stored,
        Some(key) if !remembered.contains(key.key_mac.as_slice()) => {
            // As many as there are such keys, in their order.
            earlier.next().unwrap_or(Insertion::KeyReused)
        }
        Some(key) => match first.get(&key.key_mac) {
            Some(first) if first.attempt == key.attempt => Insertion::Stored,
            Some(first) if first.body_mac == key.body_mac => Insertion::Repeated,
            _ => Insertion::KeyReused,
        },
    });
    Ok(insertions.collect())
}

/// Remembers the keys that are new or have expired, and returns these.
///
/// In the order of the keys, so that two instances with the same keys cannot deadlock. A key that is remembered already
/// is locked, and so stays unchanged until the end of the transaction.
async fn remember(
    connection: &mut PgConnection,
    keys: &BTreeMap<[u8; 32], &KeyRecord>,
) -> Result<BTreeSet<Vec<u8>>, sqlx::Error> {
    let (mut key_macs, mut body_macs, mut hours, mut attempts) = (vec![], vec![], vec![], vec![]);
    for key in keys.values() {
        key_macs.push(key.key_mac.as_slice());
        body_macs.push(key.body_mac.as_slice());
        hours.push(key.expires_hour);
        attempts.push(key.attempt.as_slice());
    }
    let remembered: Vec<Vec<u8>> = sqlx::query_scalar(
        "insert into idempotency_keys (key_mac, body_mac, expires_hour, attempt)
        select given.key_mac, given.body_mac, given.expires_hour, given.attempt
        from unnest($1::bytea[], $2::bytea[], $3::bigint[], $4::bytea[])
            as given (key_mac, body_mac, expires_hour, attempt)
        order by given.key_mac
        on conflict (key_mac) do update
        set
            body_mac = excluded.body_mac,
            expires_hour = excluded.expires_hour,
            attempt = excluded.attempt
        where idempotency_keys.expires_hour <= excluded.expires_hour - $5
        returning key_mac",
    )
    .bind(key_macs)
    .bind(body_macs)
    .bind(hours)
    .bind(attempts)
    .bind(KEY_HOURS)
    .fetch_all(connection)
    .await?;
    Ok(remembered.into_iter().collect())
}

/// Remembers a key, and returns whether it is new or had expired.
pub(super) async fn remember_new(
    connection: &mut PgConnection,
    key: &KeyRecord,
) -> Result<bool, sqlx::Error> {
    let remembered = remember(connection, &BTreeMap::from([(key.key_mac, key)])).await?;
    Ok(!remembered.is_empty())
}

/// Deletes a key.
pub(super) async fn forget(
    connection: &mut PgConnection,
    key: &KeyRecord,
) -> Result<(), sqlx::Error> {
    sqlx::query("delete from idempotency_keys where key_mac = $1")
        .bind(key.key_mac.as_slice())
        .execute(connection)
        .await
        .map(drop)
}

/// The results for entries whose keys earlier requests have, in their order.
async fn earlier(
    connection: &mut PgConnection,
    entries: &[(&NewQuery, &KeyRecord)],
    receipt_keys: &ReceiptKeys,
) -> Result<Vec<Insertion>, sqlx::Error> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let (mut key_macs, mut body_macs, mut hours) = (vec![], vec![], vec![]);
    for (_, key) in entries {
        key_macs.push(key.key_mac.as_slice());
        body_macs.push(key.body_mac.as_slice());
        hours.push(key.created_hour());
    }
    let reused: Vec<i64> = sqlx::query_scalar(
        "select given.position
        from unnest($1::bytea[], $2::bytea[], $3::bigint[])
            with ordinality as given (key_mac, body_mac, created_hour, position)
        join idempotency_keys as stored
            on stored.key_mac = given.key_mac and stored.expires_hour > given.created_hour
        where stored.body_mac <> given.body_mac",
    )
    .bind(key_macs)
    .bind(body_macs)
    .bind(hours)
    .fetch_all(&mut *connection)
    .await?;
    // Again, because another instance may have stored the row during the wait for the key.
    let receipts = entries.iter().map(|(entry, _)| &entry.receipt);
    let stored = receipts::with_a_row(connection, receipts, receipt_keys).await?;
    let insertions = (0..entries.len()).zip(1..).map(|(index, position)| {
        if reused.contains(&position) {
            Insertion::KeyReused
        } else if stored.contains(&index) {
            Insertion::Repeated
        } else {
            Insertion::Erased
        }
    });
    Ok(insertions.collect())
}

/// Deletes keys that expire at `hour` or before, and returns their number.
pub(super) async fn expire(
    connection: &mut PgConnection,
    hour: i64,
    limit: u32,
) -> Result<u64, sqlx::Error> {
    let expired = sqlx::query(
        "with due as (
            select key_mac
            from idempotency_keys
            where expires_hour <= $1
            order by expires_hour
            limit $2
            for update
        )
        delete from idempotency_keys
        using due
        where idempotency_keys.key_mac = due.key_mac",
    )
    .bind(hour)
    .bind(i64::from(limit))
    .execute(connection)
    .await?;
    Ok(expired.rows_affected())
}

/// The stored secret; stores `fresh` if there is none.
pub(super) async fn secret(
    connection: &mut PgConnection,
    fresh: Secret,
) -> Result<Secret, sqlx::Error> {
    sqlx::query("insert into secrets (name, value) values ('hmac', $1) on conflict do nothing")
        .bind(fresh.bytes().as_slice())
        .execute(&mut *connection)
        .await?;
    let value: Vec<u8> = sqlx::query_scalar("select value from secrets where name = 'hmac'")
        .fetch_one(connection)
        .await?;
    Ok(Secret::new(decode::bits(&value)?))
}
