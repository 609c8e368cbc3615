//! Sockets that the manager has opened (`LISTEN_FDS`): they stay open while the service restarts, so that no connection
//! is refused.

use std::io;
use std::net::TcpListener;

/// The listeners that the manager passes to this process, in the order of its configuration.
#[derive(Debug, Default)]
pub struct InheritedSockets {
    /// The first, for requests.
    pub service: Option<TcpListener>,
    /// The second, for metrics.
    pub metrics: Option<TcpListener>,
}

impl InheritedSockets {
    /// Takes them. Changes variables of the environment, so no other thread may run yet.
    ///
    /// # Errors
    /// If the manager passes something else than one or two TCP listeners.
    #[cfg(unix)]
    pub fn take() -> io::Result<Self> {
        let mut passed = listenfd::ListenFd::from_env();
        if passed.len() > 2 {
            return Err(io::Error::other(format!(
                "the service manager passes {} sockets; this service uses one for requests and one for metrics",
                passed.len()
            )));
        }
        Ok(Self { service: passed.take_tcp_listener(0)?, metrics: passed.take_tcp_listener(1)? })
    }

    /// Takes them: there are none on other systems.
    ///
    /// # Errors
    /// None.
    #[cfg(not(unix))]
    pub fn take() -> io::Result<Self> {
        Ok(Self::default())
    }
}
