//! Connections: how many are open, and why they were closed.

use std::sync::LazyLock;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// Why a connection was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Closed {
    /// The client closed it, or asked for that.
    ByClient,
    /// It sent no request for too long.
    Idle,
    /// The head of a request took too long.
    SlowHead,
    /// The client did not read a response.
    Stalled,
    /// It waited longest when others needed its place.
    Evicted,
    /// There was no place for it.
    Refused,
    /// The body of a request was not read to its end.
    UnreadBody,
    /// It has had its number of requests or its time.
    Retired,
    /// No request could be read from it.
    Malformed,
}

impl Closed {
    /// All reasons.
    pub const ALL: [Self; 9] = [
        Self::ByClient,
        Self::Idle,
        Self::SlowHead,
        Self::Stalled,
        Self::Evicted,
        Self::Refused,
        Self::UnreadBody,
        Self::Retired,
        Self::Malformed,
    ];

    /// The label.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ByClient => "by_client",
            Self::Idle => "idle",
            Self::SlowHead => "slow_head",
            Self::Stalled => "stalled",
            Self::Evicted => "evicted",
            Self::Refused => "refused",
            Self::UnreadBody => "unread_body",
            Self::Retired => "retired",
            Self::Malformed => "malformed",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

/// The metrics of the whole process.
struct Counted {
    rejected: Counter,
    open: Gauge,
    closed: Family<Reason, Counter>,
}

static COUNTED: LazyLock<Counted> = LazyLock::new(|| {
    let closed = Family::<Reason, Counter>::default();
    for reason in Closed::ALL {
        // From the start, so that the first occurrence is a change from 0 to 1.
        drop(closed.get_or_create(&Reason { reason: reason.code() }));
    }
    Counted { rejected: Counter::default(), open: Gauge::default(), closed }
});

/// Counts a connection that was closed because no request could be read from it.
pub fn connection_rejected() {
    COUNTED.rejected.inc();
}

/// Counts a connection that was opened.
pub fn connection_opened() {
    COUNTED.open.inc();
}

/// Counts a connection that was closed.
pub fn connection_closed(reason: Closed) {
    COUNTED.open.dec();
    COUNTED.closed.get_or_create(&Reason { reason: reason.code() }).inc();
}

/// Counts a connection that was closed without being served.
pub fn connection_refused() {
    COUNTED.closed.get_or_create(&Reason { reason: Closed::Refused.code() }).inc();
}

pub(super) fn register(registry: &mut Registry) {
    registry.register(
        "connections_rejected",
        "Connections that were closed because no request could be read from them",
        COUNTED.rejected.clone(),
    );
    registry.register("connections_open", "Connections that are open", COUNTED.open.clone());
    registry.register(
        "connections_closed",
        "Connections that were closed, by reason",
        COUNTED.closed.clone(),
    );
}
