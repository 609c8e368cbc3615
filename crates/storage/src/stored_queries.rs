//! Storing a query, erasing it, and feedback on it, while its receipt is valid (`week`). A repeat with an
//! `Idempotency-Key` gets the same result, or a conflict while the first request is in progress.

use std::collections::{HashSet, VecDeque};
use std::fmt::{self, Display};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::client_quota::ClientQuota;
use crate::clock::Clock;
use crate::cohorts::Cohorts;
use crate::error::StoreError;
use crate::privacy::anonymise::{Answered, NewQuery, anonymise};
use crate::privacy::data_inventory::Periods;
use crate::privacy::feedback::Feedback;
use crate::privacy::idempotency::{KeyRecord, Repeatable};
use crate::privacy::receipt::Receipt;
use crate::privacy::storing_policy::NotStored;
use crate::random;
use crate::storage::{Erasure, Insertion, Storage};
use crate::week::Week;
use crate::write_queue::WriteQueue;

/// Maximum of erased queries whose bytes may remain and whose receipts are remembered for a repeated request.
const MAX_ERASING: usize = 1_000;

/// The receipt of a query that was stored, or why it was not.
pub type StoringOutcome = Result<Receipt, NotStored>;

/// Why a request with a key is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyConflict {
    /// The key belongs to a request with another body.
    Reused,
    /// A request with the same key is in progress.
    UnderWay,
}

/// The stored queries of a service.
pub struct StoredQueries {
    write_queue: WriteQueue,
    storage: Arc<dyn Storage>,
    clock: Clock,
    periods: Periods,
    quota: ClientQuota,
    cohorts: Cohorts,
    /// Keyed hashes of the keys of requests in progress.
    in_progress: Mutex<HashSet<[u8; 32]>>,
    /// Receipts whose rows are deleted and whose bytes may remain, the oldest first.
    erasing: Mutex<VecDeque<Receipt>>,
}

/// Marks a key as in progress until it is dropped; meanwhile another request with the key is rejected.
struct InProgress<'a> {
    stored_queries: &'a StoredQueries,
    key_mac: [u8; 32],
}

impl Drop for InProgress<'_> {
    fn drop(&mut self) {
        self.stored_queries.keys_in_progress().remove(&self.key_mac);
    }
}

impl StoredQueries {
    /// The stored queries in `storage`; `write_queue` writes to the same database.
    #[must_use]
    pub fn new(
        write_queue: WriteQueue,
        storage: Arc<dyn Storage>,
        clock: Clock,
        periods: Periods,
    ) -> Self {
        let cohorts = Cohorts::new(write_queue.clone(), Arc::clone(&storage), clock.clone());
        Self {
            write_queue,
            storage,
            clock,
            periods,
            quota: ClientQuota::new(0),
            cohorts,
            in_progress: Mutex::default(),
            erasing: Mutex::default(),
        }
    }

    /// The same with a maximum of queries that are stored of one client in a day, which also limits the answers of one
    /// client for one cohort to the number of its participants; 0 for no limit.
    #[must_use]
    pub fn with_client_quota(self, limit: u16) -> Self {
        let cohorts = if limit == 0 { self.cohorts } else { self.cohorts.with_client_quota() };
        Self { quota: ClientQuota::new(limit), cohorts, ..self }
    }

    /// The cohorts.
    #[must_use]
    pub fn cohorts(&self) -> &Cohorts {
        &self.cohorts
    }

    /// The write queue, which stores queries.
    #[must_use]
    pub fn write_queue(&self) -> &WriteQueue {
        &self.write_queue
    }

    /// The database.
    #[must_use]
    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// How long rows are kept.
    #[must_use]
    pub fn periods(&self) -> Periods {
        self.periods
    }

    /// The clock that dates rows.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Stores a query of the client with this address, and returns its random receipt. The address is used for the
    /// quota of the client only.
    ///
    /// # Errors
    /// Why the query is not stored.
    pub async fn store(&self, answered: Answered<'_>, client: IpAddr) -> StoringOutcome {
        if !self.admit(client)? {
            return Err(NotStored::ClientQuota);
        }
        let receipt = Receipt::new(random::bytes().map_err(|error| cannot_anonymise(&error))?);
        self.write_queue.record(self.entry(answered, receipt, None)?).await.map(|_| receipt)
    }

