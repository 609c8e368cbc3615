//! framewise tells which Python web framework fits a project, shows exactly why, and says how sure it is.
//!
//! The modules stand in dependency order: each uses only those above it (`tests/architecture.rs`).

/// Numbers in bounds, faults of inputs, suggestions.
pub mod base;
/// The commands.
pub mod cli;
/// What is known of frameworks: TOML in, checked and rated model out.
pub mod knowledge;
/// The decision model: answers in, an explained ranking out.
pub mod scoring;
/// What framewise does, for HTTP and the command line.
pub mod service;
