//! The weeks that a release covers.

use crate::week::Week;

/// Weeks that are released as one, from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    first: Week,
    last: Week,
}

impl Span {
    /// From `first` to `last`; nothing if that runs backwards.
    #[must_use]
    pub fn new(first: Week, last: Week) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first week.
    #[must_use]
    pub fn first(self) -> Week {
        self.first
    }

    /// The last week, under which the release is found.
    #[must_use]
    pub fn last(self) -> Week {
        self.last
    }
}
