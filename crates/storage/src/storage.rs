//! The traits of a database, and the types of their arguments and results. None is a type of a driver.

use async_trait::async_trait;

use crate::cohorts::CohortStorage;
use crate::error::StoreError;
use crate::privacy::anonymise::{NewQuery, StoredQuery};
use crate::privacy::counts::Counts;
use crate::privacy::feedback::Feedback;
use crate::privacy::idempotency::Secret;
use crate::privacy::receipt::{Receipt, RowId};
use crate::week::Week;

/// The part of a database that the writer uses.
///
/// It connects at its first use and again after a fault, so a call may succeed after an earlier one failed. A
/// write waits for other writes.
#[async_trait]
pub trait QueryWriter: Send + Sync + 'static {
    /// Where the database is, for the log: a file, or a host and a name. Without user and password.
    fn place(&self) -> String;

    /// Stores all entries or none in one transaction, and returns one result for each, in their order. After
    /// `Ok` the rows are committed and synced, in the database that has the configured name at that time.
    ///
    /// An entry whose key is remembered stores no row. A key that had expired when the entry's key was made is
    /// not remembered, but while the row of its receipt exists, the entry is [`Insertion::Repeated`].
    ///
    /// # Errors
    /// If the database failed. It may be unknown whether the rows were stored, so report them as not stored and
    /// remove them.
    async fn insert_batch(&self, entries: &[NewQuery]) -> Result<Vec<Insertion>, StoreError>;

    /// Removes the rows and keys that these entries stored, in one transaction. An entry that stored nothing is
    /// skipped.
    ///
    /// # Errors
    /// If the database failed.
    async fn undo_insert(&self, entries: &[NewQuery]) -> Result<(), StoreError>;

    /// Connects if need be, and proves by a synced write that leaves no row that the database takes rows.
    ///
    /// # Errors
    /// Why it takes none.
    async fn probe(&self) -> Result<(), StoreError>;

    /// The secret of the keyed hashes. A database without one stores `fresh`.
    ///
    /// # Errors
    /// If the database failed.
    async fn secret(&self, fresh: Secret) -> Result<Secret, StoreError>;

    /// Removes the order of arrival and erased bytes from the files of the database, and returns whether nothing is
    /// left to remove that this service can remove. Another reader of the files can delay it; then call it again.
    ///
    /// # Errors
    /// If the database failed. Acknowledged rows stay safe.
    async fn compact(&self) -> Result<bool, StoreError>;

    /// Checks that the files of an open database are those that were opened, without reading them.
    ///
    /// # Errors
    /// [`StoreError::Replaced`] if a file was deleted, replaced or cut off.
    async fn check_in_place(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Closes the connections. A later call connects again.
    async fn close(&self);
}

/// A database for stored queries: what requests and jobs use besides the writer.
///
/// A read does not wait for writes. The key of a row begins with its week, so the expired rows are one range of
/// the table, and the rows of the current week another.
#[async_trait]
pub trait Storage: QueryWriter + CohortStorage {
    /// Whether this receipt leads to a query. A receipt of a week before `since` has expired. The call does not
    /// delay the writer.
    ///
    /// # Errors
    /// If the database failed.
    async fn has_query(&self, receipt: &Receipt, since: Week) -> Result<bool, StoreError>;

    /// Erases the query of this receipt and its feedback in one transaction. A receipt of a week before `since` has
    /// expired. A receipt that leads to no query does not delay the writer.
    ///
    /// # Errors
    /// If the database failed.
    async fn erase(&self, receipt: &Receipt, since: Week) -> Result<Erasure, StoreError>;

    /// Stores feedback on the query of this receipt in place of earlier feedback, and returns whether there is
    /// such a query. A receipt of a week before `since` has expired.
    ///
    /// # Errors
    /// If the database failed.
    async fn put_feedback(
        &self,
        receipt: &Receipt,
        since: Week,
        feedback: &Feedback,
    ) -> Result<bool, StoreError>;

