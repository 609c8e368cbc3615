//! Extractors of bodies, paths and query strings. Each rejection is a problem.

/// JSON bodies.
pub mod json;
/// Segments of paths.
pub mod path;
/// Query strings.
pub mod query;

pub use json::{JsonBody, JsonBytes};
pub use query::{NoQuery, Query};
