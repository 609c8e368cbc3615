//! How the service listens and what limits requests.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::time::Duration;

use crate::api::routes;
use crate::config::{
    EmbedOrigins, PublicUrl, RateLimit, SecurityContact, Settings, TrustedProxies,
};
use crate::http::request_limits::RequestLimits;

/// How the service listens and what limits requests.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address and port; port 0 takes a free one.
    pub bind: SocketAddr,
    /// Address and port of the metrics; `None` to serve none; port 0 takes a free one.
    pub metrics_bind: Option<SocketAddr>,
    /// Worker threads.
    pub workers: NonZeroUsize,
    /// The most connections that are open at the same time.
    pub max_connections: usize,
    /// The address by which clients reach the service.
    pub public_url: PublicUrl,
    /// Contact for reports of vulnerabilities.
    pub security_contact: Option<SecurityContact>,
    /// The origins whose pages may show the advisor in a frame.
    pub embed_origins: EmbedOrigins,
    /// Peers whose connections carry the requests of many clients.
    pub trusted_proxies: TrustedProxies,
    /// Whether the rate of requests of a client is limited.
    pub rate_limit: bool,
    /// Time from the announcement of the stop until no connection is accepted.
    pub grace: Duration,
    /// Limits of a request.
    pub limits: RequestLimits,
}

impl From<&Settings> for Options {
    fn from(settings: &Settings) -> Self {
        Self {
            bind: settings.bind,
            metrics_bind: settings.metrics_bind,
            workers: settings.workers.into(),
            max_connections: usize::try_from(settings.max_connections.get()).unwrap_or(usize::MAX),
            public_url: settings.public_url.clone().unwrap_or_default(),
            security_contact: settings.security_contact.clone(),
            embed_origins: settings.embed_origins.clone(),
            trusted_proxies: settings.trusted_proxies.clone(),
            rate_limit: settings.rate_limit == RateLimit::On,
            grace: Duration::from_secs(settings.shutdown_grace_seconds.into()),
            limits: routes::limits(),
        }
    }
}
