//! What the service and its manager (systemd) exchange: the state of the service, sockets, and signs of life. Without a
//! manager, nothing happens.

/// Sockets that the manager has opened.
pub mod inherited_sockets;
/// Reports of the state.
pub mod notify;
/// Signs of life.
pub mod watchdog;