    /// Ends the receipts of weeks before `since` in one transaction: adds up to `limit` rows of feedback to the
    /// counts and deletes them and, if no such row is left, deletes the keys of these weeks. Returns the number
    /// of deleted rows and keys.
    ///
    /// # Errors
    /// If the database failed.
    async fn expire_receipts(&self, since: Week, limit: u32) -> Result<u64, StoreError>;

    /// Deletes up to `limit` keys that expire at `hour` or before, and returns their number.
    ///
    /// # Errors
    /// If the database failed.
    async fn expire_keys(&self, hour: i64, limit: u32) -> Result<u64, StoreError>;

    /// Adds up to `limit` queries of weeks before `since` to the counts and deletes them, oldest week first, in
    /// one transaction. Returns their number. Their receipts must have expired.
    ///
    /// # Errors
    /// If the database failed.
    async fn roll_up(&self, since: Week, limit: u32) -> Result<u64, StoreError>;

    /// The first week with a query or a count.
    ///
    /// # Errors
    /// If the database failed.
    async fn oldest_week(&self) -> Result<Option<Week>, StoreError>;

    /// The counts of the weeks from `first` to `last` at one moment: of existing rows and of deleted ones.
    /// Feedback is included once it is final and so in the counts.
    ///
    /// # Errors
    /// If the database failed.
    async fn counts(&self, first: Week, last: Week) -> Result<Counts, StoreError>;

    /// Stores a release, and returns whether it is new. The release of a week never changes.
    ///
    /// # Errors
    /// If the database failed.
    async fn publish(&self, release: &StoredRelease) -> Result<bool, StoreError>;

    /// The closed weeks, oldest first, without their texts.
    ///
    /// # Errors
    /// If the database failed.
    async fn releases(&self) -> Result<Vec<ReleasedWeek>, StoreError>;

    /// The release of a week; none if the week is not closed.
    ///
    /// # Errors
    /// If the database failed.
    async fn release(&self, week: Week) -> Result<Option<StoredRelease>, StoreError>;

    /// Up to `limit` rows after `after`, in the order of week and id.
    ///
    /// # Errors
    /// If the database failed, or a row violates the rules of `privacy`.
    async fn scan(&self, after: Option<&Row>, limit: u32) -> Result<Vec<Row>, StoreError>;

    /// Locks a job for this instance, and returns whether it holds the lock. [`Self::unlock_job`] releases the
    /// lock, and so does the database when the instance ends.
    ///
    /// # Errors
    /// If the database failed.
    async fn lock_job(&self, job: &'static str) -> Result<bool, StoreError>;

    /// Releases the lock of [`Self::lock_job`].
    ///
    /// # Errors
    /// If the database failed.
    async fn unlock_job(&self, job: &'static str) -> Result<(), StoreError>;
}

/// A row of the table `queries`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id within its week.
    pub id: RowId,
    /// Its content.
    pub query: StoredQuery,
}

/// The result for one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Insertion {
    /// The row is in the database.
    Stored,
    /// An earlier request with the same key and body stored the row; the receipt is the same.
    Repeated,
    /// An earlier request with the same key and body stored the row, which was erased since.
    Erased,
    /// The key belongs to a request with another body; nothing is stored.
    KeyReused,
}

/// The result of erasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasure {
    /// The receipt leads to no query.
    Unknown,
    /// The row is deleted, and no file of the database holds its bytes.
    Gone,
    /// The row is deleted. Its bytes remain in a file until another reader of the file ends.
    BytesRemain,
    /// The row is deleted. The server of the database decides when its bytes are overwritten.
    BytesLeftToServer,
}

/// A closed week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleasedWeek {
    /// The week.
    pub week: Week,
    /// The first week that its release covers; weeks with too few queries are merged into the next one.
    pub first_week: Week,
    /// Whether it has a release; otherwise it is merged into a later week.
    pub published: bool,
    /// The number of its queries with noise; none if its counts could not be read.
    pub noisy_total: Option<i64>,
}

/// A row of the table `releases`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRelease {
    /// The week.
    pub week: Week,
    /// The first week that it covers.
    pub first_week: Week,
    /// The text of the release; none if the week is merged into the next one.
    pub body: Option<String>,
    /// The number of the queries of this week alone with noise; none if its counts could not be read.
    pub noisy_total: Option<i64>,
}
