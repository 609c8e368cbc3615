//! Limits for the rate of requests, by client and by cost. Each policy is a bucket that fills at a steady rate (the
//! generic cell rate algorithm); its state is in the fields `RateLimit` and `RateLimit-Policy`
//! (draft-ietf-httpapi-ratelimit-headers). `control` makes the response with status 429.
//!
//! The rates are those of thirty people behind one address who work with programs, and more.

use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::http::connections::client::Client;

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// All requests; each costs one.
    Requests,
    /// Recommendations that are computed; each ten thousand draws cost one (`recommendations::computing`).
    Computing,
    /// Queries that are stored.
    Storing,
    /// Requests to erase a query, feedback, and requests about cohorts.
    Receipts,
}

/// The size of a bucket and the rate at which it fills.
struct Rate {
    name: &'static str,
    per_second: NonZeroU32,
    burst: NonZeroU32,
}

impl Policy {
    /// All policies, in the order of the fields.
    pub const ALL: [Self; 4] = [Self::Requests, Self::Computing, Self::Storing, Self::Receipts];

    fn rate(self) -> Rate {
        const fn number(number: u32) -> NonZeroU32 {
            match NonZeroU32::new(number) {
                Some(number) => number,
                None => NonZeroU32::MIN,
            }
        }
        let (name, per_second, burst) = match self {
            Self::Requests => ("requests", number(200), number(2_000)),
            Self::Computing => ("computing", number(60), number(600)),
            Self::Storing => ("storing", number(10), number(600)),
            Self::Receipts => ("receipts", number(5), number(300)),
        };
        Rate { name, per_second, burst }
    }
}

type Limiter =
    RateLimiter<Client, HashMapStateStore<Client>, DefaultClock, StateInformationMiddleware>;

/// The buckets of all clients.
#[derive(Debug)]
pub struct RateLimits {
    limiters: [Limiter; Policy::ALL.len()],
    clock: DefaultClock,
}

/// What is left to a client, by policy; only of the policies that a request came under.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standings([Option<u32>; Policy::ALL.len()]);

/// A client has used up its bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exhausted {
    /// Time until the request would be accepted.
    pub wait: Duration,
}

impl Default for RateLimits {
    fn default() -> Self {
        let limiter = |policy: Policy| {
            let Rate { per_second, burst, .. } = policy.rate();
            RateLimiter::hashmap(Quota::per_second(per_second).allow_burst(burst))
                .with_middleware::<StateInformationMiddleware>()
        };
        Self { limiters: Policy::ALL.map(limiter), clock: DefaultClock::default() }
    }
}

impl RateLimits {
    /// Takes `cost` out of the bucket of a client, and notes what is left. A cost beyond the bucket takes all of it.
    ///
    /// # Errors
    /// [`Exhausted`] if there is not enough left; nothing is taken then.
    pub fn charge(
        &self,
        policy: Policy,
        client: Client,
        cost: NonZeroU32,
        standings: &mut Standings,
    ) -> Result<(), Exhausted> {
        let cost = cost.min(policy.rate().burst);
        let limiter = &self.limiters[policy as usize];
        let outcome = match limiter.check_key_n(&client, cost) {
            Ok(Ok(snapshot)) => Ok(snapshot.remaining_burst_capacity()),
            Ok(Err(refusal)) => Err(Exhausted { wait: refusal.wait_time_from(self.clock.now()) }),
            // The cost is within the bucket.
            Err(_) => Ok(0),
        };
        standings.0[policy as usize] = Some(outcome.unwrap_or(0));
        outcome.map(drop)
    }

    /// Forgets clients whose buckets are full.
    pub fn forget(&self) {
        for limiter in &self.limiters {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

impl Standings {
    /// Adds what is known of further policies.
    pub fn extend(&mut self, other: Self) {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own = other.or(*own);
        }
    }

    /// Adds the fields to a response.
    pub fn add(self, headers: &mut HeaderMap) {
        let (mut policies, mut limits) = (String::new(), String::new());
        for policy in Policy::ALL {
            let Some(left) = self.0[policy as usize] else { continue };
            let Rate { name, per_second, burst } = policy.rate();
            let separator = if policies.is_empty() { "" } else { ", " };
            let window = burst.get() / per_second;
            let reset = (burst.get() - left.min(burst.get())).div_ceil(per_second.get());
            // Writing to a string cannot fail.
            let _ = write!(policies, "{separator}\"{name}\";q={burst};w={window}");
            let _ = write!(limits, "{separator}\"{name}\";r={left};t={reset}");
        }
        for (name, value) in [(RATE_LIMIT_POLICY, policies), (RATE_LIMIT, limits)] {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::num::NonZeroU32;

    use super::{Client, HeaderMap, Policy, RateLimits, Standings};

    fn client(last: u8) -> Client {
        IpAddr::from([192, 0, 2, last]).into()
    }

    #[test]
    fn a_bucket_is_of_one_client_and_one_policy() {
        let (limits, mut left) = (RateLimits::default(), Standings::default());
        let all = NonZeroU32::new(10_000).unwrap();
        assert!(limits.charge(Policy::Computing, client(1), all, &mut left).is_ok());
        let one = NonZeroU32::MIN;
        let exhausted = limits.charge(Policy::Computing, client(1), one, &mut left).unwrap_err();
        assert!(exhausted.wait.as_secs_f64() <= 1.0 / 60.0);
        assert!(limits.charge(Policy::Requests, client(1), one, &mut left).is_ok());
        assert!(limits.charge(Policy::Computing, client(2), one, &mut left).is_ok());
    }

    #[test]
    fn the_fields_say_what_is_left() {
        let (limits, mut left) = (RateLimits::default(), Standings::default());
        let cost = NonZeroU32::new(100).unwrap();
        limits.charge(Policy::Receipts, client(1), cost, &mut left).unwrap();
        limits.charge(Policy::Requests, client(1), NonZeroU32::MIN, &mut left).unwrap();
        let mut headers = HeaderMap::new();
        left.add(&mut headers);
        assert_eq!(
            headers.get("ratelimit-policy").unwrap(),
            "\"requests\";q=2000;w=10, \"receipts\";q=300;w=60"
        );
        assert_eq!(
            headers.get("ratelimit").unwrap(),
            "\"requests\";r=1999;t=1, \"receipts\";r=200;t=20"
        );
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let (limits, mut left) = (RateLimits::default(), Standings::default());
        limits.charge(Policy::Requests, client(1), NonZeroU32::MIN, &mut left).unwrap();
        let all = NonZeroU32::new(2_000).unwrap();
        limits.charge(Policy::Requests, client(2), all, &mut left).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        limits.forget();
        assert_eq!(limits.limiters[0].len(), 1);
    }
}
