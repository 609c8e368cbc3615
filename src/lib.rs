//! framewise tells which Python web framework fits a project, and shows exactly why.
//!
//! The modules stand in dependency order: each uses only those above it (`tests/architecture.rs`).

/// Builds the service, runs it and stops it in order.
pub mod app;
/// Numbers in bounds, faults of inputs, suggestions, the day, random bits.
pub mod base;
/// The commands.
pub mod cli;
/// Settings from flags, environment and file.
pub mod config;
/// Routes, middleware, problems, the description of the API.
pub mod http;
/// What is known of frameworks: TOML in, checked and rated model out.
pub mod knowledge;
/// What is counted for those who run the service.
pub mod metrics;
/// What may be kept of a request, and whether it may be kept.
pub mod privacy;
/// The decision model: answers in, an explained ranking out.
pub mod scoring;
/// What framewise does, whichever door a request comes through.
pub mod service;
/// Where queries are kept: a narrow trait, SQLite, one writer.
pub mod store;
/// The log.
pub mod telemetry;
/// A text in plain English becomes answers.
pub mod understanding;
