//! Whether the clock can be trusted. Jobs delete rows for good, so a clock that is years ahead would destroy them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use framewise_storage::Storage;
use framewise_storage::clock::Clock;
use framewise_storage::week::Week;

use super::error::JobError;
use crate::metrics;

/// A running service closes a week each week. A longer pause than this is either a pause of the service or a wrong
/// clock, and only the operator knows which.
const MAX_WEEKS_AHEAD: i32 = 8;

/// What the operator should look at; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Warnings {
    clock_ahead: Arc<AtomicBool>,
}

impl Warnings {
    /// Whether jobs are refused because the clock is ahead.
    #[must_use]
    pub fn clock_is_ahead(&self) -> bool {
        self.clock_ahead.load(Ordering::Relaxed)
    }

    /// Sets whether jobs are refused because the clock is ahead, also in the metrics.
    pub(super) fn set_clock_ahead(&self, ahead: bool) {
        self.clock_ahead.store(ahead, Ordering::Relaxed);
        metrics::clock_ahead(ahead);
    }
}

/// Checks that today is at most [`MAX_WEEKS_AHEAD`] weeks after the newest closed week or, before the first one, after
/// the oldest row. Newer rows prove nothing: a clock that is wrong dates them too.
///
/// # Errors
/// [`JobError::ClockAhead`], or an error of the database.
pub(super) async fn check_clock(storage: &dyn Storage, clock: &Clock) -> Result<(), JobError> {
    let known = match storage.releases().await?.last() {
        Some(closed) => Some(closed.week),
        None => storage.oldest_week().await?,
    };
    let today = clock.today();
    match known {
        Some(known) if Week::of(today) > known.plus(MAX_WEEKS_AHEAD) => {
            Err(JobError::ClockAhead { today, known })
        }
        _ => Ok(()),
    }
}
