//! Builds the service, runs it, and stops it in order.

use std::future::Future;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use actix_web::HttpServer;
use actix_web::dev::Server;
use actix_web::web::Data;
use tokio::sync::Notify;

use framewise_model::knowledge::Knowledge;
use framewise_storage::Health;
use framewise_storage::records::Records;

use crate::api::openapi::description::describe;
use crate::api::openapi::document::{DescriptionError, Document};
use crate::api::response_cache::ResponseCache;
use crate::api::routes;
use crate::api::routes::Routes;
use crate::api::state::State;
use crate::config::Settings;
use crate::http::limits::Limits;
use crate::http::metrics_listener;
use crate::http::middleware::Context;
use crate::metrics;
use crate::metrics::{Registry, Requests, StoringState};

/// Seconds that requests in flight get when the service stops: more than body and handler together
/// may take.
const DRAIN_SECONDS: u64 = 10;
/// Connections that the system keeps waiting until they are accepted.
const BACKLOG: u32 = 1_024;
/// Connections that ask for metrics at the same time.
const METRICS_CONNECTIONS: usize = 16;

/// What the service needs to listen and to answer.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Address and port; port 0 takes a free one.
    pub bind: SocketAddr,
    /// Address and port for metrics, if there are to be any; port 0 takes a free one.
    pub metrics_bind: Option<SocketAddr>,
    /// Threads that answer requests.
    pub workers: NonZeroUsize,
    /// Connections that are open at the same time.
    pub max_connections: usize,
    /// Time between the announcement of the stop and the stop.
    pub grace: Duration,
    /// What bounds a request.
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

/// What the service answers from and stores into.
pub struct Parts {
    /// The knowledge.
    pub knowledge: Knowledge,
    /// The stored queries; `None` if storing is switched off.
    pub records: Option<Records>,
    /// Whether a request that does not say so may be stored.
    pub store_by_default: bool,
    /// Bytes for responses that were rendered lately; 0 for none.
    pub cache_bytes: u64,
    /// Routes beside those of the service, for tests of the middleware.
    pub more_routes: Routes,
}

/// Why the service cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The description of the API cannot be made.
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

/// Stops a service from elsewhere, as a signal does.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Notify>);

impl Stop {
    /// Begins the ordered stop.
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

impl App {
    /// Binds the addresses and wires everything together.
    ///
    /// # Errors
    /// [`BuildError`] if an address cannot be bound; the error names it.
    pub fn build(options: &Options, parts: Parts) -> Result<Self, BuildError> {
        let Parts { knowledge, records, store_by_default, cache_bytes, more_routes } = parts;
        let description = describe(more_routes, &knowledge)?;
        let document = Document::new(&description)?;
        let cache = ResponseCache::with_room(cache_bytes);
        let table = Arc::new(routes::route_table(&description));
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
            // Without it, answers of more than one segment wait for an acknowledgement.
            .tcp_nodelay(true)
            .client_request_timeout(limits.head_deadline)
            .keep_alive(limits.head_deadline)
            .shutdown_timeout(DRAIN_SECONDS)
            // The order of the stop is our own: see `run`.
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

    /// The port that is really bound.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address that is really bound.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address at which metrics are served, if they are.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|(_, address)| *address)
    }

    /// Stops the service from elsewhere.
    #[must_use]
    pub fn stop_handle(&self) -> Stop {
        self.stop.clone()
    }

    /// Answers requests until SIGTERM, SIGINT or [`Stop`]. Then, in this order: `/readyz` says so; a
    /// grace period in which requests are still answered, so that balancers notice; no connection is
    /// accepted any more; what is in flight is finished; `drain` writes what waits to be stored; metrics are
    /// served until then.
    ///
    /// # Errors
    /// If the server ends by itself, or signals cannot be listened to.
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
            // A scrape that is cut off here is repeated elsewhere.
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

/// Everything that is counted, to be written as metrics.
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

/// Binds the address of the metrics.
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

/// Waits for the first signal that asks the process to end.
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

/// Waits for the first signal that asks the process to end.
#[cfg(not(unix))]
async fn signal() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
