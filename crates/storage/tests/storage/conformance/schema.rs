//! Databases of other releases, and of somebody else.

use framewise_storage::{Insertion, StoreError, start};

use super::Subject;
use crate::{query, quick};

/// What the storage says of the database, which is the same when the service starts on it.
async fn refusal(subject: &dyn Subject) -> StoreError {
    let before = subject.tables().await;

    let refusal = subject.another().insert_batch(&[query()]).await.unwrap_err();

    assert_eq!(start(subject.another(), quick(), Box::new(|_| {})).await.unwrap_err(), refusal);
    assert!(refusal.is_permanent(), "{refusal}");
    assert_eq!(subject.tables().await, before, "left as it is");
    refusal
}

pub(super) async fn a_database_of_the_first_release_is_migrated_with_all_its_rows(
    subject: &dyn Subject,
) {
    subject.make_old().await;
    let before = subject.tables().await;
    assert_eq!(before["_sqlx_migrations"].len(), 1);
    assert_eq!(before["queries"].len(), 1);
    assert!(!before.contains_key("receipt_keys"));

    let entry = query();
    let verdicts = subject.storage().insert_batch(std::slice::from_ref(&entry)).await.unwrap();

    assert_eq!(verdicts, [Insertion::Stored]);
    let after = subject.tables().await;
    assert_eq!(after["_sqlx_migrations"].len(), 2);
    assert_eq!(after["receipt_keys"].len(), 1);
    assert_eq!(after["queries"].len(), 2);
    assert!(after["queries"].contains(&before["queries"][0]));
}

pub(super) async fn a_newer_schema_is_refused_and_left_as_it_is(subject: &dyn Subject) {
    subject.storage().insert_batch(&[query()]).await.unwrap();
    subject
        .execute(
            "insert into _sqlx_migrations
                (version, description, success, checksum, execution_time)
            select 9999, 'of the future', success, checksum, 0
            from _sqlx_migrations
            where version = 1",
        )
        .await;

    let refusal = refusal(subject).await;

    assert_eq!(refusal, StoreError::NewerSchema { found: 9999, known: 2 });
    assert!(refusal.to_string().contains("version 9999"));
}

pub(super) async fn a_migration_that_was_altered_is_refused(subject: &dyn Subject) {
    subject.storage().probe().await.unwrap();
    subject
        .execute(
            "update _sqlx_migrations
            set checksum = (select checksum from _sqlx_migrations where version = 1)
            where version = 2",
        )
        .await;

    assert_eq!(refusal(subject).await, StoreError::OtherSchema(2));
}

pub(super) async fn a_database_of_somebody_else_is_refused_and_left_as_it_is(
    subject: &dyn Subject,
) {
    // The very name that a table of ours has.
    subject.execute("create table queries (id integer, question text)").await;
    subject.execute("insert into queries values (1, 'Why?')").await;

    let refusal = refusal(subject).await;

    assert_eq!(refusal, StoreError::NotOurs("queries".to_owned()));
    assert!(refusal.to_string().contains("table queries"));
}

pub(super) async fn migrations_of_somebody_else_are_refused_and_left_as_they_are(
    subject: &dyn Subject,
) {
    subject.storage().probe().await.unwrap();
    subject.execute("update _sqlx_migrations set description = 'orders' where version = 1").await;

    assert_eq!(refusal(subject).await, StoreError::NotOurs("_sqlx_migrations".to_owned()));
}
