//! Builds the service, runs it and stops it.

/// The addresses of the service.
pub mod listeners;
/// How the service listens and what limits requests.
pub mod options;
/// How the service ends.
pub mod stop;

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;
use std::{fmt, io};

use actix_web::HttpServer;
use actix_web::dev::Server;
use actix_web::web::Data;
use framewise_model::knowledge::Knowledge;
use framewise_storage::Health;
use framewise_storage::stored_queries::StoredQueries;

use crate::api::openapi::description::{collect, describe};
use crate::api::openapi::document::{DescriptionError, Document};
use crate::api::response_cache::ResponseCache;
use crate::api::routes::{self, Routes};
use crate::api::state::State;
use crate::api::state_switch::StateSwitch;
use crate::http::admission::control::AdmissionControl;
use crate::http::connections::bare_error::BareErrors;
use crate::http::connections::connection_limits::{ConnectionLimits, SWEEP_INTERVAL};
use crate::http::connections::connection_table::Connections;
use crate::http::connections::heartbeats::Heartbeats;
use crate::http::connections::listener::Entrance;
use crate::http::connections::open_files;
use crate::http::connections::server::{self, ServerOptions};
use crate::http::metrics_listener;
use crate::http::middleware::context::Context;
use crate::metrics::{self, Registry, Requests, StoringState};
use crate::pages;
use crate::service_manager::notify;
use crate::service_manager::watchdog::Vitals;
use crate::telemetry::traces::Traces;

use listeners::Listeners;
use options::Options;
use stop::{Ended, Stop, StopSignals};

/// Seconds for requests in flight when the service stops: more than the deadlines of body and handler together.
const DRAIN_SECONDS: u64 = 10;
/// The interval in which clients are forgotten that have not come again.
const FORGET_INTERVAL: Duration = Duration::from_secs(10);
/// The most workers for each core.
const WORKERS_OF_CORE: NonZeroUsize = NonZeroUsize::new(4).unwrap();
/// The most connections at the same time on the listener of the metrics.
const METRICS_CONNECTIONS: usize = 16;

/// What the service consists of.
pub struct Parts {
    /// The knowledge.
    pub knowledge: Knowledge,
    /// The stored queries; `None` if storing is switched off.
    pub stored_queries: Option<StoredQueries>,
    /// Whether a query is stored if the request does not say so.
    pub store_by_default: bool,
    /// Size of the response cache in bytes; 0 for no cache.
    pub cache_bytes: u64,
    /// Traces of requests, if they are on.
    pub traces: Option<Traces>,
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
    entrance: Entrance,
    connections: Arc<Connections>,
    admission: Arc<AdmissionControl>,
    heartbeats: Arc<Heartbeats>,
    address: SocketAddr,
    metrics: Option<(Server, SocketAddr)>,
    state: Arc<StateSwitch>,
    stop: Stop,
    grace: Duration,
}

impl App {
    /// Connects the parts.
    ///
    /// # Errors
    /// [`BuildError`] if the description cannot be built or a listener cannot be used.
    pub fn build(
        listeners: Listeners,
        options: &Options,
        parts: Parts,
    ) -> Result<Self, BuildError> {
        let Parts { knowledge, stored_queries, store_by_default, cache_bytes, traces, more_routes } =
            parts;
        let public_url = options.public_url.clone();
        let server = public_url.clone();
        let describe = move |knowledge: &Knowledge| describe(more_routes, knowledge, &server);
        let document = Document::new(Arc::new(describe));
        let cache = ResponseCache::with_capacity(cache_bytes);
        let table = Arc::new(routes::route_table(&collect(more_routes)?));
        let workers = workers(options.workers);
        let proxies = options.trusted_proxies.clone();
        let admission = Arc::new(AdmissionControl::new(workers, proxies, options.rate_limit));
        let shared = Arc::clone(&admission);
        let state =
            State::new(knowledge, stored_queries, store_by_default, cache, document, shared)
                .with_public_url(public_url.clone())
                .with_security_contact(options.security_contact.clone())
                .with_embed_origins(options.embed_origins.clone())
                .with_traces(traces.is_some());
        let address = listeners.service.address()?;
        let (socket, entrance) = listeners.service.split()?;
        let state = Arc::new(StateSwitch::new(state, address.ip()));
        let (requests, metrics) = match listeners.metrics {
            Some(listener) => {
                let requests = Requests::new(table.templates());
                let registry = registry(&state, &requests);
                (Some(requests), Some(serve_metrics(listener, registry)?))
            }
            None => (None, None),
        };
        let connections = Connections::new(connection_limits(options));
        let context = Arc::new(Context {
            public_url: public_url.clone(),
            limits: options.limits,
            connections: connections.limits().clone(),
            admission: Arc::clone(&admission),
            routes: table,
            requests,
            error_page: pages::error::respond,
            traces,
            stopping: state.state().stopping(),
        });
        let shared = Arc::clone(&state);
        let heartbeats = Arc::new(Heartbeats::new(workers.get()));
        let server_options = ServerOptions {
            workers: workers.get(),
            heartbeats: Arc::clone(&heartbeats),
            drain_seconds: DRAIN_SECONDS,
            connections: Arc::clone(&connections),
            errors: Arc::new(BareErrors::new(Arc::clone(&context))),
        };
        let factory = move || routes::app(shared.view(), &context, more_routes);
        Ok(Self {
            server: server::serve(socket, server_options, factory)?,
            entrance,
            connections,
            admission,
            heartbeats,
            address,
            metrics,
            state,
            stop: Stop::default(),
            grace: options.grace,
        })
    }

