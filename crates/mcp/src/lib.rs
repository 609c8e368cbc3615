//! A server of the Model Context Protocol for the tools that it is given. This crate knows neither frameworks nor
//! recommendations.
//!
//! It is a crate of its own because the generic code of the protocol is long: here it is compiled once, for small size,
//! and not again with every change of the service.

use std::pin::Pin;

/// Streamable HTTP: one request, one answer, no session.
pub mod http;
/// The server: what it says of itself, and its tools.
pub mod server;
/// Standard input and output.
pub mod stdio;
/// What a tool is, and what a call of it returns.
pub mod tools;

/// A future in a box: one that is not would be compiled by the crate that awaits it.
pub type BoxedFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
