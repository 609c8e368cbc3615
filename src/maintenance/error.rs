//! Why a job failed.

use framewise_storage::StoreError;
use framewise_storage::week::Week;

/// Why a job failed.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The database is out of order.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The counts of a week cannot be published.
    #[error("the statistics of {week} cannot be released: {reason}")]
    Unpublishable {
        /// The week.
        week: Week,
        /// Why.
        reason: String,
    },
}