    /// The state that new requests get.
    #[must_use]
    pub fn state(&self) -> Data<State> {
        self.state.state()
    }

    /// A handle that replaces the state.
    #[must_use]
    pub fn state_switch(&self) -> Arc<StateSwitch> {
        Arc::clone(&self.state)
    }

    /// Finds out whether the service answers.
    #[must_use]
    pub fn vitals(&self) -> Vitals {
        Vitals::new(self.address, Arc::clone(&self.heartbeats))
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

    /// Serves requests until a signal comes or [`Stop`]. Then, in this order: `/readyz` reports the stop; requests are
    /// served for the grace period, so that load balancers notice; no new connection is let in; requests in flight are
    /// completed; `drain` writes queued queries; the metrics stop. A second signal ends the service at once.
    ///
    /// # Errors
    /// If the server ends by itself, or signals cannot be received.
    pub async fn run(
        self,
        mut signals: StopSignals,
        drain: impl Future<Output = ()>,
    ) -> io::Result<Ended> {
        let Self { server, entrance, connections, admission, metrics, state, stop, grace, .. } =
            self;
        let handle = server.handle();
        let sweep = tokio::spawn(sweep(connections, admission));
        let server = tokio::spawn(server);
        let metrics = metrics.map(|(server, _)| (server.handle(), tokio::spawn(server)));
        tokio::pin!(server);
        tokio::select! {
            ended = &mut server => return ended.map_err(io::Error::other)?.map(|()| Ended::InOrder),
            signal = signals.next() => signal?,
            () = stop.requested() => {}
        }
        tracing::info!(grace_seconds = grace.as_secs_f64(), "stopping");
        state.state().announce_stop();
        notify::stopping();
        let stopping = async {
            tokio::time::sleep(grace).await;
            entrance.close(&handle).await;
            handle.stop(true).await;
            let ended = server.await.map_err(io::Error::other)?;
            sweep.abort();
            drain.await;
            if let Some((handle, server)) = metrics {
                // A scrape that is cut off here is repeated by Prometheus.
                handle.stop(false).await;
                server.await.map_err(io::Error::other)??;
            }
            tracing::info!("stopped");
            ended.map(|()| Ended::InOrder)
        };
        tokio::select! {
            ended = stopping => ended,
            signal = signals.next() => {
                signal?;
                tracing::warn!("a second signal: ending at once");
                Ok(Ended::AtOnce)
            }
        }
    }
}

impl fmt::Debug for App {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("App").field("address", &self.address).finish_non_exhaustive()
    }
}

/// All metrics.
fn registry(switch: &Arc<StateSwitch>, requests: &Requests) -> Registry {
    let state = switch.state();
    let current = Arc::clone(switch);
    let mut registry = metrics::registry(move || current.state().knowledge().version.clone());
    if let Some(write_queue) =
        state.stored_queries().map(|stored_queries| stored_queries.write_queue().clone())
    {
        metrics::register_storing_state(&mut registry, move || {
            let Health { fault, queued, queue_capacity, .. } = write_queue.health();
            StoringState { fault, queued, queue_capacity }
        });
    }
    requests.register(&mut registry);
    registry
}

/// The limits of connections. A process at its limit of open files could accept no connection, so that limit counts
/// as well.
fn connection_limits(options: &Options) -> ConnectionLimits {
    let Options { max_connections, limits, .. } = *options;
    let total = open_files::max_connections().unwrap_or(usize::MAX).min(max_connections);
    if total < max_connections {
        tracing::warn!(
            max_connections,
            lowered_to = total,
            "the limit of open files allows fewer connections; raise it (ulimit -n) or lower max_connections"
        );
    }
    ConnectionLimits::new(total, limits, options.trusted_proxies.clone())
}

/// The number of workers: more than a few for each core compute nothing faster, and each takes some megabytes.
fn workers(asked: NonZeroUsize) -> NonZeroUsize {
    let most = available_parallelism().map_or(asked, |cores| cores.saturating_mul(WORKERS_OF_CORE));
    if most < asked {
        tracing::warn!(workers = asked, lowered_to = most, "more workers than the cores can use");
    }
    asked.min(most)
}

/// Checks the deadlines of connections, and forgets clients, until it is aborted.
async fn sweep(connections: Arc<Connections>, admission: Arc<AdmissionControl>) {
    let mut deadlines = tokio::time::interval(SWEEP_INTERVAL);
    let mut clients = tokio::time::interval(FORGET_INTERVAL);
    loop {
        tokio::select! {
            _ = deadlines.tick() => connections.sweep(),
            _ = clients.tick() => admission.forget(),
        }
    }
}

/// Serves the metrics.
fn serve_metrics(listener: TcpListener, registry: Registry) -> io::Result<(Server, SocketAddr)> {
    let address = listener.local_addr()?;
    let registry = Data::new(registry);
    let server = HttpServer::new(move || metrics_listener::app(&registry))
        .workers(1)
        .max_connections(METRICS_CONNECTIONS)
        .disable_signals()
        .listen(listener)?;
    Ok((server.run(), address))
}
