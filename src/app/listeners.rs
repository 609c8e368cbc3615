//! The addresses of the service.

use std::io;
use std::net::{SocketAddr, TcpListener};

use super::options::Options;
use crate::http::connections::listener::Listener;
use crate::service_manager::inherited_sockets::InheritedSockets;

/// The addresses of the service, bound. Connections wait until the service runs.
#[derive(Debug)]
pub struct Listeners {
    /// For requests.
    pub(super) service: Listener,
    /// For metrics.
    pub(super) metrics: Option<TcpListener>,
}

impl Listeners {
    /// Binds the addresses.
    ///
    /// # Errors
    /// If an address cannot be bound; the error names it.
    pub fn bind(options: &Options) -> io::Result<Self> {
        Self::inherit_or_bind(InheritedSockets::default(), options)
    }

    /// Takes the listeners that the service manager passes, and binds the addresses of the others.
    ///
    /// # Errors
    /// If an address cannot be bound, or a listener cannot be used.
    pub fn inherit_or_bind(inherited: InheritedSockets, options: &Options) -> io::Result<Self> {
        let InheritedSockets { service, metrics } = inherited;
        let bind_metrics =
            |address| TcpListener::bind(address).map_err(|error| unbound(address, &error));
        Ok(Self {
            service: match service {
                Some(socket) => Listener::adopt(socket)?,
                None => {
                    Listener::bind(options.bind).map_err(|error| unbound(options.bind, &error))?
                }
            },
            metrics: match metrics {
                Some(listener) => Some(listener),
                None => options.metrics_bind.map(bind_metrics).transpose()?,
            },
        })
    }
}

fn unbound(address: SocketAddr, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
}
