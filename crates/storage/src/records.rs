//! What is stored of queries: keeping them, the way back to them, and what was chosen in the end.

use std::collections::HashSet;
use std::fmt::{self, Display};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::Clock;
use crate::error::StoreError;
use crate::privacy::anonymise::{Answered, Entry, anonymise};
use crate::privacy::facts::Periods;
use crate::privacy::feedback::Feedback;
use crate::privacy::idempotency::{IdempotencyKey, KeyRecord};
use crate::privacy::objection::NotStored;
use crate::privacy::receipt::Receipt;
use crate::random;
use crate::recorder::Recorder;
use crate::storage::{Insertion, Storage};
use crate::week::Week;

/// The receipt of a query that was stored, or why it was not.
pub type StoringOutcome = Result<Receipt, NotStored>;

/// A request that may be sent twice: its key, and its body in a form that equal requests share.
#[derive(Debug, Clone, Copy)]
pub struct Repeatable<'a> {
    /// The key that the caller chose.
    pub key: IdempotencyKey<'a>,
    /// The body.
    pub body: &'a [u8],
}

/// Why a request with a key is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyConflict {
    /// The key was used for another request.
    Reused,
    /// The same key is on its way at this moment.
    UnderWay,
}

/// The stored queries of a service.
pub struct Records {
    recorder: Recorder,
    storage: Arc<dyn Storage>,
    clock: Clock,
    periods: Periods,
    /// Keyed hashes of the keys that are on their way at this moment.
    under_way: Mutex<HashSet<[u8; 32]>>,
}

/// A key on its way; another request with it is refused until this is dropped.
struct UnderWay<'a> {
    records: &'a Records,
    key_mac: [u8; 32],
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.records.keys_under_way().remove(&self.key_mac);
    }
}

impl Records {
    /// Records in `storage`, into which `recorder` writes.
    #[must_use]
    pub fn new(
        recorder: Recorder,
        storage: Arc<dyn Storage>,
        clock: Clock,
        periods: Periods,
    ) -> Self {
        Self { recorder, storage, clock, periods, under_way: Mutex::default() }
    }

    /// Where queries are stored.
    #[must_use]
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// The database.
    #[must_use]
    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// For how long things are kept.
    #[must_use]
    pub fn periods(&self) -> Periods {
        self.periods
    }

    /// The clock that dates them.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Keeps a query; its receipt is random.
    ///
    /// # Errors
    /// Why it is not stored.
    pub async fn keep(&self, answered: Answered<'_>) -> StoringOutcome {
        let receipt = Receipt::new(random::bytes().map_err(|error| not_made(&error))?);
        self.recorder.record(self.entry(answered, receipt, None)?).await.map(|_| receipt)
    }

    /// Keeps a query once for its key; its receipt is made of key and body, so that a repeat gets the
    /// same one.
    ///
    /// # Errors
    /// [`KeyConflict`] if the key cannot stand for this request.
    pub async fn keep_once(
        &self,
        answered: Answered<'_>,
        Repeatable { key, body }: Repeatable<'_>,
    ) -> Result<StoringOutcome, KeyConflict> {
        // There is a secret as soon as the database has been in order once.
        let Some(secret) = self.recorder.secret() else {
            return Ok(Err(self.recorder.health().fault.unwrap_or(NotStored::DatabaseUnavailable)));
        };
        let attempt = match random::bytes() {
            Ok(attempt) => attempt,
            Err(error) => return Ok(Err(not_made(&error))),
        };
        let (key, receipt) = secret.mark(key, body, self.clock.hour(), attempt);
        let _under_way = self.begin(key.key_mac).ok_or(KeyConflict::UnderWay)?;
        let entry = match self.entry(answered, receipt, Some(key)) {
            Ok(entry) => entry,
            Err(reason) => return Ok(Err(reason)),
        };
        match self.recorder.record(entry).await {
            Ok(Insertion::Stored | Insertion::Repeated) => Ok(Ok(receipt)),
            Ok(Insertion::Erased) => Ok(Err(NotStored::Erased)),
            Ok(Insertion::KeyReused) => Err(KeyConflict::Reused),
            Err(reason) => Ok(Err(reason)),
        }
    }

    /// Erases the query that a receipt leads to, with all that hangs on it; whether there was one.
    ///
    /// # Errors
    /// Why the database cannot do it at present.
    pub async fn erase(&self, receipt: &Receipt) -> Result<bool, NotStored> {
        let erased = self.storage.erase(receipt, self.receipts_since()).await;
        erased.map_err(|error| refused(&error))
    }

    /// Keeps feedback in place of what there was; whether the receipt leads to a query.
    ///
    /// # Errors
    /// Why the database cannot do it at present.
    pub async fn put_feedback(
        &self,
        receipt: &Receipt,
        feedback: &Feedback,
    ) -> Result<bool, NotStored> {
        let since = self.receipts_since();
        let kept = self.storage.put_feedback(receipt, since, feedback).await;
        kept.map_err(|error| refused(&error))
    }

    /// The oldest week whose receipts are still good for something.
    fn receipts_since(&self) -> Week {
        Week::oldest_kept(self.clock.today(), self.periods.receipt_days)
    }

    fn entry(
        &self,
        answered: Answered<'_>,
        receipt: Receipt,
        key: Option<KeyRecord>,
    ) -> Result<Entry, NotStored> {
        // What is not closed here is a fault of the knowledge, not of the caller: the answer stands.
        let query = anonymise(self.clock.today(), answered).map_err(|error| not_made(&error))?;
        Ok(Entry { query, receipt, key })
    }

    /// Notes that a key is on its way, unless it is already.
    fn begin(&self, key_mac: [u8; 32]) -> Option<UnderWay<'_>> {
        let new = self.keys_under_way().insert(key_mac);
        // Made only if it is new: dropping one takes the key out again.
        new.then(|| UnderWay { records: self, key_mac })
    }

    fn keys_under_way(&self) -> MutexGuard<'_, HashSet<[u8; 32]>> {
        // Nothing panics while it is held, and a set of keys is whole after every step.
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Records").field("recorder", &self.recorder).finish_non_exhaustive()
    }
}

fn not_made(cause: &dyn Display) -> NotStored {
    tracing::error!(%cause, "a query cannot be anonymised");
    NotStored::DatabaseUnavailable
}

fn refused(error: &StoreError) -> NotStored {
    tracing::warn!(%error, "a receipt could not be used");
    NotStored::from(error)
}
