//! The HTTP API, tested from outside: a real server on a free port, a real client, and plain
//! sockets for what no client would send.

#![expect(clippy::unwrap_used, reason = "a test may panic: that is how it fails")]

/// The advisor at `/`.
mod advisor;
/// The self-audit.
mod audit;
/// Invalid requests.
mod bad_input;
/// Batches.
mod batch;
/// Cacheable responses: `ETag`, 304, HEAD.
mod caching;
/// Frameworks, criteria, questions, capabilities, sources and comparisons.
mod catalogue;
/// Changes of the knowledge.
mod changes;
/// Cohorts.
mod cohorts;
/// How long connections are held, and how many.
mod connections;
/// Other origins and `OPTIONS`.
mod cors;
/// Decision records.
mod decision_record;
/// The description, compared with the service.
mod description;
/// Levels of detail.
mod detail;
/// Starts servers and sends requests.
mod helpers;
/// Laws of whole responses.
mod laws;
/// The log.
mod log_privacy;
/// The Model Context Protocol.
mod mcp;
/// Media types, in both directions.
mod media_types;
/// Metrics.
mod metrics;
/// Liveness, readiness and versions.
mod ops;
/// HTML pages and what browsers may do with them.
mod pages;
/// Requests in plain English.
mod plain_english;
/// The facts about privacy.
mod privacy;
/// Handlers that misbehave, for tests only.
mod probes;
/// Every type of problem.
mod problems;
/// Limits for the rate of requests of a client.
mod rate_limits;
/// Recommendations.
mod recommendations;
/// Equal responses to equal requests, rendered anew or from the cache.
mod response_cache;
/// Confidence, changes and targets.
mod robust_requests;
/// Slow, broken and hostile callers.
mod robustness;
/// Unknown paths, wrong methods, query strings.
mod routing;
/// The order in which the service stops.
mod shutdown;
/// The situations of the article that the service began with.
mod situations;
/// Published statistics.
mod statistics;
/// Stored queries: receipts, feedback, keys.
mod stored;
