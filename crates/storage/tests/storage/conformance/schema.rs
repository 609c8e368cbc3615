//! Databases of other releases and of other programs.

use framewise_storage::{Insertion, StoreError, start};

use super::Subject;
use crate::{query, quick};

/// The error of the storage, which is also that of the start of the writer.
async fn error_of(subject: &dyn Subject) -> StoreError {
    let before = subject.tables().await;

    let error = subject.another().insert_batch(&[query()]).await.unwrap_err();

    assert_eq!(start(subject.another(), quick(), Box::new(|_| {})).await.unwrap_err(), error);
    assert!(error.is_permanent(), "{error}");
    assert_eq!(subject.tables().await, before, "unchanged");
    error
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
    assert_eq!(after["_sqlx_migrations"].len(), 4);
    assert_eq!(after["receipt_keys"].len(), 1);
    assert_eq!(after["queries"].len(), 2);
    assert!(after["queries"].contains(&before["queries"][0]));
}

pub(super) async fn a_newer_schema_is_rejected_and_stays_unchanged(subject: &dyn Subject) {
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

    let error = error_of(subject).await;

    assert_eq!(error, StoreError::NewerSchema { found: 9999, known: 4 });
    assert!(error.to_string().contains("version 9999"));
}

pub(super) async fn an_altered_migration_is_rejected(subject: &dyn Subject) {
    subject.storage().probe().await.unwrap();
    subject
        .execute(
            "update _sqlx_migrations
            set checksum = (select checksum from _sqlx_migrations where version = 1)
            where version = 2",
        )
        .await;

    assert_eq!(error_of(subject).await, StoreError::OtherSchema(2));
}

pub(super) async fn a_database_of_another_program_is_rejected_and_stays_unchanged(
    subject: &dyn Subject,
) {
    // The name of a table of framewise.
    subject.execute("create table queries (id integer, question text)").await;
    subject.execute("insert into queries values (1, 'Why?')").await;

    let error = error_of(subject).await;

    assert_eq!(error, StoreError::NotOurs("queries".to_owned()));
    assert!(error.to_string().contains("table queries"));
}

pub(super) async fn migrations_of_another_program_are_rejected_and_stay_unchanged(
    subject: &dyn Subject,
) {
    subject.storage().probe().await.unwrap();
    subject.execute("update _sqlx_migrations set description = 'orders' where version = 1").await;

    assert_eq!(error_of(subject).await, StoreError::NotOurs("_sqlx_migrations".to_owned()));
}
