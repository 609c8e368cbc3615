//! What differs between two releases, and one made of the other by that.

use std::collections::BTreeMap;

use super::entries::{Entries, Key, State};

/// What happened to one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added(State),
    /// It says something else.
    Changed {
        /// What it said.
        from: State,
        /// What it says.
        to: State,
    },
    /// It is gone; this is what it said.
    Removed(State),
}

impl Change {
    /// The word for it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Changed { .. } => "changed",
            Self::Removed(_) => "removed",
        }
    }

    /// What the entry said before.
    #[must_use]
    pub const fn from(&self) -> Option<&State> {
        match self {
            Self::Added(_) => None,
            Self::Changed { from, .. } | Self::Removed(from) => Some(from),
        }
    }

    /// What the entry says now.
    #[must_use]
    pub const fn to(&self) -> Option<&State> {
        match self {
            Self::Added(to) | Self::Changed { to, .. } => Some(to),
            Self::Removed(_) => None,
        }
    }
}

/// The changes between two releases, by entry.
pub type Changes = BTreeMap<Key, Change>;

/// What turns `before` into `after`.
#[must_use]
pub fn diff(before: &Entries, after: &Entries) -> Changes {
    let gone = before
        .iter()
        .filter(|(key, _)| !after.contains_key(key))
        .map(|(key, from)| (key.clone(), Change::Removed(from.clone())));
    let now = after.iter().filter_map(|(key, to)| {
        let change = match before.get(key) {
            None => Change::Added(to.clone()),
            Some(from) if from == to => return None,
            Some(from) => Change::Changed { from: from.clone(), to: to.clone() },
        };
        Some((key.clone(), change))
    });
    gone.chain(now).collect()
}

/// Carries `changes` out.
pub fn apply(entries: &mut Entries, changes: &Changes) {
    for (key, change) in changes {
        match change.to() {
            Some(to) => entries.insert(key.clone(), to.clone()),
            None => entries.remove(key),
        };
    }
}
