//! What differs between two releases.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::entry::{Entries, Key, Kind, State};

/// An entry that differs. It says something else after than before, or is on one side only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Kind of the entry.
    pub kind: Kind,
    /// Name of the entry.
    pub name: String,
    /// What it said before; none for a new entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<State>,
    /// What it says after; none for a removed entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<State>,
}

impl Change {
    /// What happened to the entry: `added`, `changed` or `removed`.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match (&self.from, &self.to) {
            (None, _) => "added",
            (Some(_), Some(_)) => "changed",
            (Some(_), None) => "removed",
        }
    }

    /// Kind and name, by which changes are sorted.
    #[must_use]
    pub fn key(&self) -> (Kind, &str) {
        (self.kind, &self.name)
    }

    /// What the name says before the first `/`: a framework, or an option of a question.
    #[must_use]
    pub fn owner(&self) -> &str {
        self.name.split_once('/').map_or(&self.name, |(owner, _)| owner)
    }

    /// What the name says after the first `/`: a claim, a capability, a fact, a criterion.
    #[must_use]
    pub fn id(&self) -> &str {
        self.name.split_once('/').map_or(&self.name, |(_, id)| id)
    }

    /// The framework that the entry belongs to; none for effects and criteria.
    #[must_use]
    pub fn framework(&self) -> Option<&str> {
        (!matches!(self.kind, Kind::Effect | Kind::Criterion)).then(|| self.owner())
    }

    /// Makes the change.
    pub fn apply(&self, entries: &mut Entries) {
        let key: Key = (self.kind, self.name.clone());
        match &self.to {
            Some(to) => entries.insert(key, to.clone()),
            None => entries.remove(&key),
        };
    }
}

/// The changes that lead from `before` to `after`, sorted by kind and name.
#[must_use]
pub fn diff(before: &Entries, after: &Entries) -> Vec<Change> {
    let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
    let changes = keys.into_iter().filter_map(|key| {
        let (from, to) = (before.get(key).cloned(), after.get(key).cloned());
        let (kind, name) = (key.0, key.1.clone());
        (from != to).then_some(Change { kind, name, from, to })
    });
    changes.collect()
}
