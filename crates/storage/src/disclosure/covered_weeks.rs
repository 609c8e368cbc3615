//! The weeks that a release covers.

use crate::week::Week;

/// Consecutive weeks with one release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    first: Week,
    last: Week,
}

impl Span {
    /// From `first` to `last`; none if `first` is later.
    #[must_use]
    pub fn new(first: Week, last: Week) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first week.
    #[must_use]
    pub fn first(self) -> Week {
        self.first
    }

    /// The last week, which names the release.
    #[must_use]
    pub fn last(self) -> Week {
        self.last
    }
}
