//! Storing queries and undoing it.

use framewise_storage::privacy::{NewQuery, Secret};
use framewise_storage::random::bytes;
use framewise_storage::{Insertion, Row, Storage, StoreError};
use futures_util::future::join_all;

use super::{Subject, entry_with, ids_of};
use crate::{query, query_about};

pub(super) async fn acknowledged_rows_are_visible_to_other_connections(subject: &dyn Subject) {
    let entry = query();

    let verdicts = subject.storage().insert_batch(std::slice::from_ref(&entry)).await.unwrap();

    assert_eq!(verdicts, [Insertion::Stored]);
    assert_eq!(subject.ids().await, ids_of(subject, [&entry]).await);
}

pub(super) async fn a_row_has_the_content_of_the_query(subject: &dyn Subject) {
    let entry = query();
    let storage = subject.storage();
    storage.insert_batch(std::slice::from_ref(&entry)).await.unwrap();

    let tables = subject.tables().await;

    let mut expected = vec![Some("2026-W48".to_owned())];
    expected.extend(entry.query.answers().iter().cloned());
    expected.extend(["2026.11.1", "fastapi", "0"].map(|text| Some(text.to_owned())));
    assert_eq!(tables["queries"][0][1..], expected);
    assert_eq!(entry.query.answers()[0].as_deref(), Some("rest_api"));
    assert_eq!(entry.query.answers()[12].as_deref(), Some("api_docs,orm"));
    let row = Row { id: subject.ids().await[0], query: entry.query };
    assert_eq!(storage.scan(None, 2).await.unwrap(), [row]);
}

pub(super) async fn ten_thousand_queries_are_stored_at_once(subject: &dyn Subject) {
    let entries: Vec<NewQuery> = (0..10_000).map(|_| query()).collect();

    let verdicts = subject.storage().insert_batch(&entries).await.unwrap();

    assert_eq!(verdicts, [Insertion::Stored; 10_000]);
    assert_eq!(subject.ids().await, ids_of(subject, &entries).await);
}

pub(super) async fn a_batch_is_stored_completely_or_not_at_all(subject: &dyn Subject) {
    let storage = subject.storage();
    let mut entries: Vec<NewQuery> = (0..600).map(|_| query()).collect();
    entries.push(entries[0].clone());
    entries.push(entry_with("key", "body", 100));

    storage.insert_batch(&entries).await.unwrap_err();
    let tables = subject.tables().await;
    for table in ["queries", "idempotency_keys"] {
        assert!(tables[table].is_empty(), "{table}");
    }

    entries.remove(600);
    storage.insert_batch(&entries).await.unwrap();
    assert_eq!(subject.ids().await.len(), 601);
}

pub(super) async fn an_empty_batch_succeeds(subject: &dyn Subject) {
    assert_eq!(subject.storage().insert_batch(&[]).await, Ok(vec![]));
    subject.storage().undo_insert(&[]).await.unwrap();
}

pub(super) async fn the_longest_identifiers_are_stored(subject: &dyn Subject) {
    let longest = query_about(&"a".repeat(64));

    subject.storage().insert_batch(&[longest]).await.unwrap();

    assert_eq!(subject.ids().await.len(), 1);
}

pub(super) async fn undoing_removes_the_rows_and_keys_of_the_entries_only(subject: &dyn Subject) {
    let storage = subject.storage();
    storage.insert_batch(&[query(), entry_with("kept", "body", 100)]).await.unwrap();
    let before = subject.tables().await;
    let gone = [query(), entry_with("gone", "body", 100)];
    storage.insert_batch(&gone).await.unwrap();

    let [a, b] = gone;
    storage.undo_insert(&[a, query(), b]).await.unwrap();

    assert_eq!(subject.tables().await, before);
}

/// The writer undoes entries with an unknown result; a repeat among them has the receipt and the key of an acknowledged
/// request.
pub(super) async fn undoing_a_repeat_keeps_the_row_of_the_earlier_request(subject: &dyn Subject) {
    let storage = subject.storage();
    storage.insert_batch(&[entry_with("key", "body", 100)]).await.unwrap();
    let before = subject.tables().await;

    storage.undo_insert(&[entry_with("key", "body", 101), query()]).await.unwrap();

    assert_eq!(subject.tables().await, before);
}

pub(super) async fn a_probe_leaves_no_row(subject: &dyn Subject) {
    subject.storage().probe().await.unwrap();
    let before = subject.tables().await;

    subject.storage().probe().await.unwrap();

    assert_eq!(subject.tables().await, before);
    assert!(before["queries"].is_empty());
}

pub(super) async fn all_storages_have_the_same_secret(subject: &dyn Subject) {
    let fresh = || Secret::new(bytes().unwrap());
    let (one, other) = (subject.storage(), subject.another());
    one.probe().await.unwrap();

    let (a, b) = tokio::join!(one.secret(fresh()), other.secret(fresh()));

    let secret = a.unwrap();
    assert_eq!(b.unwrap(), secret);
    one.close().await;
    assert_eq!(one.secret(fresh()).await, Ok(secret));
    assert_eq!(subject.tables().await["secrets"].len(), 1);
}

pub(super) async fn compaction_keeps_all_rows(subject: &dyn Subject) {
    let storage = subject.storage();
    let entries = [query(), query(), query()];
    for entry in &entries {
        storage.insert_batch(std::slice::from_ref(entry)).await.unwrap();
        storage.compact().await.unwrap();
    }
    storage.undo_insert(&entries[..1]).await.unwrap();
    storage.compact().await.unwrap();

    assert_eq!(subject.ids().await, ids_of(subject, &entries[1..]).await);
}

pub(super) async fn a_closed_storage_opens_again(subject: &dyn Subject) {
    let storage = subject.storage();
    let entries = [query(), query()];
    storage.insert_batch(&entries[..1]).await.unwrap();

    storage.close().await;
    storage.close().await;
    storage.insert_batch(&entries[1..]).await.unwrap();

    assert_eq!(subject.ids().await, ids_of(subject, &entries).await);
}

pub(super) async fn several_storages_can_start_at_once_with_an_empty_database(
    subject: &dyn Subject,
) {
    let storages: Vec<_> = (0..4).map(|_| subject.another()).collect();
    let started = storages.iter().map(|storage| async {
        // A later one may find the database locked and tries again.
        loop {
            match storage.probe().await {
                Err(StoreError::Locked) => {}
                outcome => break outcome,
            }
        }
    });

    assert_eq!(join_all(started).await, vec![Ok(()); 4]);

    assert_eq!(subject.tables().await["_sqlx_migrations"].len(), 4);
}

pub(super) async fn two_storages_write_to_one_database_at_the_same_time(subject: &dyn Subject) {
    let (one, other) = (subject.storage(), subject.another());
    one.probe().await.unwrap();
    let batches: Vec<Vec<NewQuery>> = (0..40).map(|_| (0..10).map(|_| query()).collect()).collect();
    let (first, second) = batches.split_at(20);
    let insert = async |storage: &dyn Storage, batches: &[Vec<NewQuery>]| {
        for batch in batches {
            // After too long a wait nothing is stored.
            while let Err(error) = storage.insert_batch(batch).await {
                assert_eq!(error, StoreError::Locked);
            }
        }
    };

    tokio::join!(insert(&*one, first), insert(&*other, second));

    assert_eq!(subject.ids().await, ids_of(subject, batches.iter().flatten()).await);
}