    /// Stores a query once for its key, and returns its receipt, which is derived from key and body: a repeat has
    /// the same one.
    ///
    /// # Errors
    /// [`KeyConflict`] if the key belongs to another request or is in progress.
    pub async fn store_once(
        &self,
        answered: Answered<'_>,
        client: IpAddr,
        Repeatable { key, body }: Repeatable<'_>,
    ) -> Result<StoringOutcome, KeyConflict> {
        // Without a secret the database has never been in order.
        let Some(secret) = self.write_queue.secret() else {
            return Ok(Err(self
                .write_queue
                .health()
                .fault
                .unwrap_or(NotStored::DatabaseUnavailable)));
        };
        let attempt = match random::bytes() {
            Ok(attempt) => attempt,
            Err(error) => return Ok(Err(cannot_anonymise(&error))),
        };
        let (key, receipt) = secret.derive(key, body, self.clock.hour(), attempt);
        let _in_progress = self.begin(key.key_mac).ok_or(KeyConflict::UnderWay)?;
        match self.admit(client) {
            Ok(true) => {}
            // A repeat of a stored query adds nothing, so it has its receipt above the quota too.
            Ok(false) if self.has_query(&receipt).await => {}
            Ok(false) => return Ok(Err(NotStored::ClientQuota)),
            Err(reason) => return Ok(Err(reason)),
        }
        let entry = match self.entry(answered, receipt, Some(key)) {
            Ok(entry) => entry,
            Err(reason) => return Ok(Err(reason)),
        };
        match self.write_queue.record(entry).await {
            Ok(Insertion::Stored | Insertion::Repeated) => Ok(Ok(receipt)),
            Ok(Insertion::Erased) => Ok(Err(NotStored::Erased)),
            Ok(Insertion::KeyReused) => Err(KeyConflict::Reused),
            Err(reason) => Ok(Err(reason)),
        }
    }

    /// Erases the query of a receipt and its feedback. After [`Erasure::BytesRemain`] the same call returns
    /// [`Erasure::Gone`] once the bytes are gone, as long as this process runs.
    ///
    /// # Errors
    /// Why the database cannot erase at present.
    pub async fn erase(&self, receipt: &Receipt) -> Result<Erasure, NotStored> {
        let erased = self.storage.erase(receipt, self.receipts_since()).await;
        match erased.map_err(|error| receipt_failed(&error))? {
            Erasure::BytesRemain => {
                let mut erasing = locked(&self.erasing);
                if erasing.len() == MAX_ERASING {
                    erasing.pop_front();
                }
                erasing.push_back(*receipt);
            }
            Erasure::Unknown if locked(&self.erasing).contains(receipt) => {
                let compacted = self.storage.compact().await;
                if compacted.map_err(|error| receipt_failed(&error))? {
                    locked(&self.erasing).retain(|erased| erased != receipt);
                    return Ok(Erasure::Gone);
                }
            }
            decided => return Ok(decided),
        }
        self.write_queue.request_compaction();
        Ok(Erasure::BytesRemain)
    }

    /// Stores feedback in place of earlier feedback, and returns whether the receipt leads to a query.
    ///
    /// # Errors
    /// Why the database cannot store it at present.
    pub async fn put_feedback(
        &self,
        receipt: &Receipt,
        feedback: &Feedback,
    ) -> Result<bool, NotStored> {
        let since = self.receipts_since();
        let kept = self.storage.put_feedback(receipt, since, feedback).await;
        kept.map_err(|error| receipt_failed(&error))
    }

    /// Counts a query of a client, and returns whether it is within the quota.
    fn admit(&self, client: IpAddr) -> Result<bool, NotStored> {
        let admitted = self.quota.admit(client, self.clock.today());
        admitted.map_err(|error| cannot_anonymise(&error))
    }

    /// Whether a query of this receipt is stored; not if the database cannot tell.
    async fn has_query(&self, receipt: &Receipt) -> bool {
        self.storage.has_query(receipt, self.receipts_since()).await.unwrap_or(false)
    }

    /// The oldest week whose receipts have not expired.
    fn receipts_since(&self) -> Week {
        Week::oldest_kept(self.clock.today(), self.periods.receipt_days)
    }

    fn entry(
        &self,
        answered: Answered<'_>,
        receipt: Receipt,
        key: Option<KeyRecord>,
    ) -> Result<NewQuery, NotStored> {
        // An invalid id here is a defect of the knowledge, not of the request, so the response stays.
        let query =
            anonymise(self.clock.today(), answered).map_err(|error| cannot_anonymise(&error))?;
        Ok(NewQuery { query, receipt, key })
    }

    /// Marks a key as in progress; none if it is already.
    fn begin(&self, key_mac: [u8; 32]) -> Option<InProgress<'_>> {
        let new = self.keys_in_progress().insert(key_mac);
        // Only for a new key, because dropping the mark removes the key.
        new.then(|| InProgress { stored_queries: self, key_mac })
    }

    fn keys_in_progress(&self) -> MutexGuard<'_, HashSet<[u8; 32]>> {
        locked(&self.in_progress)
    }
}

/// No code panics while it holds one of these locks, and each call leaves the content consistent.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for StoredQueries {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("StoredQueries")
            .field("write_queue", &self.write_queue)
            .finish_non_exhaustive()
    }
}

fn cannot_anonymise(cause: &dyn Display) -> NotStored {
    tracing::error!(%cause, "a query cannot be anonymised");
    NotStored::DatabaseUnavailable
}

fn receipt_failed(error: &StoreError) -> NotStored {
    tracing::warn!(%error, "a receipt cannot be used");
    NotStored::from(error)
}
