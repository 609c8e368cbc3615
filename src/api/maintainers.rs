//! The contact of the project, for the description and the feed.

/// Name of the authors.
pub const NAME: &str = "The framewise maintainers";
/// Address of the project. It has none of its own; the domain is reserved for examples (RFC 2606).
pub const URL: &str = "https://framewise.example/";
/// Mail address, under the same domain.
pub const EMAIL: &str = "maintainers@framewise.example";
