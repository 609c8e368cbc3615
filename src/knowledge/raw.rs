//! The TOML files of `knowledge/`, as they are written: one type for each table.
//!
//! The JSON Schema that editors and `knowledge check` use is generated from these types, so a
//! limit stands here once. What spans several files (does this id exist?) is checked in `lint`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `knowledge.toml`: which release of the knowledge this is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Manifest {
    /// Calendar version of the knowledge: year, month, number within the month.
    #[schemars(regex(pattern = r"^20[0-9]{2}\.(1[0-2]|[1-9])\.[1-9][0-9]*$"))]
    pub version: String,
    /// Version of the file format.
    #[schemars(range(min = 1, max = 1))]
    pub schema_version: u32,
    /// Day of this release, `YYYY-MM-DD`.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub released_on: String,
}

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
    /// What a rating of 0, 0.25, 0.5, 0.75 and 1 means.
    pub rubric: Rubric,
    /// Terms of the derived rating; absent where ratings are editorial.
    #[serde(default)]
    pub derived_from: Vec<Term>,
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

/// One term of a derived rating: a capability's support, or a numeric fact on a log scale.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Term {
    /// Capability whose support counts.
    pub capability: Option<String>,
    /// Numeric fact that counts.
    pub fact: Option<String>,
    /// Value of the fact that rates 0.
    #[schemars(range(min = 0.000_001))]
    pub at_zero: Option<f64>,
    /// Value of the fact that rates 1.
    #[schemars(range(min = 0.000_001))]
    pub at_one: Option<f64>,
    /// Share of this term in the weighted mean.
    #[serde(default = "one")]
    #[schemars(range(min = 0.01, max = 100.0))]
    pub share: f64,
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

/// `questions.toml`: what is asked, and what each answer does to the weights.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Questions {
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Question {
    /// Identifier used everywhere else.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*$"))]
    pub id: String,
    /// The question as a beginner reads it.
    #[schemars(length(min = 1))]
    pub text: String,
    /// What to think of when answering.
    #[schemars(length(min = 1))]
    pub help: String,
    /// Whether several options may be chosen.
    pub multiple: bool,
    /// The possible answers.
    #[schemars(length(min = 2))]
    pub options: Vec<Choice>,
}

/// One option of a question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Choice {
    /// Identifier used everywhere else.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*$"))]
    pub id: String,
    /// The option as a beginner reads it.
    #[schemars(length(min = 1))]
    pub text: String,
    /// What choosing it means.
    #[schemars(length(min = 1))]
    pub help: String,
    /// For a feature: the capability that it asks for.
    pub capability: Option<String>,
    /// For a feature: the weight of that capability once it is asked for.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub weight: Option<f64>,
    /// What choosing it adds to the weights of criteria.
    #[serde(default)]
    pub effects: Vec<Effect>,
}

/// What one answer adds to the weight of one criterion.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Effect {
    /// The criterion that becomes more important.
    pub criterion: String,
    /// What is added to its weight.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub weight: f64,
    /// Why, in one sentence.
    #[schemars(length(min = 1))]
    pub rationale: String,
    /// Where that can be read, if anywhere.
    pub source: Option<String>,
}

/// `sources.toml`: everything that is cited.
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
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, utoipa::ToSchema,
)]
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

/// `frameworks/<id>.toml`: all that is known of one framework.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Framework {
    /// Identifier; the file is named after it.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_-]*$"))]
    pub id: String,
    /// Name shown to people.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What it is, in one sentence.
    #[schemars(length(min = 1))]
    pub summary: String,
    /// What sort of framework it is.
    pub kind: FrameworkKind,
    /// Server interfaces that it speaks.
    #[schemars(length(min = 1))]
    pub interfaces: Vec<Interface>,
    /// Facts by the ids of `facts.toml`.
    pub facts: BTreeMap<String, Fact>,
    /// Support of every capability of `capabilities.toml`.
    pub capabilities: BTreeMap<String, CapabilitySupport>,
    /// What is said of it, with sources.
    pub claims: Vec<Claim>,
    /// Editorial ratings by criterion.
    #[serde(default)]
    pub ratings: BTreeMap<String, EditorialRating>,
}

/// Sorts of framework.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FrameworkKind {
    /// Brings data, forms, accounts and pages along.
    FullStack,
    /// A small core that is extended by choice.
    Micro,
    /// Made for asynchronous APIs.
    AsyncApi,
    /// An asynchronous toolkit, server or client-and-server library.
    AsyncToolkit,
}

/// Server interfaces.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Interface {
    /// The synchronous standard, PEP 3333.
    Wsgi,
    /// The asynchronous standard.
    Asgi,
    /// A server of its own.
    Own,
}

/// One fact: text or a number, never both.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Fact {
    /// Value of a fact without a unit.
    pub text: Option<String>,
    /// Value of a fact with a unit.
    pub number: Option<f64>,
    /// Id of the source.
    pub source: String,
    /// What a reader should know about it.
    pub note: Option<String>,
}

/// How a framework supports one capability.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CapabilitySupport {
    /// Who provides it.
    pub support: Support,
    /// Whether only building blocks or a reduced form exist.
    #[serde(default)]
    pub partial: bool,
    /// Module, extension or package that provides it.
    pub via: Option<String>,
    /// Id of the source.
    pub source: String,
    /// What a reader should know about it.
    #[schemars(length(min = 1))]
    pub note: String,
}

/// Who provides a capability; ordered from least to most.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Nothing was found.
    None,
    /// A package by others.
    ThirdParty,
    /// A separate package by the same project or author.
    OfficialExtension,
    /// The framework's own package or its declared extras.
    BuiltIn,
}

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
    /// Day somebody last compared it with its sources, `YYYY-MM-DD`.
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
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    utoipa::ToSchema,
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
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    utoipa::ToSchema,
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
    /// Somebody's view.
    Opinion,
}

/// What checking a claim came to.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    utoipa::ToSchema,
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

/// A rating chosen against the rubric.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct EditorialRating {
    /// The rating.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub value: f64,
    /// Lower end of its uncertainty.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub low: f64,
    /// Upper end of its uncertainty.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub high: f64,
    /// Ids of the claims that justify it.
    #[schemars(length(min = 1))]
    pub claims: Vec<String>,
    /// Why this point of the rubric, in one sentence.
    #[schemars(length(min = 1))]
    pub rationale: String,
}
