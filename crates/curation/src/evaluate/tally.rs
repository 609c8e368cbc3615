//! How many statements agree.

use std::fmt;

use serde::Serialize;

/// A count of agreeing items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many agree.
    pub agree: usize,
    /// How many there are.
    pub items: usize,
}

impl fmt::Display for Tally {
    /// "149 of 157 (94.9 %)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} ({:.1} %)", self.agree, self.items, self.share() * 100.0)
    }
}

impl Tally {
    /// Share in [0, 1]; 0 where there are no items.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "there are only thousands of items")]
    pub fn share(self) -> f64 {
        self.agree as f64 / self.items.max(1) as f64
    }

    /// Counts one more item.
    pub(crate) fn count(&mut self, agrees: bool) {
        self.items += 1;
        self.agree += usize::from(agrees);
    }
}
