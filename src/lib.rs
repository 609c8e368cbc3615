//! The framewise service: recommends a Python web framework for a project and explains why.

/// The HTTP API: one file or folder for each resource.
pub mod api;
/// Builds the service, runs it and stops it.
pub mod app;
/// The command line.
pub mod cli;
/// Settings from flags, environment and file.
pub mod config;
/// The knowledge inside the binary.
pub mod embedded;
/// HTTP plumbing that knows no resource: problems, negotiation, caching, middleware.
pub mod http;
/// Scheduled work on stored queries.
pub mod maintenance;
/// The Model Context Protocol.
pub mod mcp;
/// Counters and gauges for operators.
pub mod metrics;
/// Pages for people.
pub mod pages;
/// What the service and systemd exchange.
pub mod service_manager;
/// The log.
pub mod telemetry;
/// What people read, in several languages.
pub mod texts;
