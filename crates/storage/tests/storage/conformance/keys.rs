//! Repeated requests.

use framewise_storage::privacy::{KEY_HOURS, NewQuery};
use framewise_storage::{Insertion, Storage};

use super::{Subject, entry_with, ids_of, week};
use crate::query;

/// Stores one entry.
async fn insert(storage: &dyn Storage, entry: &NewQuery) -> Insertion {
    storage.insert_batch(std::slice::from_ref(entry)).await.unwrap()[0]
}

pub(super) async fn an_equal_request_is_a_repeat_and_stored_once(subject: &dyn Subject) {
    let storage = subject.storage();
    let first = entry_with("key", "body", 100);
    assert_eq!(insert(&*storage, &first).await, Insertion::Stored);
    let before = subject.tables().await;

    let again = entry_with("key", "body", 100 + KEY_HOURS - 1);
    assert_eq!(insert(&*storage, &again).await, Insertion::Repeated);

    assert_eq!(again.receipt, first.receipt);
    assert_eq!(subject.tables().await, before);
}

pub(super) async fn a_key_with_another_body_is_reported_as_reused(subject: &dyn Subject) {
    let storage = subject.storage();
    insert(&*storage, &entry_with("key", "body", 100)).await;
    let before = subject.tables().await;

    let insertion = insert(&*storage, &entry_with("key", "Body", 100)).await;

    assert_eq!(insertion, Insertion::KeyReused);
    assert_eq!(subject.tables().await, before);
}

pub(super) async fn a_repeat_of_an_erased_query_is_reported_as_erased(subject: &dyn Subject) {
    let storage = subject.storage();
    let entry = entry_with("key", "body", 100);
    insert(&*storage, &entry).await;
    assert_eq!(storage.erase(&entry.receipt, week("2026-W44")).await, Ok(subject.erased()));

    assert_eq!(insert(&*storage, &entry_with("key", "body", 101)).await, Insertion::Erased);

    assert_eq!(subject.ids().await, [[0; 16]; 0]);
}

pub(super) async fn an_expired_key_is_forgotten(subject: &dyn Subject) {
    let storage = subject.storage();
    let first = entry_with("key", "body", 100);
    insert(&*storage, &first).await;

    let later = entry_with("key", "another body", 100 + KEY_HOURS);
    assert_eq!(insert(&*storage, &later).await, Insertion::Stored);

    assert_eq!(subject.ids().await, ids_of(subject, [&first, &later]).await);
    let again = entry_with("key", "another body", 100 + KEY_HOURS + 1);
    assert_eq!(insert(&*storage, &again).await, Insertion::Repeated);
}

pub(super) async fn a_repeat_after_the_expiry_of_its_key_is_still_a_repeat(subject: &dyn Subject) {
    let storage = subject.storage();
    let first = entry_with("key", "body", 100);
    insert(&*storage, &first).await;
    let entries = [query(), entry_with("key", "body", 100 + KEY_HOURS)];

    let verdicts = storage.insert_batch(&entries).await.unwrap();

    // Its receipt is derived from key and body, so it leads to the existing row.
    assert_eq!(verdicts, [Insertion::Stored, Insertion::Repeated]);
    assert_eq!(subject.ids().await, ids_of(subject, [&first, &entries[0]]).await);
    storage.undo_insert(&entries[1..]).await.unwrap();
    assert_eq!(subject.ids().await.len(), 2, "undoing keeps the row");
    storage.expire_keys(100 + KEY_HOURS, 10).await.unwrap();
    assert_eq!(insert(&*storage, &entries[1]).await, Insertion::Repeated);
}

pub(super) async fn two_requests_with_one_key_in_one_batch_are_stored_once(subject: &dyn Subject) {
    let entries = [
        entry_with("key", "body", 100),
        entry_with("key", "body", 100),
        entry_with("key", "other body", 100),
    ];

    let verdicts = subject.storage().insert_batch(&entries).await.unwrap();

    assert_eq!(verdicts, [Insertion::Stored, Insertion::Repeated, Insertion::KeyReused]);
    assert_eq!(subject.ids().await, ids_of(subject, &entries[..1]).await);
}

pub(super) async fn requests_with_and_without_a_key_share_a_batch(subject: &dyn Subject) {
    let storage = subject.storage();
    insert(&*storage, &entry_with("old", "body", 100)).await;
    let entries =
        [query(), entry_with("old", "body", 100), entry_with("new", "body", 100), query()];

    let verdicts = storage.insert_batch(&entries).await.unwrap();

    let kept = Insertion::Stored;
    assert_eq!(verdicts, [kept, Insertion::Repeated, kept, kept]);
    assert_eq!(subject.ids().await.len(), 4);
}

pub(super) async fn two_storages_with_the_same_keys_store_each_once(subject: &dyn Subject) {
    let (one, other) = (subject.storage(), subject.another());
    one.probe().await.unwrap();
    let batch = |reversed: bool| {
        let mut numbers: Vec<u32> = (0..100).collect();
        if reversed {
            numbers.reverse();
        }
        let entry = |number: u32| entry_with(&number.to_string(), "body", 100);
        numbers.into_iter().map(entry).collect::<Vec<_>>()
    };
    let (forwards, backwards) = (batch(false), batch(true));

    let (a, b) = tokio::join!(one.insert_batch(&forwards), other.insert_batch(&backwards));

    let verdicts = [a.unwrap(), b.unwrap()].concat();
    let count = |wanted| verdicts.iter().filter(|verdict| **verdict == wanted).count();
    assert_eq!((count(Insertion::Stored), count(Insertion::Repeated)), (100, 100));
    assert_eq!(subject.ids().await.len(), 100);
}

pub(super) async fn keys_expire_up_to_the_hour_and_the_limit(subject: &dyn Subject) {
    let storage = subject.storage();
    for hour in 0..6 {
        insert(&*storage, &entry_with(&hour.to_string(), "body", hour)).await;
    }
    let queries = subject.ids().await;

    assert_eq!(storage.expire_keys(KEY_HOURS - 1, 10).await, Ok(0));
    assert_eq!(storage.expire_keys(KEY_HOURS + 2, 2).await, Ok(2));
    assert_eq!(storage.expire_keys(KEY_HOURS + 2, 2).await, Ok(1));
    assert_eq!(storage.expire_keys(KEY_HOURS + 2, 2).await, Ok(0));

    assert_eq!(subject.tables().await["idempotency_keys"].len(), 3);
    assert_eq!(subject.ids().await, queries);
    assert_eq!(insert(&*storage, &entry_with("3", "body", 4)).await, Insertion::Repeated);
}
