//! Creating, adding to, reading and deleting cohorts.

use std::fmt::{self, Display};
use std::net::IpAddr;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::storage::{CohortId, NewCohort, StoredCohort};
use super::sums::Sums;
use crate::client_quota::ClientQuota;
use crate::clock::Clock;
use crate::disclosure::{CohortRelease, Tally, Vocabulary};
use crate::error::StoreError;
use crate::privacy::anonymise::{Answered, anonymise};
use crate::privacy::cohort_token::{JoinToken, MAX_WEEKS, ReadToken};
use crate::privacy::counts::Counts;
use crate::privacy::idempotency::{KeyRecord, Repeatable};
use crate::privacy::storing_policy::NotStored;
use crate::random;
use crate::storage::Storage;
use crate::write_queue::WriteQueue;

/// Participants that a cohort has if its creator does not choose.
pub const DEFAULT_PARTICIPANTS: u16 = 50;
/// Maximum of participants that the creator of a cohort may expect.
pub const MAX_PARTICIPANTS: u16 = 1_000;
/// Weeks after which a cohort ends if its creator does not choose.
pub const DEFAULT_WEEKS: u8 = 8;
/// Maximum of cohorts of a server, so that unused tokens do not fill the database.
pub const MAX_COHORTS: u32 = 2_000;
/// Maximum of cohorts that one client creates in a day.
pub const COHORTS_OF_CLIENT: u16 = 20;

/// The cohorts of a service.
pub struct Cohorts {
    write_queue: WriteQueue,
    storage: Arc<dyn Storage>,
    clock: Clock,
    /// Answers of one client that count for one cohort in a day; `None` for no limit.
    answers: Option<ClientQuota>,
    creations: ClientQuota,
    sums: Arc<Sums>,
}

/// A new cohort. Its tokens are nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct CreatedCohort {
    /// The token that adds answers.
    pub join: JoinToken,
    /// The token that reads, closes and deletes.
    pub read: ReadToken,
    /// The first day in UTC on which it has ended.
    pub ends_on: Date,
}

/// Why a cohort is not created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreateRefusal {
    /// The client has created [`COHORTS_OF_CLIENT`] today.
    Client,
    /// The server has [`MAX_COHORTS`].
    Full,
    /// The database cannot store it.
    Database(NotStored),
}

/// Why an answer does not count for a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCounted {
    /// The participant declined.
    Declined,
    /// The token leads to no cohort of this server: it was deleted, or never existed.
    Unknown,
    /// The cohort has ended.
    Ended,
    /// The teacher has closed the cohort.
    Closed,
    /// A reason for which no query is stored either.
    Storing(NotStored),
}

impl NotCounted {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::Unknown => "unknown",
            Self::Ended => "ended",
            Self::Closed => "closed",
            Self::Storing(reason) => reason.code(),
        }
    }
}

/// Why a read token leads to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadRefusal {
    /// It leads to no cohort of this server: it was deleted, or never existed.
    Unknown,
    /// The cohort has ended.
    Ended,
    /// The database cannot be used at present.
    Database(NotStored),
    /// A defect: the counts or the release cannot be read.
    Corrupt(String),
}

/// What a teacher sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortState {
    /// Whether no more answers are added.
    pub closed: bool,
    /// The figures; none with too few answers.
    pub release: Option<CohortRelease>,
}

impl Cohorts {
    /// The cohorts in `storage`, without a limit for the answers of one client.
    pub(crate) fn new(write_queue: WriteQueue, storage: Arc<dyn Storage>, clock: Clock) -> Self {
        Self {
            write_queue,
            storage,
            clock,
            answers: None,
            creations: ClientQuota::new(COHORTS_OF_CLIENT),
            sums: Arc::default(),
        }
    }

    /// The same with a limit for the answers of one client: the number of participants of the cohort in a day.
    pub(crate) fn with_client_quota(self) -> Self {
        Self { answers: Some(ClientQuota::default()), ..self }
    }

