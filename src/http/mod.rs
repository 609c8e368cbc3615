//! HTTP plumbing that knows no resource.

/// Who may have how much: computing, memory and requests.
pub mod admission;
/// Cacheable responses: `ETag` and 304.
pub mod caching;
/// Compressed bodies: which, and how.
pub mod compression;
/// Connections: how many there are and how long they wait.
pub mod connections;
/// Who gets a page in the place of a problem.
pub mod error_page;
/// Extractors of bodies, paths and query strings.
pub mod extract;
/// The response where no route matches.
pub mod fallback;
/// Text in markup, and the policy of a document with its own style sheet.
pub mod html;
/// A response that is rendered once, by the first request for it.
pub mod lazy_response;
/// The metrics on a separate listener.
pub mod metrics_listener;
/// The steps that every request passes.
pub mod middleware;
/// The media type of a response.
pub mod negotiate;
/// Error responses.
pub mod problem;
/// Error responses as they are sent.
pub mod problem_body;
/// What a problem says about its request.
pub mod problem_sentences;
/// The table of problem types.
pub mod problem_types;
/// Limits of a request.
pub mod request_limits;
/// The paths of the API and their methods.
pub mod route_table;
/// Responses that no cache may store.
pub mod uncached;
