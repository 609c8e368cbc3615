//! Cohorts.

use framewise_storage::cohorts::{CohortId, NewCohort};
use framewise_storage::privacy::counts::TOTAL;
use framewise_storage::privacy::{Counts, IdempotencyKey, Secret};
use framewise_storage::random::bytes;
use jiff::civil::{Date, date};

use super::{Subject, entry_of};

const END: Date = date(2027, 1, 25);
const MAX: u32 = 1_000;

/// A cohort whose id and hashes consist of this number.
fn cohort(number: u8, ends_on: Date) -> NewCohort {
    NewCohort {
        id: [number; 16],
        join_hash: [number; 32],
        read_hash: [number + 100; 32],
        ends_on,
        participants: 300,
    }
}

/// The counts of this many equal answers.
fn answers(number: usize) -> Counts {
    let answers = [("goal", "learn"), ("features", "orm")];
    let entry = entry_of("2026-W48", &answers, Some("django-ninja"));
    let mut counts = Counts::default();
    for _ in 0..number {
        counts.add_query(&entry.query);
    }
    counts
}

/// Creates a cohort, and returns its id.
async fn created(subject: &dyn Subject, number: u8, ends_on: Date) -> CohortId {
    let new = cohort(number, ends_on);
    assert_eq!(subject.storage().create_cohort(&new, MAX).await, Ok(true));
    new.id
}

pub(super) async fn a_cohort_is_found_by_the_right_token_only(subject: &dyn Subject) {
    let id = created(subject, 1, END).await;
    let storage = subject.storage();
    let (join, read) = ([1; 32], [101; 32]);

    let joinable = storage.joinable_cohort(&join).await.unwrap().unwrap();
    assert_eq!((joinable.id, joinable.participants, joinable.closed), (id, 300, false));
    let found = storage.cohort(&read).await.unwrap().unwrap();
    assert_eq!((found.id, found.released_answers, found.body), (id, 0, None));

    assert_eq!(storage.joinable_cohort(&read).await, Ok(None));
    assert_eq!(storage.cohort(&join).await, Ok(None));
    assert_eq!(storage.close_cohort(&join).await, Ok(false));
    assert_eq!(storage.delete_cohort(&join).await, Ok(None));
    let row = subject.tables().await["cohorts"][0].clone();
    assert_eq!(row[3].as_deref(), Some("2027-01-25"));
}

pub(super) async fn answers_are_added_as_sums(subject: &dyn Subject) {
    let (one, other) = (created(subject, 1, END).await, created(subject, 2, END).await);
    let storage = subject.storage();
    assert_eq!(storage.add_to_cohort(&one, &answers(5)).await, Ok(true));
    assert_eq!(subject.another().add_to_cohort(&one, &answers(7)).await, Ok(true));

    assert_eq!(storage.cohort_counts(&one).await, Ok(answers(12)));
    assert_eq!(storage.cohort_counts(&other).await, Ok(Counts::default()));
    let tables = subject.tables().await;
    assert_eq!(tables["cohort_counts"].len(), answers(1).iter().count());
    assert!(tables["queries"].is_empty() && tables["counts"].is_empty());
}

pub(super) async fn a_closed_or_deleted_cohort_takes_no_answers(subject: &dyn Subject) {
    let (closed, deleted) = (created(subject, 1, END).await, created(subject, 2, END).await);
    let storage = subject.storage();
    for id in [closed, deleted] {
        storage.add_to_cohort(&id, &answers(5)).await.unwrap();
    }
    assert_eq!(storage.close_cohort(&[101; 32]).await, Ok(true));
    assert_eq!(storage.close_cohort(&[101; 32]).await, Ok(true), "again");
    assert_eq!(storage.delete_cohort(&[102; 32]).await, Ok(Some(deleted)));
    assert_eq!(storage.delete_cohort(&[102; 32]).await, Ok(None));

    for id in [closed, deleted] {
        assert_eq!(storage.add_to_cohort(&id, &answers(5)).await, Ok(false));
    }
    assert!(storage.joinable_cohort(&[1; 32]).await.unwrap().unwrap().closed);
    assert_eq!(storage.cohort_counts(&closed).await.unwrap().get(TOTAL, ""), 5);
    let tables = subject.tables().await;
    assert_eq!(tables["cohorts"].len(), 1);
    let of_deleted = tables["cohort_counts"]
        .iter()
        .filter(|row| row[0].as_ref().is_some_and(|id| id.starts_with("0202")));
    assert_eq!(of_deleted.count(), 0);
}

