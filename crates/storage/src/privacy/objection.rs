//! Whether a request may be stored, and the reasons why not.

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
    /// This server stores only what it is asked to store, and the request did not ask.
    NotAskedTo,
    /// More queries wait than the queue holds.
    QueueFull,
    /// Another process holds the database's write lock.
    DatabaseLocked,
    /// The disk, or the database's quota, is full.
    DatabaseFull,
    /// The database may be read but not written.
    DatabaseReadOnly,
    /// The database file, or its directory, is not there.
    DatabaseMissing,
    /// Any other fault of the database.
    DatabaseUnavailable,
    /// The database did not confirm in time.
    TimedOut,
    /// The request was sent before, and what was stored of it has been erased since.
    Erased,
}

impl NotStored {
    /// Every reason, for the description and the tests.
    pub const ALL: [Self; 13] = [
        Self::AskedNotTo,
        Self::GlobalPrivacyControl,
        Self::DoNotTrack,
        Self::SwitchedOff,
        Self::NotAskedTo,
        Self::QueueFull,
        Self::DatabaseLocked,
        Self::DatabaseFull,
        Self::DatabaseReadOnly,
        Self::DatabaseMissing,
        Self::DatabaseUnavailable,
        Self::TimedOut,
        Self::Erased,
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
            Self::QueueFull => "queue_full",
            Self::DatabaseLocked => "database_locked",
            Self::DatabaseFull => "database_full",
            Self::DatabaseReadOnly => "database_read_only",
            Self::DatabaseMissing => "database_missing",
            Self::DatabaseUnavailable => "database_unavailable",
            Self::TimedOut => "timed_out",
            Self::Erased => "erased",
        }
    }

    /// Whether the database is out of order, so that nothing at all can be stored for a while.
    #[must_use]
    pub const fn is_fault(self) -> bool {
        match self {
            Self::DatabaseLocked
            | Self::DatabaseFull
            | Self::DatabaseReadOnly
            | Self::DatabaseMissing
            | Self::DatabaseUnavailable
            | Self::TimedOut => true,
            Self::AskedNotTo
            | Self::GlobalPrivacyControl
            | Self::DoNotTrack
            | Self::SwitchedOff
            | Self::NotAskedTo
            | Self::QueueFull
            | Self::Erased => false,
        }
    }

    /// One sentence for people.
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
                "This server stores a query only when asked to, with \"store\": true."
            }
            Self::QueueFull => "More queries are waiting to be stored than the server holds.",
            Self::DatabaseLocked => "Another process is using the database.",
            Self::DatabaseFull => "There is no room left for the database.",
            Self::DatabaseReadOnly => "The database cannot be written to.",
            Self::DatabaseMissing => "The database is not where it should be.",
            Self::DatabaseUnavailable => "The database is out of order.",
            Self::TimedOut => "The database did not confirm in time.",
            Self::Erased => {
                "The request was sent before with the same Idempotency-Key, and has been erased since."
            }
        }
    }
}

/// What a request says about being stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The member `store` of the request, if it is there.
    pub store: Option<bool>,
    /// Whether the request carried `Sec-GPC: 1`.
    pub sec_gpc: bool,
    /// Whether the request carried `DNT: 1`.
    pub dnt: bool,
}

/// What this server's settings say about storing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoringPolicy {
    /// Whether anything is stored at all.
    pub enabled: bool,
    /// What holds for a request that does not say.
    pub by_default: bool,
}

impl StoringPolicy {
    /// Decides about one request. Saying no in any of the three ways wins over everything, also
    /// over `store: true` in the same request.
    ///
    /// # Errors
    /// The first reason that holds: the requester's own, then the server's.
    pub const fn decide(self, wishes: Wishes) -> Result<(), NotStored> {
        if let Some(false) = wishes.store {
            Err(NotStored::AskedNotTo)
        } else if wishes.sec_gpc {
            Err(NotStored::GlobalPrivacyControl)
        } else if wishes.dnt {
            Err(NotStored::DoNotTrack)
        } else if !self.enabled {
            Err(NotStored::SwitchedOff)
        } else if wishes.store.is_none() && !self.by_default {
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

    /// Every combination of wishes and settings.
    fn combinations() -> impl Iterator<Item = (Wishes, StoringPolicy)> {
        (0..48_u8).map(|n| {
            let bit = |position: u8| n >> position & 1 == 1;
            let wishes = Wishes {
                store: [None, Some(false), Some(true)][usize::from(n / 16)],
                sec_gpc: bit(0),
                dnt: bit(1),
            };
            let policy = StoringPolicy { enabled: bit(2), by_default: bit(3) };
            (wishes, policy)
        })
    }

    #[test]
    fn saying_no_in_any_way_wins_over_everything() {
        for (wishes, policy) in combinations() {
            let decision = policy.decide(wishes);

            if wishes.store == Some(false) {
                assert_eq!(decision, Err(NotStored::AskedNotTo));
            } else if wishes.sec_gpc {
                assert_eq!(decision, Err(NotStored::GlobalPrivacyControl));
            } else if wishes.dnt {
                assert_eq!(decision, Err(NotStored::DoNotTrack));
            }
        }
    }

    #[test]
    fn without_an_objection_the_settings_decide() {
        let silent = Wishes::default();
        let asking = Wishes { store: Some(true), ..silent };
        let policy = |enabled, by_default| StoringPolicy { enabled, by_default };
        for (wishes, policy, decision) in [
            (silent, policy(true, true), Ok(())),
            (asking, policy(true, true), Ok(())),
            (asking, policy(true, false), Ok(())),
            (silent, policy(true, false), Err(NotStored::NotAskedTo)),
            (silent, policy(false, true), Err(NotStored::SwitchedOff)),
            (asking, policy(false, true), Err(NotStored::SwitchedOff)),
        ] {
            assert_eq!(policy.decide(wishes), decision);
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
