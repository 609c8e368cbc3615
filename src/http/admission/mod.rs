//! Who may have how much: computing, memory and requests, shared among clients.

/// What handlers and middleware ask.
pub mod control;
/// A fair gate around all computing.
pub mod gate;
/// Memory for large bodies.
pub mod memory;
/// Limits for the rate of requests.
pub mod rate_limits;
