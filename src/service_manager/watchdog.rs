//! Signs of life: the manager ends and restarts a service that gives none. The service gives one only if it answers a
//! request of its own and all its workers make progress.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{interval, timeout};

use super::notify;
use crate::http::connections::heartbeats::{BEAT, Heartbeats};

const REQUEST: &[u8] = b"GET /livez HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
/// The begin of any response. A refusal for want of a place is one as well: the service is busy and not hung.
const RESPONSE: &[u8] = b"HTTP/1.1 ";
/// The shortest time in which a worker must make progress: a few beats.
const LEAST_PATIENCE: Duration = BEAT.saturating_mul(4);

/// Finds out whether a service answers.
#[derive(Debug, Clone)]
pub struct Vitals {
    address: SocketAddr,
    heartbeats: Arc<Heartbeats>,
}

impl Vitals {
    /// Of a service with these workers that listens on this address.
    #[must_use]
    pub fn new(bound: SocketAddr, heartbeats: Arc<Heartbeats>) -> Self {
        let ip = match bound.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        Self { address: SocketAddr::new(ip, bound.port()), heartbeats }
    }

    /// Whether the service answers a request, and every worker has made progress, within this time.
    pub async fn are_good(&self, within: Duration) -> bool {
        let within = within.max(LEAST_PATIENCE);
        let answers = timeout(within, self.ask()).await;
        answers.is_ok_and(|outcome| outcome.is_ok()) && self.heartbeats.all_beat_within(within)
    }

    /// Sends a request, and reads the begin of the response.
    async fn ask(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(REQUEST).await?;
        let mut begin = [0; RESPONSE.len()];
        stream.read_exact(&mut begin).await?;
        if begin == RESPONSE { Ok(()) } else { Err(std::io::ErrorKind::InvalidData.into()) }
    }
}

/// Reports that the service is ready as soon as it answers, with this status; then gives signs of life, if the manager
/// expects them, until the service stops.
pub async fn report(vitals: Vitals, status: String, is_stopping: impl Fn() -> bool) {
    while !vitals.are_good(LEAST_PATIENCE).await {
        tokio::time::sleep(BEAT).await;
    }
    notify::ready(&status);
    let Some(longest) = notify::watchdog_interval() else { return };
    // Half of it, as sd_watchdog_enabled(3) recommends.
    let every = longest / 2;
    tracing::info!(seconds = every.as_secs_f64(), "the service manager gets signs of life");
    let mut rounds = interval(every);
    loop {
        rounds.tick().await;
        if is_stopping() {
            return;
        }
        if vitals.are_good(every).await {
            notify::alive();
        } else {
            tracing::error!(
                "the service does not answer in time; the service manager gets no sign of life"
            );
        }
    }
}
