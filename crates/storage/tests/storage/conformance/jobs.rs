//! Locks of jobs.

use std::sync::Arc;

use framewise_storage::Storage;

use super::Subject;
use crate::until_async;

pub(super) async fn a_job_can_be_released_and_locked_again(subject: &dyn Subject) {
    let storage = subject.storage();
    storage.unlock_job("retention").await.unwrap();
    for _ in 0..2 {
        assert_eq!(storage.lock_job("retention").await, Ok(true));
        assert_eq!(storage.lock_job("releases").await, Ok(true));
        assert_eq!(storage.lock_job("retention").await, Ok(true));
        storage.unlock_job("retention").await.unwrap();
        storage.unlock_job("releases").await.unwrap();
    }
    assert_eq!(subject.another().lock_job("retention").await, Ok(true));
}

pub(super) async fn a_job_belongs_to_one_storage_until_it_releases_the_lock(subject: &dyn Subject) {
    let (one, other) = (subject.storage(), subject.another());

    assert_eq!(one.lock_job("retention").await, Ok(true));
    assert_eq!(one.lock_job("releases").await, Ok(true));
    assert_eq!(one.lock_job("retention").await, Ok(true));
    assert_eq!(other.lock_job("retention").await, Ok(false));
    assert_eq!(other.lock_job("keys").await, Ok(true));

    // A second lock of the same storage has no effect.
    one.unlock_job("retention").await.unwrap();
    assert_eq!(other.lock_job("retention").await, Ok(true));
    assert_eq!(one.lock_job("retention").await, Ok(false));
    assert_eq!(other.lock_job("releases").await, Ok(false));
    one.unlock_job("releases").await.unwrap();
    assert_eq!(other.lock_job("releases").await, Ok(true));
}

pub(super) async fn a_lock_of_a_job_ends_with_its_storage(subject: &dyn Subject) {
    let other = subject.another();
    for close in [true, false] {
        let one: Arc<dyn Storage> = subject.another();
        assert_eq!(one.lock_job("retention").await, Ok(true));
        assert_eq!(other.lock_job("retention").await, Ok(false));
        if close {
            one.close().await;
        }
        drop(one);

        until_async(async || other.lock_job("retention").await.unwrap()).await;
        other.unlock_job("retention").await.unwrap();
    }
}
