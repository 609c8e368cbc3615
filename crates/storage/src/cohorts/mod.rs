//! Cohorts: the teacher of a group sees what its members answered, without accounts.
//!
//! A cohort has two random tokens, of which only hashes are stored: the join token only adds answers, the read token
//! reads, closes and deletes. An answer becomes sums at once: nothing of a single answer is stored, and nothing leads from a cohort
//! to a row of `queries`. The sums are collected in memory and written for five answers or more at a time, so not even
//! two copies of the database show what one member answered. What is in memory is lost if the process ends.
//!
//! What a teacher sees is a [`CohortRelease`](crate::disclosure::CohortRelease), which is computed once and stored.

/// Creating, adding to, reading and deleting cohorts.
mod service;
/// The part of a database that cohorts use.
mod storage;
/// Sums that are not written yet.
mod sums;

pub use service::{
    COHORTS_OF_CLIENT, CohortState, Cohorts, CreateRefusal, CreatedCohort, DEFAULT_PARTICIPANTS,
    DEFAULT_WEEKS, MAX_COHORTS, MAX_PARTICIPANTS, NotCounted, ReadRefusal,
};
pub use storage::{CohortId, CohortStorage, JoinableCohort, NewCohort, StoredCohort};
pub use sums::MIN_BATCH;