    /// Creates a cohort that ends after this many weeks, limited to 1 to [`MAX_WEEKS`], for this many participants,
    /// limited to 1 to [`MAX_PARTICIPANTS`]. The address is used for the quota of the client only.
    ///
    /// # Errors
    /// Why it is not created.
    pub async fn create(
        &self,
        weeks: u8,
        participants: u16,
        client: IpAddr,
    ) -> Result<CreatedCohort, CreateRefusal> {
        let no_randomness = |error| CreateRefusal::Database(defect(&error));
        let today = self.clock.today();
        if !self.creations.admit(client, today).map_err(no_randomness)? {
            return Err(CreateRefusal::Client);
        }
        let ends_on = today.saturating_add(i32::from(weeks.clamp(1, MAX_WEEKS)).weeks());
        let join = JoinToken::new(random::bytes().map_err(no_randomness)?, ends_on);
        let read = ReadToken::new(random::bytes().map_err(no_randomness)?, ends_on);
        let cohort = NewCohort {
            id: random::bytes().map_err(no_randomness)?,
            join_hash: join.hash(),
            read_hash: read.hash(),
            ends_on,
            participants: participants.clamp(1, MAX_PARTICIPANTS),
        };
        let created = self.storage.create_cohort(&cohort, MAX_COHORTS).await;
        if created.map_err(|error| CreateRefusal::Database(failed(&error)))? {
            Ok(CreatedCohort { join, read, ends_on })
        } else {
            Err(CreateRefusal::Full)
        }
    }

    /// Counts an answer of the client with this address for the cohort of a token; a repeat with the same key and
    /// body counts once. The address is used for the quota of the client only.
    ///
    /// # Errors
    /// Why it does not count.
    pub async fn count(
        &self,
        token: &JoinToken,
        answered: Answered<'_>,
        client: IpAddr,
        repeatable: Option<Repeatable<'_>>,
    ) -> Result<(), NotCounted> {
        let today = self.clock.today();
        if token.ends_on() <= today {
            return Err(NotCounted::Ended);
        }
        let cohort = self.storage.joinable_cohort(&token.hash()).await.map_err(not_counted)?;
        let cohort = cohort.ok_or(NotCounted::Unknown)?;
        if cohort.closed {
            return Err(NotCounted::Closed);
        }
        let answer =
            anonymise(today, answered).map_err(|error| NotCounted::Storing(defect(&error)))?;
        let key = repeatable.map(|repeatable| self.key(repeatable)).transpose()?;
        if let Some(key) = &key
            && !self.storage.remember_key(key).await.map_err(not_counted)?
        {
            return Ok(());
        }
        let admitted = self.answers.as_ref().map_or(Ok(true), |quota| {
            quota.admit_to(&cohort.id, cohort.participants, client, today)
        });
        if !admitted.map_err(|error| NotCounted::Storing(defect(&error)))? {
            if let Some(key) = &key {
                self.storage.forget_key(key).await.map_err(not_counted)?;
            }
            return Err(NotCounted::Storing(NotStored::ClientQuota));
        }
        if let Some(batch) = self.sums.add(cohort.id, token.ends_on(), today, &answer) {
            self.write(cohort.id, token.ends_on(), batch).await;
        }
        Ok(())
    }

    /// What the teacher sees. A new release is made if enough answers have come since the last one.
    ///
    /// # Errors
    /// Why there is nothing to see.
    pub async fn read(
        &self,
        token: &ReadToken,
        vocabulary: &Vocabulary,
    ) -> Result<CohortState, ReadRefusal> {
        let mut cohort = self.found(token).await?;
        let counts = self.storage.cohort_counts(&cohort.id).await.map_err(unreadable)?;
        let tally = Tally::from_rows(counts.iter()).map_err(|error| corrupt(&error))?;
        let (before, answers) = (cohort.released_answers, tally.total());
        if CohortRelease::is_due(before, answers, cohort.closed)
            && let Some(release) = CohortRelease::publish(vocabulary, &tally)
        {
            let body = release.to_text().map_err(|error| corrupt(&error))?;
            let stored = self.storage.release_cohort(&cohort.id, before, answers, &body).await;
            if stored.map_err(unreadable)? {
                return Ok(CohortState { closed: cohort.closed, release: Some(release) });
            }
            // Another request has stored one meanwhile, and every reader sees the same.
            cohort = self.found(token).await?;
        }
        let release = cohort.body.as_deref().map(CohortRelease::from_text).transpose();
        let release = release.map_err(|error| corrupt(&error))?;
        Ok(CohortState { closed: cohort.closed, release })
    }

