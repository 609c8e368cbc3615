//! Whether a request may be stored, and the reasons against it.

/// Why a query was not stored.
///
/// The [`code`](Self::code) is part of the HTTP contract: codes are added, never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotStored {
    /// The request said `store: false`.
    AskedNotTo,
    /// The request carried `Sec-GPC: 1`.
    GlobalPrivacyControl,
    /// The request carried `DNT: 1`.
    DoNotTrack,
    /// This server stores nothing.
    SwitchedOff,
    /// This server stores only requests with `store: true`, and the request has no `store`.
    NotAskedTo,
    /// The client has stored more queries than one client may at present.
    RateLimited,
    /// The queue of the writer is full.
    QueueFull,
    /// Another process holds the write lock of the database.
    DatabaseLocked,
    /// The disk is full.
    DatabaseFull,
    /// The database has reached the quota that the server sets.
    DatabaseQuota,
    /// The database can be read but not written.
    DatabaseReadOnly,
    /// The database file or its directory does not exist.
    DatabaseMissing,
    /// Any other fault of the database.
    DatabaseUnavailable,
    /// The database did not confirm in time.
    TimedOut,
    /// An earlier request with the same key and body was stored, and has been erased since.
    Erased,
    /// The client has reached the number of queries that the server stores of one client in a day.
    ClientQuota,
}

impl NotStored {
    /// Every reason.
    pub const ALL: [Self; 16] = [
        Self::AskedNotTo,
        Self::GlobalPrivacyControl,
        Self::DoNotTrack,
        Self::SwitchedOff,
        Self::NotAskedTo,
        Self::RateLimited,
        Self::QueueFull,
        Self::DatabaseLocked,
        Self::DatabaseFull,
        Self::DatabaseQuota,
        Self::DatabaseReadOnly,
        Self::DatabaseMissing,
        Self::DatabaseUnavailable,
        Self::TimedOut,
        Self::Erased,
        Self::ClientQuota,
    ];

    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AskedNotTo => "asked_not_to",
            Self::GlobalPrivacyControl => "gpc",
            Self::DoNotTrack => "dnt",
            Self::SwitchedOff => "switched_off",
            Self::NotAskedTo => "not_asked_to",
            Self::RateLimited => "rate_limited",
            Self::QueueFull => "queue_full",
            Self::DatabaseLocked => "database_locked",
            Self::DatabaseFull => "database_full",
            Self::DatabaseQuota => "database_quota",
            Self::DatabaseReadOnly => "database_read_only",
            Self::DatabaseMissing => "database_missing",
            Self::DatabaseUnavailable => "database_unavailable",
            Self::TimedOut => "timed_out",
            Self::Erased => "erased",
            Self::ClientQuota => "client_quota",
        }
    }

    /// Whether the reason is a fault of the database, during which nothing can be stored.
    #[must_use]
    pub const fn is_fault(self) -> bool {
        match self {
            Self::DatabaseLocked
            | Self::DatabaseFull
            | Self::DatabaseQuota
            | Self::DatabaseReadOnly
            | Self::DatabaseMissing
            | Self::DatabaseUnavailable
            | Self::TimedOut => true,
            Self::AskedNotTo
            | Self::GlobalPrivacyControl
            | Self::DoNotTrack
            | Self::SwitchedOff
            | Self::NotAskedTo
            | Self::RateLimited
            | Self::QueueFull
            | Self::Erased
            | Self::ClientQuota => false,
        }
    }

    /// One sentence for readers.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::AskedNotTo => "The request asked for nothing to be stored.",
            Self::GlobalPrivacyControl => {
                "The request carried the signal Global Privacy Control (Sec-GPC: 1)."
            }
            Self::DoNotTrack => "The request carried the signal Do Not Track (DNT: 1).",
            Self::SwitchedOff => "Storing is switched off on this server.",
            Self::NotAskedTo => {
                "This server stores a query only with \"store\": true in the request."
            }
            Self::RateLimited => {
                "This client has stored as many queries as one client may at present."
            }
            Self::QueueFull => "The queue of queries to be stored is full.",
            Self::DatabaseLocked => "Another process is using the database.",
            Self::DatabaseFull => "No room is left for the database.",
            Self::DatabaseQuota => "The database has reached the size that this server allows.",
            Self::DatabaseReadOnly => "The database cannot be written to.",
            Self::DatabaseMissing => "The database file or its directory does not exist.",
            Self::DatabaseUnavailable => "The database is out of order.",
            Self::TimedOut => "The database did not confirm in time.",
            Self::Erased => {
                "An earlier request with the same Idempotency-Key was stored, and has been erased since."
            }
            Self::ClientQuota => {
                "This server stores only a certain number of queries of one client in a day."
            }
        }
    }
}

