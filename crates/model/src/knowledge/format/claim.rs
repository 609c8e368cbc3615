//! The claims of a framework file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One sourced statement about a framework.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Claim {
    /// Identifier; begins with the framework's id.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_-]*$"))]
    pub id: String,
    /// What sort of statement it is.
    pub kind: ClaimKind,
    /// The criterion that it speaks about, if any.
    pub criterion: Option<String>,
    /// The statement, in our own words.
    #[schemars(length(min = 1))]
    pub text: String,
    /// Ids of the sources that make it.
    #[schemars(length(min = 1))]
    pub sources: Vec<String>,
    /// Day of the last comparison with its sources, `YYYY-MM-DD`.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub verified_on: String,
    /// The strongest kind of evidence behind it.
    pub grade: Grade,
    /// What checking it came to.
    pub verdict: Verdict,
    /// What contradicts or limits it.
    #[serde(default)]
    pub counter_evidence: Vec<CounterEvidence>,
    /// Why it can be read in two ways; such a claim supports no rating.
    pub ambiguous: Option<String>,
}

/// Sorts of claim.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// Something it has or is.
    Feature,
    /// Something that speaks for it.
    Advantage,
    /// Something that speaks against it.
    Disadvantage,
    /// A situation that it suits.
    UseWhen,
    /// A situation that it does not suit.
    AvoidWhen,
    /// An organisation or product that uses it.
    UsedBy,
}

/// The strongest kind of evidence behind a claim.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Measured by a described method.
    Measured,
    /// Stated by the project's own documentation, code or package.
    Official,
    /// Found by a survey.
    Survey,
    /// Stated by an article or a talk.
    Article,
    /// An opinion.
    Opinion,
}

/// What checking a claim came to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing found contradicts it.
    Supported,
    /// True only within limits, or sources disagree.
    Contested,
    /// It was true once.
    Outdated,
    /// It is not true.
    Wrong,
}

/// What contradicts or limits a claim.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CounterEvidence {
    /// Id of the source.
    pub source: String,
    /// What it says, in our own words.
    #[schemars(length(min = 1))]
    pub text: String,
}