    /// Closes a cohort: no more answers are added.
    ///
    /// # Errors
    /// Why there is no cohort to close.
    pub async fn close(&self, token: &ReadToken) -> Result<(), ReadRefusal> {
        self.reject_ended(token)?;
        let closed = self.storage.close_cohort(&token.hash()).await.map_err(unreadable)?;
        if closed { Ok(()) } else { Err(ReadRefusal::Unknown) }
    }

    /// Deletes a cohort with everything of it.
    ///
    /// # Errors
    /// Why there is no cohort to delete.
    pub async fn delete(&self, token: &ReadToken) -> Result<(), ReadRefusal> {
        self.reject_ended(token)?;
        let deleted = self.storage.delete_cohort(&token.hash()).await.map_err(unreadable)?;
        self.sums.forget(&deleted.ok_or(ReadRefusal::Unknown)?);
        self.write_queue.request_compaction();
        Ok(())
    }

    /// The cohort of a token that has not ended.
    async fn found(&self, token: &ReadToken) -> Result<StoredCohort, ReadRefusal> {
        self.reject_ended(token)?;
        let cohort = self.storage.cohort(&token.hash()).await.map_err(unreadable)?;
        cohort.ok_or(ReadRefusal::Unknown)
    }

    fn reject_ended(&self, token: &ReadToken) -> Result<(), ReadRefusal> {
        if token.ends_on() <= self.clock.today() { Err(ReadRefusal::Ended) } else { Ok(()) }
    }

    /// The record of a key.
    fn key(&self, Repeatable { key, body }: Repeatable<'_>) -> Result<KeyRecord, NotCounted> {
        // Without a secret the database has never been in order.
        let secret = self.write_queue.secret().ok_or_else(|| {
            let fault = self.write_queue.health().fault;
            NotCounted::Storing(fault.unwrap_or(NotStored::DatabaseUnavailable))
        })?;
        let attempt = random::bytes().map_err(|error| NotCounted::Storing(defect(&error)))?;
        Ok(secret.derive_for_cohort(key, body, self.clock.hour(), attempt))
    }

    /// Writes a sum, in a task of its own, so that a caller who goes away does not interrupt it.
    async fn write(&self, id: CohortId, ends_on: Date, batch: Counts) {
        let (storage, sums) = (Arc::clone(&self.storage), Arc::clone(&self.sums));
        let writing = tokio::spawn(async move {
            match storage.add_to_cohort(&id, &batch).await {
                // Otherwise it was deleted or closed meanwhile.
                Ok(_added) => {}
                Err(error @ StoreError::Unavailable(_)) => {
                    // It may be stored, and an answer must not count twice.
                    tracing::warn!(%error, "answers for a cohort are lost");
                }
                Err(error) => {
                    tracing::warn!(%error, "answers for a cohort wait for the database");
                    sums.put_back(id, ends_on, &batch);
                }
            }
        });
        if let Err(error) = writing.await {
            tracing::error!(%error, "answers for a cohort are lost");
        }
    }
}

impl fmt::Debug for Cohorts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Cohorts").finish_non_exhaustive()
    }
}

/// A fault that is not the caller's.
fn defect(cause: &dyn Display) -> NotStored {
    tracing::error!(%cause, "a cohort cannot be used");
    NotStored::DatabaseUnavailable
}

fn failed(error: &StoreError) -> NotStored {
    tracing::warn!(%error, "a cohort cannot be used");
    NotStored::from(error)
}

#[expect(clippy::needless_pass_by_value, reason = "an argument of map_err")]
fn not_counted(error: StoreError) -> NotCounted {
    NotCounted::Storing(failed(&error))
}

#[expect(clippy::needless_pass_by_value, reason = "an argument of map_err")]
fn unreadable(error: StoreError) -> ReadRefusal {
    ReadRefusal::Database(failed(&error))
}

fn corrupt(cause: &dyn Display) -> ReadRefusal {
    ReadRefusal::Corrupt(cause.to_string())
}
