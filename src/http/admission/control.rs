//! What handlers and middleware ask before they work for a client.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::http::header::{HeaderMap, RETRY_AFTER};
use actix_web::{HttpMessage, HttpRequest};

use super::gate::{Full, Gate, Permit};
use super::memory::{Memory, Reservation};
use super::rate_limits::{Exhausted, Policy, RateLimits, Standings};
use crate::config::TrustedProxies;
use crate::http::connections::client::{self, Client};
use crate::http::problem::Problem;
use crate::http::problem_sentences::Detail;
use crate::http::problem_types::ProblemType;

/// Shares computing, memory and requests among clients.
#[derive(Debug)]
pub struct AdmissionControl {
    trusted_proxies: TrustedProxies,
    gate: Gate,
    memory: Memory,
    rate_limits: Option<RateLimits>,
    /// Whether the log has the warning that a proxy is not trusted.
    has_warned: AtomicBool,
}

impl AdmissionControl {
    /// For this many computations at once.
    #[must_use]
    pub fn new(workers: NonZeroUsize, trusted_proxies: TrustedProxies, rate_limit: bool) -> Self {
        Self {
            trusted_proxies,
            gate: Gate::new(workers),
            memory: Memory::default(),
            rate_limits: rate_limit.then(RateLimits::default),
            has_warned: AtomicBool::new(false),
        }
    }

    /// The client of a request.
    #[must_use]
    pub fn client(&self, request: &HttpRequest) -> Client {
        self.client_of(request.peer_addr(), request.headers())
    }

    /// The client of a request from this peer.
    #[must_use]
    pub fn client_of(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> Client {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
        Client::of_request(peer, headers, &self.trusted_proxies)
    }

    /// Counts a request that has arrived; `None` if there are no limits.
    ///
    /// # Errors
    /// A problem with status 429 if its client has sent too many.
    pub fn count(
        &self,
        peer: Option<SocketAddr>,
        headers: &HeaderMap,
    ) -> (Option<Standings>, Result<(), Problem>) {
        let Some(limits) = &self.rate_limits else { return (None, Ok(())) };
        let mut standings = Standings::default();
        let client = self.client_of(peer, headers);
        let outcome = limits.charge(Policy::Requests, client, NonZeroU32::MIN, &mut standings);
        if outcome.is_err() && client::is_forwarded(headers) {
            self.warn_of_proxy(peer);
        }
        (Some(standings), outcome.map_err(too_many))
    }

    /// Counts the cost of a request beyond itself.
    ///
    /// # Errors
    /// A problem with status 429 if its client has had too much.
    pub fn charge(
        &self,
        request: &HttpRequest,
        policy: Policy,
        cost: usize,
    ) -> Result<(), Problem> {
        let Some(limits) = &self.rate_limits else { return Ok(()) };
        let cost = u32::try_from(cost).unwrap_or(u32::MAX);
        let Some(cost) = NonZeroU32::new(cost) else { return Ok(()) };
        let mut standings = Standings::default();
        let outcome = limits.charge(policy, self.client(request), cost, &mut standings);
        let mut extensions = request.extensions_mut();
        if let Some(known) = extensions.get_mut::<Standings>() {
            known.extend(standings);
        } else {
            extensions.insert(standings);
        }
        outcome.map_err(too_many)
    }

    /// Waits for the permission for a computation.
    ///
    /// # Errors
    /// A problem with status 503 at once if too many computations wait.
    pub async fn enter(&self, request: &HttpRequest) -> Result<Permit, Problem> {
        let permit = self.gate.enter(self.client(request)).await.map_err(|Full| busy())?;
        // The worker looks at its sockets before it computes: with many computations in a row, tokio would look at
        // them after every 61st only. In a task of its own, because actix polls a request again without that.
        let _ = actix_web::rt::spawn(tokio::task::yield_now()).await;
        Ok(permit)
    }

    /// Waits for the permission for the next part of work that has begun.
    ///
    /// # Errors
    /// A problem with status 503 if the service ends.
    pub async fn enter_again(&self, client: Client) -> Result<Permit, Problem> {
        self.gate.enter_again(client).await.map_err(|Full| busy())
    }

    /// Reserves memory for a large body.
    ///
    /// # Errors
    /// A problem with status 503 if there is not enough left.
    pub fn reserve(&self, client: Client, bytes: usize) -> Result<Reservation, Problem> {
        self.memory.reserve(client, bytes).ok_or_else(busy)
    }

    /// Forgets clients that have not come again.
    pub fn forget(&self) {
        if let Some(limits) = &self.rate_limits {
            limits.forget();
        }
    }

    /// Says once that the limits may be those of a proxy. Its address may be that of a person, and is not logged.
    fn warn_of_proxy(&self, peer: Option<SocketAddr>) {
        if !peer.is_some_and(|peer| self.trusted_proxies.contains(peer.ip()))
            && !self.has_warned.swap(true, Ordering::Relaxed)
        {
            tracing::warn!(
                "requests that were forwarded by a proxy have reached the rate limit of one client; \
                 if the proxy is yours, name it in trusted_proxies"
            );
        }
    }
}

fn busy() -> Problem {
    Problem::unavailable(Detail::Busy {}.to_message())
}

fn too_many(Exhausted { wait }: Exhausted) -> Problem {
    let kind = ProblemType::TooManyRequests;
    // Whole seconds, rounded up.
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    Problem::new(kind, kind.definition().explanation)
        .with_header(RETRY_AFTER, &seconds.max(1).to_string())
}
