//! How long and how many: the limits of connections. Times that also concern requests are in `http::request_limits`.

use std::time::Duration;

use crate::config::TrustedProxies;
use crate::http::request_limits::RequestLimits;

/// The limits of connections.
#[derive(Debug, Clone)]
pub struct ConnectionLimits {
    /// The most connections at the same time.
    pub total: usize,
    /// The most connections of one client at the same time.
    pub per_client: usize,
    /// Peers whose connections carry the requests of many clients.
    pub trusted_proxies: TrustedProxies,
    /// The longest wait for the first byte of a request.
    pub idle: Duration,
    /// Time from the first byte of a request to the end of its head.
    pub head: Duration,
    /// Time in which a client has to take [`MIN_PROGRESS_BYTES`] of a response that waits.
    pub stall: Duration,
    /// Requests after which a connection is closed.
    pub requests: u32,
    /// Age after which a connection is closed with its next response.
    pub age: Duration,
}

/// Bytes that count as progress of a response.
pub const MIN_PROGRESS_BYTES: usize = 1_024;
/// Time for a client to read the last response before its connection is reset.
pub const LINGER: Duration = Duration::from_secs(1);
/// The interval in which deadlines of connections are checked.
pub const SWEEP_INTERVAL: Duration = Duration::from_millis(100);

impl ConnectionLimits {
    /// Limits with this many connections and the deadlines of these limits of requests.
    #[must_use]
    pub fn new(total: usize, limits: RequestLimits, trusted_proxies: TrustedProxies) -> Self {
        Self {
            total,
            // A quarter: no client takes the place of all others, and thirty people behind one address have eight
            // connections each with the default total.
            per_client: total.div_ceil(4),
            trusted_proxies,
            idle: limits.head_deadline,
            head: limits.head_deadline,
            stall: limits.write_deadline,
            requests: 1_000,
            age: Duration::from_mins(5),
        }
    }
}
