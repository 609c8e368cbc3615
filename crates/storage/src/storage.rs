//! The contract of a database: two traits and what their methods take and return. No type of a driver
//! appears in it.

use async_trait::async_trait;

use crate::error::StoreError;
use crate::privacy::anonymise::{Entry, StoredQuery};
use crate::privacy::counts::Counts;
use crate::privacy::feedback::Feedback;
use crate::privacy::idempotency::Secret;
use crate::privacy::receipt::{Receipt, RowId};
use crate::week::Week;

/// Where queries go in: what the writer needs of a database.
///
/// It connects when it is first used and again after a fault, so every method may find the database in
/// order after a call that did not. Whoever writes waits for whoever writes already.
#[async_trait]
pub trait Intake: Send + Sync + 'static {
    /// Stores all of `entries`, or none of them, in one transaction. When this returns `Ok` they are
    /// committed and synced, in the database that is found under the configured name now.
    ///
    /// An entry with a key that is remembered stores nothing: the verdict says what holds. There is
    /// one verdict for each entry, in their order. A key that expired before the entry's own began to
    /// count is forgotten; while the row of its receipt is there, the entry is a repeat all the same.
    ///
    /// # Errors
    /// When that cannot be said. The rows are then not to be called stored.
    async fn insert_batch(&self, entries: &[Entry]) -> Result<Vec<Insertion>, StoreError>;

    /// Removes these entries again, those that are there, in one transaction: row and key.
    ///
    /// # Errors
    /// When that cannot be said.
    async fn withdraw(&self, entries: &[Entry]) -> Result<(), StoreError>;

    /// Connects if need be and proves by a synced write, of which nothing stays, that the database
    /// takes rows.
    ///
    /// # Errors
    /// What stands in the way.
    async fn probe(&self) -> Result<(), StoreError>;

    /// The secret of the keyed hashes: the one that is there, or `fresh`, which is there from then on.
    ///
    /// # Errors
    /// What stands in the way.
    async fn secret(&self, fresh: Secret) -> Result<Secret, StoreError>;

    /// Puts away what only the recent past needs: a log tells in which order rows came in, which
    /// nothing is meant to tell. To be called when no more rows are coming for a while.
    ///
    /// # Errors
    /// What stands in the way. Rows that were acknowledged are as safe as before.
    async fn tidy(&self) -> Result<(), StoreError>;

    /// Lets go of the database in good order. A later call of another method connects again.
    async fn close(&self);
}

/// A database for stored queries: where they go in, and what is done with them later.
///
/// Who reads waits for nobody who writes. Rows are found by their week first: what is due is a range of
/// the table, and so are the rows of the present week, which are the only ones that come in.
#[async_trait]
pub trait Storage: Intake {
    /// Erases the query that this receipt leads to, with its feedback, in one transaction; whether there
    /// was one. A receipt of a week before `since` is no longer one.
    ///
    /// # Errors
    /// When that cannot be said.
    async fn erase(&self, receipt: &Receipt, since: Week) -> Result<bool, StoreError>;

    /// Keeps feedback on the query that this receipt leads to, in place of what there was; whether
    /// there is such a query. A receipt of a week before `since` is no longer one.
    ///
    /// # Errors
    /// When that cannot be said.
    async fn put_feedback(
        &self,
        receipt: &Receipt,
        since: Week,
        feedback: &Feedback,
    ) -> Result<bool, StoreError>;

    /// Ends the receipts of weeks before `since`: adds up to `limit` of their feedbacks to the counts and
    /// deletes them, and where none is left, deletes the keys by which the receipts led to rows; in one
    /// transaction. How many feedbacks and keys there were.
    ///
    /// # Errors
    /// When that cannot be said; then nothing has changed.
    async fn expire_receipts(&self, since: Week, limit: u32) -> Result<u64, StoreError>;

    /// Drops up to `limit` keys that expire at `hour` or before; how many there were.
    ///
    /// # Errors
    /// When that cannot be said; then nothing has changed.
    async fn expire_keys(&self, hour: i64, limit: u32) -> Result<u64, StoreError>;

    /// Adds up to `limit` queries of weeks before `since` to the counts and deletes them, oldest week
    /// first, in one transaction; how many there were. Their receipts must have expired before.
    ///
    /// # Errors
    /// When that cannot be said; then nothing has changed.
    async fn roll_up(&self, since: Week, limit: u32) -> Result<u64, StoreError>;

    /// The first week of which there is a query or a count.
    ///
    /// # Errors
    /// What stands in the way.
    async fn oldest_week(&self) -> Result<Option<Week>, StoreError>;

    /// All that can be counted of the weeks from `first` to `last`: the rows that are there and the
    /// counts of those that have gone, at one moment. Of feedback only what is in the counts, which is
    /// what can no longer change.
    ///
    /// # Errors
    /// What stands in the way.
    async fn counts(&self, first: Week, last: Week) -> Result<Counts, StoreError>;

    /// Keeps a release for good; whether it is new. Of a week that has one nothing changes.
    ///
    /// # Errors
    /// When that cannot be said.
    async fn publish(&self, release: &StoredRelease) -> Result<bool, StoreError>;

    /// The weeks that are closed, oldest first, without what was published of them.
    ///
    /// # Errors
    /// What stands in the way.
    async fn releases(&self) -> Result<Vec<ReleasedWeek>, StoreError>;

    /// What was published of a week; nothing if it is not closed.
    ///
    /// # Errors
    /// What stands in the way.
    async fn release(&self, week: Week) -> Result<Option<StoredRelease>, StoreError>;

    /// Up to `limit` rows in the order of week and id, those that follow `after`.
    ///
    /// # Errors
    /// What stands in the way, which may be a row that is not as `privacy` made it.
    async fn scan(&self, after: Option<&Row>, limit: u32) -> Result<Vec<Row>, StoreError>;

    /// Takes a job for this instance, unless another has it: whether it did. It is given back by
    /// [`Self::give_job_back`], and by the database if this instance ends.
    ///
    /// # Errors
    /// When that cannot be said.
    async fn take_job(&self, job: &'static str) -> Result<bool, StoreError>;

    /// Gives a job back that [`Self::take_job`] took.
    ///
    /// # Errors
    /// When that cannot be said.
    async fn give_job_back(&self, job: &'static str) -> Result<(), StoreError>;
}

/// A row of the table `queries`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name within its week.
    pub id: RowId,
    /// What it says.
    pub query: StoredQuery,
}

/// What became of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Insertion {
    /// It is in the database.
    Stored,
    /// The same request is in the database already; the same receipt leads to it.
    Repeated,
    /// The same request was in the database and has been erased since.
    Erased,
    /// The key was used for another request; nothing is stored.
    KeyReused,
}

/// A week that is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleasedWeek {
    /// The week.
    pub week: Week,
    /// The first week that its release covers; weeks with too few queries are merged into the next.
    pub first_week: Week,
    /// Whether it has a release of its own; otherwise it is merged into a later one.
    pub published: bool,
}

/// What is kept of a week that is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRelease {
    /// The week.
    pub week: Week,
    /// The first week that it covers.
    pub first_week: Week,
    /// What was published, as it was published; nothing if the week is merged into the next.
    pub body: Option<String>,
}
