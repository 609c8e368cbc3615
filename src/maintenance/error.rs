//! Why a job failed.

use framewise_storage::StoreError;
use framewise_storage::week::Week;
use jiff::civil::Date;

/// Why a job failed.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The database is out of order.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The clock is far ahead of the database, so nothing is released or deleted.
    #[error(
        "today is {today} by the clock of this machine, more than eight weeks after {known}, the newest week that was \
         closed: nothing is released or deleted. Correct the clock; if it is right, run `framewise jobs run all --yes`"
    )]
    ClockAhead {
        /// The date by the clock.
        today: Date,
        /// The newest closed week, or the week of the oldest row.
        known: Week,
    },
    /// The counts of a week cannot be published.
    #[error("the statistics of {week} cannot be released: {reason}")]
    Unpublishable {
        /// The week.
        week: Week,
        /// Why.
        reason: String,
    },
}
