//! Limits of a request, and the times in which its connection has to send and to receive.

use std::time::Duration;

/// Limits of a request.
#[derive(Debug, Clone, Copy)]
pub struct RequestLimits {
    /// The most bytes of a body.
    pub body_bytes: usize,
    /// The most bytes of a body at paths that accept more.
    pub larger_bodies: &'static [(&'static str, usize)],
    /// Time from the head of a request to the end of its body.
    pub body_deadline: Duration,
    /// Time limit of a handler.
    pub handler_deadline: Duration,
    /// Time in which a client has to take a part of a response that waits.
    pub write_deadline: Duration,
    /// Time for the head of a request, and the longest pause before one.
    pub head_deadline: Duration,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            body_bytes: 16 * 1024,
            larger_bodies: &[],
            body_deadline: Duration::from_secs(5),
            handler_deadline: Duration::from_secs(2),
            write_deadline: Duration::from_secs(10),
            head_deadline: Duration::from_secs(5),
        }
    }
}

impl RequestLimits {
    /// The most bytes of a body at this path.
    #[must_use]
    pub fn body_bytes_at(&self, path: &str) -> usize {
        let larger = self.larger_bodies.iter().find(|(known, _)| *known == path);
        larger.map_or(self.body_bytes, |(_, bytes)| *bytes)
    }
}
