//! The one place where the calendar is read; everything below is given the date as an argument.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Today's date in UTC. The time of day is dropped here, so that nothing further in can keep it.
#[must_use]
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