/// The parts of a request that decide whether it may be stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StoragePreference {
    /// The member `store` of the request; none if it is absent.
    pub store: Option<bool>,
    /// Whether the request carried `Sec-GPC: 1`.
    pub sec_gpc: bool,
    /// Whether the request carried `DNT: 1`.
    pub dnt: bool,
}

/// The settings of the server for storing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoringPolicy {
    /// Whether the server stores queries.
    pub enabled: bool,
    /// Whether it stores a request without the member `store`.
    pub by_default: bool,
}

impl StoringPolicy {
    /// Decides whether a request may be stored. Each of the three objections of a request wins over everything
    /// else, including `store: true` in the same request.
    ///
    /// # Errors
    /// The first reason against it: of the request, then of the server.
    pub const fn decide(self, preference: StoragePreference) -> Result<(), NotStored> {
        if let Some(false) = preference.store {
            Err(NotStored::AskedNotTo)
        } else if preference.sec_gpc {
            Err(NotStored::GlobalPrivacyControl)
        } else if preference.dnt {
            Err(NotStored::DoNotTrack)
        } else if !self.enabled {
            Err(NotStored::SwitchedOff)
        } else if preference.store.is_none() && !self.by_default {
            Err(NotStored::NotAskedTo)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every combination of preference and settings.
    fn combinations() -> impl Iterator<Item = (StoragePreference, StoringPolicy)> {
        (0..48_u8).map(|n| {
            let bit = |position: u8| n >> position & 1 == 1;
            let preference = StoragePreference {
                store: [None, Some(false), Some(true)][usize::from(n / 16)],
                sec_gpc: bit(0),
                dnt: bit(1),
            };
            let policy = StoringPolicy { enabled: bit(2), by_default: bit(3) };
            (preference, policy)
        })
    }

    #[test]
    fn every_objection_wins_over_everything_else() {
        for (preference, policy) in combinations() {
            let decision = policy.decide(preference);

            if preference.store == Some(false) {
                assert_eq!(decision, Err(NotStored::AskedNotTo));
            } else if preference.sec_gpc {
                assert_eq!(decision, Err(NotStored::GlobalPrivacyControl));
            } else if preference.dnt {
                assert_eq!(decision, Err(NotStored::DoNotTrack));
            }
        }
    }

    #[test]
    fn without_an_objection_the_settings_decide() {
        let silent = StoragePreference::default();
        let asking = StoragePreference { store: Some(true), ..silent };
        let policy = |enabled, by_default| StoringPolicy { enabled, by_default };
        for (preference, policy, decision) in [
            (silent, policy(true, true), Ok(())),
            (asking, policy(true, true), Ok(())),
            (asking, policy(true, false), Ok(())),
            (silent, policy(true, false), Err(NotStored::NotAskedTo)),
            (silent, policy(false, true), Err(NotStored::SwitchedOff)),
            (asking, policy(false, true), Err(NotStored::SwitchedOff)),
        ] {
            assert_eq!(policy.decide(preference), decision);
        }
    }

    #[test]
    fn every_reason_has_a_code_of_its_own_and_a_sentence() {
        let codes: BTreeSet<_> = NotStored::ALL.map(NotStored::code).into();

        assert_eq!(codes.len(), NotStored::ALL.len());
        for reason in NotStored::ALL {
            assert!(reason.sentence().ends_with('.'));
            assert!(reason.code().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
        }
    }
}
