//! Streamable HTTP: one request, one answer in JSON, no session.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};

use crate::BoxedFuture;
use crate::server::Server;

/// The only method without sessions.
pub const METHOD: &str = "POST";
/// What a client has to accept by the protocol.
pub const ACCEPTED: &str = "application/json, text/event-stream";

/// The protocol over HTTP. Cheap to clone.
#[derive(Clone)]
pub struct Endpoint(Arc<StreamableHttpService<Server, NeverSessionManager>>);

impl Endpoint {
    /// An endpoint that answers requests for these hosts, and those of browsers only from pages of these origins.
    #[must_use]
    pub fn new(server: Server, hosts: Vec<String>, origins: Vec<String>) -> Self {
        let config = StreamableHttpServerConfig::default()
            .with_legacy_session_mode(false)
            .with_json_response(true)
            .with_allowed_hosts(hosts)
            .with_allowed_origins(origins)
            .enforce_origin_validation();
        let sessions = Arc::new(NeverSessionManager::default());
        Self(Arc::new(StreamableHttpService::new(move || Ok(server.clone()), sessions, config)))
    }

    /// The answer to a request of any method. An error of HTTP, such as a method or an origin that is refused, has a
    /// body that is not JSON.
    #[must_use]
    pub fn answer(&self, request: Request<Bytes>) -> BoxedFuture<'_, Response<Bytes>> {
        Box::pin(async {
            let (head, body) = self.0.handle(request.map(Full::new)).await.into_parts();
            let Ok(body) = body.collect().await;
            Response::from_parts(head, body.to_bytes())
        })
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Endpoint").finish_non_exhaustive()
    }
}
