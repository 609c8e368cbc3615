//! The part of a database that cohorts use, and the types of its arguments and results.

use async_trait::async_trait;
use jiff::civil::Date;

use crate::error::StoreError;
use crate::privacy::cohort_token::TokenHash;
use crate::privacy::counts::Counts;
use crate::privacy::idempotency::KeyRecord;

/// The primary key of a cohort: 128 random bits.
pub type CohortId = [u8; 16];

/// A cohort to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCohort {
    /// Its id.
    pub id: CohortId,
    /// The hash of the token that adds answers.
    pub join_hash: TokenHash,
    /// The hash of the token that reads.
    pub read_hash: TokenHash,
    /// The first day in UTC on which it has ended.
    pub ends_on: Date,
    /// How many answers of one client count in a day.
    pub participants: u16,
}

/// What a request that adds an answer needs to know of a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinableCohort {
    /// Its id.
    pub id: CohortId,
    /// How many answers of one client count in a day.
    pub participants: u16,
    /// Whether no more answers are added.
    pub closed: bool,
}

/// A cohort as it is stored, without its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCohort {
    /// Its id.
    pub id: CohortId,
    /// Whether no more answers are added.
    pub closed: bool,
    /// The exact number of answers in `body`; 0 without one.
    pub released_answers: u64,
    /// The text of its release; none before the first.
    pub body: Option<String>,
}

/// The part of a database that cohorts use.
#[async_trait]
pub trait CohortStorage: Send + Sync + 'static {
    /// Stores a cohort unless there are `max` cohorts, and returns whether it is stored.
    ///
    /// # Errors
    /// If the database failed, or has reached its quota.
    async fn create_cohort(&self, cohort: &NewCohort, max: u32) -> Result<bool, StoreError>;

    /// The cohort of a join token.
    ///
    /// # Errors
    /// If the database failed.
    async fn joinable_cohort(&self, join: &TokenHash)
    -> Result<Option<JoinableCohort>, StoreError>;

    /// The cohort of a read token.
    ///
    /// # Errors
    /// If the database failed.
    async fn cohort(&self, read: &TokenHash) -> Result<Option<StoredCohort>, StoreError>;

    /// The counts of a cohort at one moment.
    ///
    /// # Errors
    /// If the database failed.
    async fn cohort_counts(&self, id: &CohortId) -> Result<Counts, StoreError>;

    /// Adds to the counts of a cohort that is neither deleted nor closed, in one transaction, and returns whether
    /// they were added.
    ///
    /// # Errors
    /// If the database failed. It may be unknown whether they were added only with [`StoreError::Unavailable`].
    async fn add_to_cohort(&self, id: &CohortId, counts: &Counts) -> Result<bool, StoreError>;

    /// Replaces the release of a cohort that has `before` answers by one with more, and returns whether it was
    /// replaced; not if another one was stored meanwhile.
    ///
    /// # Errors
    /// If the database failed.
    async fn release_cohort(
        &self,
        id: &CohortId,
        before: u64,
        answers: u64,
        body: &str,
    ) -> Result<bool, StoreError>;

    /// Closes a cohort, and returns whether the token leads to one.
    ///
    /// # Errors
    /// If the database failed.
    async fn close_cohort(&self, read: &TokenHash) -> Result<bool, StoreError>;

    /// Deletes a cohort with its counts and its release, and returns its id if the token leads to one.
    ///
    /// # Errors
    /// If the database failed.
    async fn delete_cohort(&self, read: &TokenHash) -> Result<Option<CohortId>, StoreError>;

    /// Deletes up to `limit` cohorts that end on `today` or before with everything of them, and returns their number.
    ///
    /// # Errors
    /// If the database failed.
    async fn expire_cohorts(&self, today: Date, limit: u32) -> Result<u64, StoreError>;

    /// Remembers a key, and returns whether it is new or had expired.
    ///
    /// # Errors
    /// If the database failed.
    async fn remember_key(&self, key: &KeyRecord) -> Result<bool, StoreError>;

    /// Forgets a key.
    ///
    /// # Errors
    /// If the database failed.
    async fn forget_key(&self, key: &KeyRecord) -> Result<(), StoreError>;
}
