//! The one place that reads the clock; other functions take the date as an argument.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A clock in UTC. Clones share one offset, so that advancing one advances all.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Seconds that it is ahead of the system's clock; 0 except in tests.
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// Today's date without a time of day, so that no caller can store one.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }

    /// Whole hours since 1970, for periods shorter than a day.
    #[must_use]
    pub fn hour(&self) -> i64 {
        self.now().as_second().div_euclid(3_600)
    }

    /// The current time, for measurements that are never stored.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead.load(Ordering::Relaxed));
        Timestamp::now().saturating_add(ahead).unwrap_or(Timestamp::MAX)
    }

    /// Advances all clones, or sets them back if `by` is negative.
    pub fn advance(&self, by: SignedDuration) {
        self.ahead.fetch_add(by.as_secs(), Ordering::Relaxed);
    }
}

/// Today's date by the system's clock.
#[must_use]
pub fn today() -> Date {
    Clock::default().today()
}
