//! Builds the service, runs it and stops it.

use std::future::Future;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use actix_web::HttpServer;
use actix_web::dev::Server;
use actix_web::web::Data;
use framewise_model::knowledge::Knowledge;
use framewise_storage::Health;
use framewise_storage::records::Records;
use tokio::sync::Notify;

use crate::api::openapi::description::{collect, describe};
use crate::api::openapi::document::{DescriptionError, Document};
use crate::api::response_cache::ResponseCache;
use crate::api::routes::{self, Routes};
use crate::api::state::State;
use crate::config::Settings;
use crate::http::limits::Limits;
use crate::http::metrics_listener;
use crate::http::middleware::Context;
use crate::metrics::{self, Registry, Requests, StoringState};

/// Seconds for requests in flight when the service stops: more than the deadlines of body and handler together.
const DRAIN_SECONDS: u64 = 10;
/// Connections that the system queues until they are accepted.
const BACKLOG: u32 = 1_024;
/// The most connections at the same time on the listener of the metrics.
const METRICS_CONNECTIONS: usize = 16;

/// How the service listens and what limits requests.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Address and port; port 0 takes a free one.
    pub bind: SocketAddr,
    /// Address and port of the metrics; `None` to serve none; port 0 takes a free one.
    pub metrics_bind: Option<SocketAddr>,
    /// Worker threads.
    pub workers: NonZeroUsize,
    /// The most connections that are open at the same time.
    pub max_connections: usize,
    /// Time from the announcement of the stop until no connection is accepted.
    pub grace: Duration,
    /// Limits of a request.
    pub limits: Limits,
}

impl From<&Settings> for Options {
    fn from(settings: &Settings) -> Self {
        Self {
            bind: settings.bind,
            metrics_bind: settings.metrics_bind,
            workers: settings.workers.into(),
            max_connections: usize::try_from(settings.max_connections.get()).unwrap_or(usize::MAX),
            grace: Duration::from_secs(settings.shutdown_grace_seconds.into()),
            limits: routes::limits(),
        }
    }
}

/// What the service consists of.
pub struct Parts {
    /// The knowledge.
    pub knowledge: Knowledge,
    /// The stored queries; `None` if storing is switched off.
    pub records: Option<Records>,
    /// Whether a query is stored if the request does not say so.
    pub store_by_default: bool,
    /// Size of the response cache in bytes; 0 for no cache.
    pub cache_bytes: u64,
    /// Further routes, for tests of the middleware.
    pub more_routes: Routes,
}

