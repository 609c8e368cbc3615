//! The one place where the calendar is read; everything below is given the date as an argument.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// A clock in UTC. Clones are one clock, so that moving one moves all.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Seconds that it is ahead of the system's clock; other than 0 only in tests.
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// Today's date. The time of day is dropped here, so that nothing further in can keep it.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }

    /// Whole hours since 1970, for what expires within a day.
    #[must_use]
    pub fn hour(&self) -> i64 {
        self.now().as_second().div_euclid(3_600)
    }

    /// The present moment, for what is measured and never stored.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead.load(Ordering::Relaxed));
        Timestamp::now().saturating_add(ahead).unwrap_or(Timestamp::MAX)
    }

    /// Puts it forward, or back if negative, for all clones.
    pub fn put_forward(&self, by: SignedDuration) {
        self.ahead.fetch_add(by.as_secs(), Ordering::Relaxed);
    }
}

/// Today's date by the system's clock.
#[must_use]
pub fn today() -> Date {
    Clock::default().today()
}
