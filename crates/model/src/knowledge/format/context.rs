//! `context.toml`: what counts besides the answers to the questions.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Interface;

/// `context.toml`: what counts besides the answers to the questions: what the team knows, what it has, and where
/// the project must run.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Context {
    /// The frameworks that the team knows.
    pub team_knows: ContextCriterion,
    /// The framework that the project uses now.
    pub migrating_from: ContextCriterion,
    /// How near two frameworks are that no pair names.
    pub unrelated: Nearness,
    /// Pairs of frameworks that are near to each other. The order inside a pair does not count.
    #[serde(default)]
    pub related: Vec<Pair>,
    /// The fact with the versions of Python that a framework runs on.
    pub python_fact: String,
    /// The measure of the memory that a framework needs.
    pub memory_measure: String,
    /// What else an environment can demand, in the order in which it is shown.
    pub constraints: Vec<Constraint>,
}

/// A criterion that counts only if a request gives the context for it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ContextCriterion {
    /// Name shown to people.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What it measures, and what 0 and 1 mean.
    #[schemars(length(min = 1))]
    pub definition: String,
    /// Its weight once the context is given.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub weight: f64,
    /// Why it has this weight, in one sentence.
    #[schemars(length(min = 1))]
    pub rationale: String,
    /// Why a framework with the rating 1 fits, as the end of the sentence "NAME fits best: …".
    #[schemars(length(min = 1))]
    pub because: String,
    /// Answers that add to its weight.
    #[serde(default)]
    pub effects: Vec<ContextEffect>,
}

/// What an answer adds to the weight of a criterion of the context.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ContextEffect {
    /// The answer, as `question=option`.
    pub answer: String,
    /// What it adds.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub weight: f64,
    /// Why, in one sentence.
    #[schemars(length(min = 1))]
    pub rationale: String,
}

/// How near one framework is to another, from 0 (nothing in common) to 1 (the same).
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Nearness {
    /// The share of what a team knows of one that it can use in the other.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub knowledge: f64,
    /// The share of the code that stays as it is when a project moves from one to the other.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub code: f64,
}

/// Two frameworks that are near to each other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Pair {
    /// Their ids.
    pub frameworks: [String; 2],
    /// The share of what a team knows of one that it can use in the other.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub knowledge: f64,
    /// The share of the code that stays as it is when a project moves from one to the other.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub code: f64,
    /// Why, in one sentence.
    #[schemars(length(min = 1))]
    pub why: String,
    /// Where that can be read, if anywhere.
    pub source: Option<String>,
}

/// Something that an environment can demand.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Constraint {
    /// Identifier: the member of `environment`, and its value if it has several: `operating_system=windows`.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*(=[a-z0-9_]+)?$"))]
    pub id: String,
    /// What the project demands, as the end of the sentence "The project …".
    #[schemars(length(min = 1))]
    pub text: String,
    /// If not empty: a framework must have one of these interfaces.
    #[serde(default)]
    pub interfaces: Vec<Interface>,
}