/// An error while the service is built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The description of the API cannot be built.
    #[error(transparent)]
    Description(#[from] DescriptionError),
    /// An address cannot be bound.
    #[error(transparent)]
    Listen(#[from] io::Error),
}

/// The service, bound to its address and ready to run.
pub struct App {
    server: Server,
    address: SocketAddr,
    metrics: Option<(Server, SocketAddr)>,
    state: Data<State>,
    stop: Stop,
    grace: Duration,
}

/// Stops the service, as a signal does.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Notify>);

impl Stop {
    /// Requests the stop; [`App::run`] returns after it.
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

impl App {
    /// Binds the addresses and connects the parts.
    ///
    /// # Errors
    /// [`BuildError`] if an address cannot be bound; the error names it.
    pub fn build(options: &Options, parts: Parts) -> Result<Self, BuildError> {
        let Parts { knowledge, records, store_by_default, cache_bytes, more_routes } = parts;
        let document = Document::new(Box::new(move |knowledge| describe(more_routes, knowledge)));
        let cache = ResponseCache::with_capacity(cache_bytes);
        let table = Arc::new(routes::route_table(&collect(more_routes)?));
        let state = Data::new(State::new(knowledge, records, store_by_default, cache, document));
        let (requests, metrics) = match options.metrics_bind {
            Some(address) => {
                let requests = Requests::new(table.templates());
                let registry = registry(&state, &requests);
                (Some(requests), Some(serve_metrics(address, registry)?))
            }
            None => (None, None),
        };
        let Options { limits, .. } = *options;
        let context = Arc::new(Context { limits, routes: table, requests });
        let shared = state.clone();
        let server = HttpServer::new(move || routes::app(&shared, &context, more_routes))
            .workers(options.workers.get())
            .backlog(BACKLOG)
            // actix counts for each worker.
            .max_connections(options.max_connections.div_ceil(options.workers.get()))
            // Otherwise a response of more than one segment waits for an acknowledgement.
            .tcp_nodelay(true)
            .client_request_timeout(limits.head_deadline)
            .keep_alive(limits.head_deadline)
            .shutdown_timeout(DRAIN_SECONDS)
            // `run` stops the service in an order of its own.
            .disable_signals()
            .bind(options.bind)
            .map_err(|error| unbound(options.bind, &error))?;
        let address = server.addrs().first().copied().unwrap_or(options.bind);
        Ok(Self {
            server: server.run(),
            address,
            metrics,
            state,
            stop: Stop::default(),
            grace: options.grace,
        })
    }

    /// The state that every handler can reach.
    #[must_use]
    pub fn state(&self) -> Data<State> {
        self.state.clone()
    }

    /// The port that is bound.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address that is bound.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the metrics, if they are served.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|(_, address)| *address)
    }

    /// A handle that stops the service.
    #[must_use]
    pub fn stop_handle(&self) -> Stop {
        self.stop.clone()
    }

    /// Serves requests until SIGTERM, SIGINT or [`Stop`]. Then, in this order: `/readyz` reports the stop;
    /// requests are served for the grace period, so that load balancers notice; no connection is accepted;
    /// requests in flight are completed; `drain` writes queued queries; the metrics stop.
    ///
    /// # Errors
    /// If the server ends by itself, or signals cannot be received.
    pub async fn run(self, drain: impl Future<Output = ()>) -> io::Result<()> {
        let Self { server, metrics, state, stop, grace, .. } = self;
        let handle = server.handle();
        let server = tokio::spawn(server);
        let metrics = metrics.map(|(server, _)| (server.handle(), tokio::spawn(server)));
        tokio::pin!(server);
        tokio::select! {
            ended = &mut server => return ended.map_err(io::Error::other)?,
            signal = signal() => signal?,
            () = stop.0.notified() => {}
        }
        tracing::info!(grace_seconds = grace.as_secs_f64(), "stopping");
        state.announce_stop();
        tokio::time::sleep(grace).await;
        handle.stop(true).await;
        let ended = server.await.map_err(io::Error::other)?;
        drain.await;
        if let Some((handle, server)) = metrics {
            // A scrape that is cut off here is repeated by Prometheus.
            handle.stop(false).await;
            server.await.map_err(io::Error::other)??;
        }
        tracing::info!("stopped");
        ended
    }
}

impl fmt::Debug for App {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("App").field("address", &self.address).finish_non_exhaustive()
    }
}

/// All metrics.
fn registry(state: &Data<State>, requests: &Requests) -> Registry {
    let mut registry = metrics::registry(&state.knowledge().version);
    if let Some(recorder) = state.records().map(|records| records.recorder().clone()) {
        metrics::register_storing_state(&mut registry, move || {
            let Health { fault, queued, queue_capacity, .. } = recorder.health();
            StoringState { fault, queued, queue_capacity }
        });
    }
    requests.register(&mut registry);
    registry
}

/// Binds the listener of the metrics.
fn serve_metrics(address: SocketAddr, registry: Registry) -> io::Result<(Server, SocketAddr)> {
    let registry = Data::new(registry);
    let server = HttpServer::new(move || metrics_listener::app(&registry))
        .workers(1)
        .max_connections(METRICS_CONNECTIONS)
        .disable_signals()
        .bind(address)
        .map_err(|error| unbound(address, &error))?;
    let bound = server.addrs().first().copied().unwrap_or(address);
    Ok((server.run(), bound))
}

fn unbound(address: SocketAddr, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
}

/// Waits for a signal that stops the process.
#[cfg(unix)]
async fn signal() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Waits for a signal that stops the process.
#[cfg(not(unix))]
async fn signal() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
