//! `sources/<topic>.toml`: everything that is cited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `sources/<topic>.toml`: everything that is cited.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Sources {
    /// The sources, in any order.
    pub sources: Vec<Source>,
}

/// One source.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// Identifier used everywhere else.
    #[schemars(regex(pattern = r"^[a-z0-9][a-z0-9.-]*$"))]
    pub id: String,
    /// Title of the page, file or data set.
    #[schemars(length(min = 1))]
    pub title: String,
    /// Who answers for it.
    #[schemars(length(min = 1))]
    pub publisher: String,
    /// What sort of source it is.
    pub kind: SourceKind,
    /// Where it can be read: an `http(s)` address, or a package URL (`pkg:pypi/flask@3.1.3`).
    #[schemars(regex(pattern = r"^(https?://|pkg:)[^ ]+$"))]
    pub url: String,
    /// Day it was published, if known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[schemars(regex(pattern = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"))]
    pub published: Option<String>,
    /// Day it was read, `YYYY-MM-DD`.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub accessed: String,
    /// What a reader should know about it.
    pub note: Option<String>,
}

/// Sorts of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Documentation, policy or source code of the project itself.
    Official,
    /// Metadata or contents of a published package.
    PackageMetadata,
    /// Figures measured by a described method.
    Measurement,
    /// A survey among developers.
    Survey,
    /// An issue, pull request or discussion.
    IssueThread,
    /// An article or a talk.
    Article,
}