pub(super) async fn one_of_two_releases_for_the_same_answers_is_stored(subject: &dyn Subject) {
    let id = created(subject, 1, END).await;
    let storage = subject.storage();
    assert_eq!(storage.release_cohort(&id, 0, 10, "{}").await, Ok(true));
    assert_eq!(subject.another().release_cohort(&id, 0, 12, "[]").await, Ok(false));
    let found = storage.cohort(&[101; 32]).await.unwrap().unwrap();
    assert_eq!((found.released_answers, found.body.as_deref()), (10, Some("{}")));
    assert_eq!(storage.release_cohort(&id, 10, 20, "[1]").await, Ok(true));
    let found = storage.cohort(&[101; 32]).await.unwrap().unwrap();
    assert_eq!((found.released_answers, found.body.as_deref()), (20, Some("[1]")));
}

pub(super) async fn there_are_no_more_cohorts_than_the_maximum(subject: &dyn Subject) {
    let storage = subject.storage();
    for (number, stored) in [(1, true), (2, true), (3, false)] {
        assert_eq!(storage.create_cohort(&cohort(number, END), 2).await, Ok(stored));
    }
    storage.delete_cohort(&[101; 32]).await.unwrap();
    assert_eq!(storage.create_cohort(&cohort(3, END), 2).await, Ok(true));
}

pub(super) async fn cohorts_expire_on_their_day_with_everything_of_them(subject: &dyn Subject) {
    let storage = subject.storage();
    for (number, day) in [(1, date(2026, 12, 1)), (2, END), (3, date(2026, 12, 31)), (4, END)] {
        let id = created(subject, number, day).await;
        storage.add_to_cohort(&id, &answers(5)).await.unwrap();
        storage.release_cohort(&id, 0, 10, "{}").await.unwrap();
    }
    let left = async || {
        let tables = subject.tables().await;
        let counts = tables["cohort_counts"].len() / answers(1).iter().count();
        (tables["cohorts"].len(), counts)
    };
    assert_eq!(storage.expire_cohorts(date(2026, 11, 30), 9).await, Ok(0));
    assert_eq!(storage.expire_cohorts(date(2027, 1, 24), 9).await, Ok(2));
    assert_eq!(left().await, (2, 2));
    assert_eq!(storage.expire_cohorts(END, 1).await, Ok(1));
    assert_eq!(storage.expire_cohorts(END, 9).await, Ok(1));
    assert_eq!(left().await, (0, 0));
}

pub(super) async fn a_key_is_new_once_until_it_expires(subject: &dyn Subject) {
    let record = |hour| {
        let key = IdempotencyKey::new(b"b0a1c2d3-e4f5-6071").unwrap();
        Secret::new([1; 32]).derive_for_cohort(key, b"{}", hour, bytes().unwrap())
    };
    let storage = subject.storage();
    assert_eq!(storage.remember_key(&record(0)).await, Ok(true));
    assert_eq!(subject.another().remember_key(&record(23)).await, Ok(false));
    assert_eq!(storage.remember_key(&record(24)).await, Ok(true), "it has expired");
    assert_eq!(storage.remember_key(&record(25)).await, Ok(false));
    storage.forget_key(&record(25)).await.unwrap();
    assert_eq!(storage.remember_key(&record(25)).await, Ok(true));
    assert_eq!(subject.tables().await["idempotency_keys"].len(), 1);
}
