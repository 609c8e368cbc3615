//! What releases are compared by: entries, each with its state.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The longest readable value, in characters; the mark covers the rest.
const MAX_VALUE: usize = 80;

/// Sorts of entry, in the order in which they are listed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A framework: its name; marked: summary, kind, interfaces.
    Framework,
    /// A claim: kind, grade and verdict; marked: all but the day on which it was verified, because a
    /// claim that was checked and found right has not changed.
    Claim,
    /// A capability of a framework: its level of support; marked: via, source, note.
    Capability,
    /// A fact about a framework: its value; marked: the whole value, source, note.
    Fact,
    /// A rating: value and interval; marked where it is editorial: claims and reason.
    Rating,
    /// What an option adds to the weight of a criterion; marked: reason and source.
    Effect,
    /// The weight of a criterion before any answer; marked: name, definition, rubric.
    Criterion,
}

impl Kind {
    /// The words for one entry and for several.
    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Framework => ["framework", "frameworks"],
            Self::Claim => ["claim", "claims"],
            Self::Capability => ["capability", "capabilities"],
            Self::Fact => ["fact", "facts"],
            Self::Rating => ["rating", "ratings"],
            Self::Effect => ["effect", "effects"],
            Self::Criterion => ["criterion", "criteria"],
        }
    }

    /// The word for one entry.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.words()[0]
    }

    /// The word for so many entries.
    #[must_use]
    pub const fn noun(self, number: usize) -> &'static str {
        self.words()[(number != 1) as usize]
    }
}

/// Kind and name of an entry: a claim is named `flask/flask-small-core`, an effect
/// `load=high/performance`, a criterion `performance`.
pub type Key = (Kind, String);

/// The entries of one release.
pub type Entries = BTreeMap<Key, State>;

/// What an entry says in one release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Its readable value, on one line.
    pub value: String,
    /// Eight hexadecimal digits that stand for what the value leaves out; none where it leaves out
    /// nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

impl State {
    /// A state with this value, shortened to 80 characters on one line.
    #[must_use]
    pub fn new(value: &str, mark: Option<String>) -> Self {
        let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= MAX_VALUE {
            return Self { value: line, mark };
        }
        let start: String = line.chars().take(MAX_VALUE - 1).collect();
        Self { value: format!("{}…", start.trim_end()), mark }
    }
}
