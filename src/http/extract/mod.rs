//! From requests to what handlers work with, each refusal a problem.

/// JSON bodies.
pub mod json;
/// Segments of paths.
pub mod path;
/// Query strings.
pub mod query;

pub use json::JsonBody;
pub use query::{NoQuery, Query};
