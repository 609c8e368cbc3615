//! The HTTP API, tested from outside: a real server on a free port, a real client, and plain
//! sockets for what no client would send.

#![expect(clippy::unwrap_used, reason = "a test may panic: that is how it fails")]

/// The self-audit, as it is served.
mod audit;
/// Requests that are wrong in every way that is known.
mod bad_input;
/// Many recommendations at once.
mod batch;
/// Brief answers.
mod brief;
/// What may be kept: `ETag`, 304, HEAD.
mod caching;
/// What is known, as it is served.
mod catalogue;
/// What has changed from release to release, as it is served.
mod changes;
/// Other origins and OPTIONS.
mod cors;
/// Recommendations as Markdown.
mod decision_record;
/// The description against what is served.
mod description;
/// Starts servers and talks to them.
mod helpers;
/// Laws of whole responses.
mod laws;
/// What the log must not hold.
mod log_privacy;
/// Media types, in both directions.
mod media_types;
/// What is counted, on a listener of its own.
mod metrics;
/// For those who run the service.
mod ops;
/// HTML pages and what browsers may do with them.
mod pages;
/// Requests in plain English.
mod plain_english;
/// What is kept of a query, as it is served.
mod privacy;
/// Handlers that misbehave, for tests only.
mod probes;
/// Every type of problem, as a whole answer.
mod problems;
/// Recommendations: what a response consists of, and what can be asked.
mod recommendations;
/// Equal responses to equal requests, rendered anew or from the cache.
mod response_cache;
/// What can be asked of how sure an answer is.
mod robust_requests;
/// Slow, broken and hostile callers.
mod robustness;
/// Unknown paths, wrong methods, query strings.
mod routing;
/// The order in which the service stops.
mod shutdown;
/// The situations of the article that the service began with.
mod situations;
/// The published statistics, as they are served.
mod statistics;
/// Receipts, feedback and keys of what is stored.
mod stored;
