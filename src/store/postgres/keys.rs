//! The statements on `idempotency_keys` and on the secret behind them.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::PgConnection;

use crate::privacy::{Entry, KEY_HOURS, KeyRecord, Secret};
use crate::store::Insertion;

/// Remembers the keys that are new or forgotten; which these are.
///
/// In the order of the keys, so that two instances with the same keys wait for one another and never
/// both. A key that is not remembered anew is locked all the same, and so stays as it is until the
/// transaction ends.
async fn remember(
    connection: &mut PgConnection,
    keys: &BTreeMap<[u8; 32], &Entry>,
) -> Result<BTreeSet<Vec<u8>>, sqlx::Error> {
    let records = keys.values().filter_map(|entry| entry.key.as_ref());
    let (mut key_macs, mut body_macs, mut hours) = (Vec::new(), Vec::new(), Vec::new());
    for key in records {
        key_macs.push(key.key_mac.as_slice());
        body_macs.push(key.body_mac.as_slice());
        hours.push(key.expires_hour);
    }
    let remembered: Vec<Vec<u8>> = sqlx::query_scalar(
        "insert into idempotency_keys (key_mac, body_mac, expires_hour)
        select given.key_mac, given.body_mac, given.expires_hour
        from unnest($1::bytea[], $2::bytea[], $3::bigint[])
            as given (key_mac, body_mac, expires_hour)
        order by given.key_mac
        on conflict (key_mac) do update
        set body_mac = excluded.body_mac, expires_hour = excluded.expires_hour
        where idempotency_keys.expires_hour <= excluded.expires_hour - $4
        returning key_mac",
    )
    .bind(key_macs)
    .bind(body_macs)
    .bind(hours)
    .bind(KEY_HOURS)
    .fetch_all(connection)
    .await?;
    Ok(remembered.into_iter().collect())
}

/// What became of an earlier request with the key of this one.
async fn earlier(
    connection: &mut PgConnection,
    entry: &Entry,
    key: &KeyRecord,
) -> Result<Insertion, sqlx::Error> {
    // A key is remembered for a day, which began in this week or in the one before; in the next if the
    // clock was set back.
    let weeks: Vec<String> =
        (-1..=1).map(|week| entry.query.week().plus(week).to_string()).collect();
    let (same_body, has_receipt) = sqlx::query_as(
        "select
            body_mac = $1,
            exists (select 1 from receipts where week = any($2) and receipt_hash = $3)
        from idempotency_keys
        where key_mac = $4",
    )
    .bind(key.body_mac.as_slice())
    .bind(weeks)
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

/// What is to become of each entry: keys are remembered if they are new or forgotten.
pub(super) async fn judge(
    connection: &mut PgConnection,
    entries: &[Entry],
) -> Result<Vec<Insertion>, sqlx::Error> {
    // Of two entries with one key the first counts.
    let mut first: BTreeMap<[u8; 32], &Entry> = BTreeMap::new();
    for entry in entries {
        if let Some(key) = &entry.key {
            first.entry(key.key_mac).or_insert(entry);
        }
    }
    let remembered = remember(connection, &first).await?;
    let mut verdicts = Vec::with_capacity(entries.len());
    for entry in entries {
        verdicts.push(match &entry.key {
            None => Insertion::Stored,
            Some(key) if !remembered.contains(key.key_mac.as_slice()) => {
                earlier(connection, entry, key).await?
            }
            Some(key) => match first.get(&key.key_mac) {
                Some(first) if first.query.id() == entry.query.id() => Insertion::Stored,
                Some(Entry { key: Some(first), .. }) if first.body_mac == key.body_mac => {
                    Insertion::Repeated
                }
                _ => Insertion::KeyReused,
            },
        });
    }
    Ok(verdicts)
}

/// Forgets keys that expire at `hour` or before; how many.
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

/// The secret that is there, or `fresh` if there is none.
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
    let value =
        value.try_into().map_err(|_| sqlx::Error::Decode("a secret has 32 bytes".into()))?;
    Ok(Secret::new(value))
}
