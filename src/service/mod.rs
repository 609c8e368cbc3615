//! What framewise does, free of HTTP and of the command line, which both call it.

/// Lists and single things of the knowledge base.
pub mod catalogue;
/// Frameworks side by side.
pub mod comparison;
/// Agreement with published advice.
pub mod evaluate;
/// All that is known of one framework.
pub mod framework;
/// JSON without duplicate members.
pub mod json;
/// A request as a query string, there and back.
pub mod permalink;
mod reader;
/// The answer to a request.
pub mod recommendation;
/// A request in names becomes one in indices.
pub mod request;
/// The things of the knowledge base, as callers read them.
pub mod views;
