//! Which instance does a job.

use std::sync::Arc;

use framewise_storage::Storage;

use super::Subject;
use crate::until_async;

pub(super) async fn a_job_that_was_taken_can_be_given_back_and_taken_again(subject: &dyn Subject) {
    let storage = subject.storage();
    storage.give_job_back("retention").await.unwrap();
    for _ in 0..2 {
        assert_eq!(storage.take_job("retention").await, Ok(true));
        assert_eq!(storage.take_job("releases").await, Ok(true));
        assert_eq!(storage.take_job("retention").await, Ok(true));
        storage.give_job_back("retention").await.unwrap();
        storage.give_job_back("releases").await.unwrap();
    }
    assert_eq!(subject.another().take_job("retention").await, Ok(true));
}

pub(super) async fn a_job_belongs_to_one_storage_until_it_is_given_back(subject: &dyn Subject) {
    let (one, other) = (subject.storage(), subject.another());

    assert_eq!(one.take_job("retention").await, Ok(true));
    assert_eq!(one.take_job("releases").await, Ok(true));
    assert_eq!(one.take_job("retention").await, Ok(true));
    assert_eq!(other.take_job("retention").await, Ok(false));
    assert_eq!(other.take_job("keys").await, Ok(true));

    // Taken twice is taken once.
    one.give_job_back("retention").await.unwrap();
    assert_eq!(other.take_job("retention").await, Ok(true));
    assert_eq!(one.take_job("retention").await, Ok(false));
    assert_eq!(other.take_job("releases").await, Ok(false));
    one.give_job_back("releases").await.unwrap();
    assert_eq!(other.take_job("releases").await, Ok(true));
}

pub(super) async fn a_job_is_given_back_when_its_storage_ends(subject: &dyn Subject) {
    let other = subject.another();
    for close in [true, false] {
        let one: Arc<dyn Storage> = subject.another();
        assert_eq!(one.take_job("retention").await, Ok(true));
        assert_eq!(other.take_job("retention").await, Ok(false));
        if close {
            one.close().await;
        }
        drop(one);

        until_async(async || other.take_job("retention").await.unwrap()).await;
        other.give_job_back("retention").await.unwrap();
    }
}
