//! `criteria.toml`, `capabilities.toml` and `facts.toml`: what is recorded and rated.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `criteria.toml`: what frameworks are rated on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Criteria {
    /// The criteria, in the order in which they are shown.
    pub criteria: Vec<Criterion>,
}

/// One criterion; more is better on all of them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Criterion {
    /// Identifier used everywhere else.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*$"))]
    pub id: String,
    /// Name shown to people.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What is meant, in one or two sentences.
    #[schemars(length(min = 1))]
    pub definition: String,
    /// Weight before any answer is given.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub base_weight: f64,
    /// The expert weight: as the editors set it, where calibration on published advice has moved it.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub expert_weight: Option<f64>,
    /// How a reason on this criterion is worded; without them no reason is given on it.
    #[serde(default)]
    #[schemars(with = "CriterionPhrases")]
    pub phrases: Option<CriterionPhrases>,
    /// What a rating of 0, 0.25, 0.5, 0.75 and 1 means.
    pub rubric: Rubric,
    /// Terms of the derived rating; absent where ratings are editorial.
    #[serde(default)]
    pub derived_from: Vec<Term>,
    /// Inputs that editorial ratings should not contradict: a framework that is at least as good on every
    /// one of them and better on one should not be rated lower. Shares have no effect here.
    #[serde(default)]
    pub ordered_by: Vec<Term>,
}

/// The parts of a sentence that gives a reason on a criterion.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CriterionPhrases {
    /// Why the criterion counts, as a clause after "so": `an easy start matters`.
    #[schemars(length(min = 1))]
    pub matters: String,
    /// What a framework with a good rating does, as a clause after its name: `is easy to learn`.
    #[schemars(length(min = 1))]
    pub good: String,
    /// What a framework with a worse rating does, before "than" and another framework: `takes longer to learn`.
    #[schemars(length(min = 1))]
    pub poor: String,
    /// What usually helps against a poor rating, as a sentence that is true for any framework.
    #[schemars(length(min = 1))]
    pub remedy: String,
    /// A sentence of figures that is the evidence in place of a claim: `{fact}` stands for a fact, `{measure}` for
    /// a measured figure, `{measure.ratio}` for its ratio to the reference, `{reference}` for the name of the
    /// reference, and `{measure|noun}` for a number with a noun.
    #[schemars(length(min = 1))]
    pub figures: Option<String>,
}

/// What five points of a criterion's scale mean, so that two people rate alike.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Rubric {
    /// Meaning of 0.
    #[serde(rename = "0")]
    #[schemars(length(min = 1))]
    pub zero: String,
    /// Meaning of 0.25.
    #[serde(rename = "0.25")]
    #[schemars(length(min = 1))]
    pub quarter: String,
    /// Meaning of 0.5.
    #[serde(rename = "0.5")]
    #[schemars(length(min = 1))]
    pub half: String,
    /// Meaning of 0.75.
    #[serde(rename = "0.75")]
    #[schemars(length(min = 1))]
    pub three_quarters: String,
    /// Meaning of 1.
    #[serde(rename = "1")]
    #[schemars(length(min = 1))]
    pub one: String,
}

/// One term of a derived rating: exactly one of the keys that say what counts.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Term {
    /// Capability whose support counts.
    pub capability: Option<String>,
    /// Numeric fact that counts, on a logarithmic scale.
    pub fact: Option<String>,
    /// Measure of the lab that counts, as a ratio to the reference on a logarithmic scale.
    pub measurement: Option<String>,
    /// Fact with a date: the years since then count, on a logarithmic scale.
    pub years_since: Option<String>,
    /// Fact that counts by being known at all.
    pub stated: Option<String>,
    /// Value that rates 0.
    #[schemars(range(min = 0.000_001))]
    pub at_zero: Option<f64>,
    /// Value that rates 1.
    #[schemars(range(min = 0.000_001))]
    pub at_one: Option<f64>,
    /// What a fact counts that is not recorded; without this key it is unknown.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub absent: Option<f64>,
    /// What a capability counts that a package by others provides in full; without this key 0.5.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub third_party: Option<f64>,
    /// Factor for a capability that is built in, but does nothing until the application configures it;
    /// without this key 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub opt_in: Option<f64>,
    /// What a capability counts at least for a framework of the kind `async_api`, which is made for APIs
    /// without pages.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub least_for_apis: Option<f64>,
    /// Share of this term in the weighted mean.
    #[serde(default = "one")]
    #[schemars(range(min = 0.01, max = 100.0))]
    pub share: f64,
}

impl Term {
    /// The id of the capability, fact or measure that counts.
    #[must_use]
    pub fn id(&self) -> &str {
        let ids =
            [&self.capability, &self.fact, &self.measurement, &self.years_since, &self.stated];
        ids.into_iter().flatten().next().map_or("", String::as_str)
    }
}

fn one() -> f64 {
    1.0
}

/// `capabilities.toml`: what a framework can bring along.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Capabilities {
    /// The capabilities, in the order in which they are shown.
    pub capabilities: Vec<Capability>,
}

/// One capability.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Capability {
    /// Identifier used everywhere else.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*$"))]
    pub id: String,
    /// Name shown to people.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What has to be there for the capability to count as supported.
    #[schemars(length(min = 1))]
    pub definition: String,
    /// How a reason on this capability is worded where "has this built in" does not fit.
    #[serde(default)]
    #[schemars(with = "CapabilityPhrases")]
    pub phrases: Option<CapabilityPhrases>,
}

/// What a framework does that has a capability in full, and one that has it less.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CapabilityPhrases {
    /// Of full support, as a clause after the name of a framework: `is small to install`.
    #[schemars(length(min = 1))]
    pub good: String,
    /// Of less support, compared: `is larger to install`.
    #[schemars(length(min = 1))]
    pub poor: String,
}

/// `facts.toml`: which facts are recorded of every framework.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Facts {
    /// The kinds of fact, in the order in which they are shown.
    pub facts: Vec<FactKind>,
}

/// One kind of fact.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FactKind {
    /// Identifier used everywhere else.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*$"))]
    pub id: String,
    /// Name shown to people.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What is recorded, and how it is found out.
    #[schemars(length(min = 1))]
    pub definition: String,
    /// Unit of a numeric fact; a fact without a unit is text.
    pub unit: Option<String>,
}
