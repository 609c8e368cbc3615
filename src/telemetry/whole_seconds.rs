//! The time of an event in whole seconds. Finer times would connect the lines of one client with each other and
//! with the lines of a proxy.

use std::fmt;

use jiff::Timestamp;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;

/// Writes the time as `2026-11-30T02:09:59Z` (RFC 3339, UTC), also before 1970.
#[derive(Debug, Clone, Copy)]
pub(super) struct WholeSeconds;

impl FormatTime for WholeSeconds {
    fn format_time(&self, writer: &mut Writer<'_>) -> fmt::Result {
        let now = Timestamp::now();
        let whole = Timestamp::from_second(now.as_second()).unwrap_or(now);
        write!(writer, "{whole}")
    }
}
