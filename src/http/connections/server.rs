//! Serves connections: the same as `actix_web::HttpServer`, with a `Socket` between TCP and HTTP.

use std::future::ready;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_http::{HttpService, KeepAlive, Request, Response};
use actix_server::Server;
use actix_service::{
    IntoServiceFactory, ServiceFactory, ServiceFactoryExt, fn_service, map_config,
};
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::AppConfig;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::bare_error::BareErrors;
use super::connection::Connection;
use super::connection_table::Connections;
use super::heartbeats::Heartbeats;
use super::socket::Socket;
use crate::metrics;

/// Connections beyond the table that a worker holds at the same time, until the table has decided about them.
const UNDECIDED: usize = 16;
/// Time for the request of a connection that was accepted just before the service stopped. A proxy does not repeat a
/// request that it has sent, so the connection must not be closed meanwhile.
const ARRIVAL: Duration = Duration::from_millis(250);
/// Sent to a connection that has no place.
const REFUSAL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 1\r\n\
    cache-control: no-store\r\nconnection: close\r\n\r\n";

/// How connections are served.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// Worker threads.
    pub workers: usize,
    /// Seconds for requests in flight when the server stops.
    pub drain_seconds: u64,
    /// The table of connections.
    pub connections: Arc<Connections>,
    /// Whether the workers make progress.
    pub heartbeats: Arc<Heartbeats>,
    /// Makes responses to what is not a request.
    pub errors: Arc<BareErrors>,
}

/// A server that serves the application of `factory` to the connections of `listener`. Each worker has its own.
///
/// # Errors
/// If the listener cannot be used.
pub fn serve<F, I, S, B>(
    listener: TcpListener,
    options: ServerOptions,
    factory: F,
) -> io::Result<Server>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig, Error = Error, InitError = ()> + 'static,
    S::Response: Into<Response<B>> + 'static,
    B: MessageBody + 'static,
{
    let ServerOptions { workers, drain_seconds, connections, heartbeats, errors } = options;
    let most = connections.limits().total.div_ceil(workers) + UNDECIDED;
    let builder = Server::build()
        .workers(workers)
        .max_concurrent_connections(most)
        .shutdown_timeout(drain_seconds)
        .disable_signals();
    let stopping = builder.graceful_shutdown_signal();
    let service = move || {
        // This runs once on the thread of each worker.
        heartbeats.begin();
        let stopping = stopping.clone();
        let (connections, errors) = (Arc::clone(&connections), Arc::clone(&errors));
        let expecting = Arc::clone(&errors);
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move {
                    stopping.notified().await;
                    sleep(ARRIVAL).await;
                }
            })
            // The table has the deadlines of all heads and of all pauses.
            .client_request_timeout(Duration::ZERO)
            .keep_alive(KeepAlive::Os)
            .on_connect_ext(|socket: &Socket, extensions| {
                extensions.insert::<Arc<Connection>>(Arc::clone(socket.connection()));
            })
            .expect(fn_service(move |request: Request| ready(expecting.expect(request))))
            .h1(map_config(factory().into_factory(), |()| AppConfig::default()));
        fn_service(move |stream: TcpStream| ready(admit(stream, &connections, &errors)))
            .map_init_err(|()| ())
            .and_then(http.map_err(drop))
    };
    Ok(builder.listen("framewise", listener, service)?.run())
}

/// The socket of a connection; an error if it has no place in the table.
fn admit(
    stream: TcpStream,
    connections: &Arc<Connections>,
    errors: &Arc<BareErrors>,
) -> Result<(Socket, Option<SocketAddr>), ()> {
    // A client that has gone already has no address.
    let peer = stream.peer_addr().map_err(drop)?;
    let Some(place) = connections.admit(peer.ip()) else {
        metrics::connection_refused();
        // What the system does not take at once is not sent.
        let _ = stream.try_write(REFUSAL);
        return Err(());
    };
    // Otherwise a response of more than one segment waits for an acknowledgement.
    let _ = stream.set_nodelay(true);
    Ok((Socket::new(stream, place, Arc::clone(errors)), Some(peer)))
}
