//! `companions/<id>.toml`: a package that is usually installed with a framework.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{CapabilitySupport, Claim, Fact};

/// `companions/<id>.toml`: a package that is usually installed with a framework and raises what it
/// can do.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Companion {
    /// Identifier; the file is named after it.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_-]*$"))]
    pub id: String,
    /// Name shown to people.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What it is, in one sentence.
    #[schemars(length(min = 1))]
    pub summary: String,
    /// Id of the framework, or of another companion, that it is installed with.
    pub companion_of: String,
    /// Facts by the ids of `facts.toml`.
    #[serde(default)]
    pub facts: BTreeMap<String, Fact>,
    /// The capabilities that it raises, each at the level that the framework has with it.
    pub capabilities: BTreeMap<String, CapabilitySupport>,
    /// What is said of it, with sources.
    #[serde(default)]
    pub claims: Vec<Claim>,
}
