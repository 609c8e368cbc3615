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
/// The advisor in the pages of others.
mod embed;
/// Errors as pages.
mod error_pages;
/// Feedback on a stored query.
mod feedback;
/// Inputs that the fuzzer kept.
mod fuzzed;
/// Starts servers and sends requests.
mod helpers;
/// Reads HTML.
mod html;
/// Repeats of a request with an `Idempotency-Key`.
mod idempotency_keys;
/// What a caller can send, given to the code that reads it.
mod inputs;
/// Languages of the API.
mod language;
/// Laws of whole responses.
mod laws;
/// What assistants read first.
mod llms_txt;
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
/// Receipts.
mod receipts;
/// Recommendations.
mod recommendations;
/// The pages about frameworks, method, statistics, privacy and corrections.
mod reference_pages;
/// Equal responses to equal requests, rendered anew or from the cache.
mod response_cache;
/// Confidence, changes and targets.
mod robust_requests;
/// Slow, broken and hostile callers.
mod robustness;
/// Unknown paths, wrong methods, query strings.
mod routing;
/// Where to report a vulnerability.
mod security_txt;
/// The order in which the service stops.
mod shutdown;
/// Signs of life.
mod signs_of_life;
/// The situations of the article that the service began with.
mod situations;
/// Published statistics.
mod statistics;
/// Stored queries.
mod stored;
