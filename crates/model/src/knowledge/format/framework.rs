//! `frameworks/<id>.toml`: all that is known of one framework.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Claim;
use crate::english::upper_first;

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
    /// Other names and predecessors under which people know it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Server interfaces that it speaks.
    #[schemars(length(min = 1))]
    pub interfaces: Vec<Interface>,
    /// Facts by the ids of `facts.toml`.
    pub facts: BTreeMap<String, Fact>,
    /// Packages that counts by name in the package index include or miss wrongly.
    #[serde(default)]
    pub index: Index,
    /// Support of every capability of `capabilities.toml`.
    pub capabilities: BTreeMap<String, CapabilitySupport>,
    /// Environments in which it does not run, or not well.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// What is said of it, with sources.
    pub claims: Vec<Claim>,
    /// Editorial ratings by criterion.
    #[serde(default)]
    pub ratings: BTreeMap<String, EditorialRating>,
}

/// Sorts of framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
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

/// Corrections of the counts of extension packages. The counts go by names: they include each package
/// whose name begins with the framework's name and a separator. All names are those of the package index.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Index {
    /// Packages that the framework or one of its extras requires: parts of the framework, and no extensions.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$")))]
    pub own: Vec<String>,
    /// Packages for the client that the same package contains: of no use to a web application.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$")))]
    pub client: Vec<String>,
    /// Packages about something else, and placeholders without content.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$")))]
    pub unrelated: Vec<String>,
    /// Packages that are made for the framework, whose names do not begin with its name, and that are among
    /// the 15,000 most downloaded packages.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$")))]
    pub more: Vec<String>,
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
    /// Whether it is built in, but does nothing until the application configures it.
    #[serde(default)]
    pub opt_in: bool,
    /// Module, extension or package that provides it.
    pub via: Option<String>,
    /// The package of `packages.toml` that provides it, if a package by others does: one that is made for
    /// the framework, or whose use with it the documentation of either or the project template shows. A
    /// general package that the team connects without such help is not named.
    pub package: Option<String>,
    /// Id of the source.
    pub source: String,
    /// What a reader should know about it.
    #[schemars(length(min = 1))]
    pub note: String,
    /// Other ways to the capability. The best way determines what the capability counts.
    #[serde(default)]
    pub alternatives: Vec<Alternative>,
    /// How mature the package is; known once the files are put together.
    #[serde(skip)]
    pub maturity: Maturity,
    /// Place of the package among the most downloaded ones; known once the files are put together.
    #[serde(skip)]
    pub download_rank: Option<u32>,
    /// Id of the companion that provides it; known once the files are put together.
    #[serde(skip)]
    pub companion: Option<String>,
}

impl CapabilitySupport {
    /// The level of support in the words of the contract: `built_in`, `third_party (partial)`.
    #[must_use]
    pub fn level(&self) -> String {
        let partial = if self.partial { " (partial)" } else { "" };
        format!("{}{partial}", self.support.as_str())
    }

    /// The note as a sentence of its own, without the word "Partial" before it.
    #[must_use]
    pub fn note_alone(&self) -> Cow<'_, str> {
        match self.note.strip_prefix("Partial: ") {
            Some(rest) => Cow::Owned(upper_first(rest)),
            None => Cow::Borrowed(&self.note),
        }
    }
}

/// What a framework cannot do, or not well, in some environment.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Limit {
    /// The constraint of `context.toml` that it does not satisfy.
    pub constraint: String,
    /// Whether the framework is excluded where the constraint is given; otherwise the response has a caution.
    pub excludes: bool,
    /// What a reader should know: the consequence, and the remedy if there is one.
    #[schemars(length(min = 1))]
    pub text: String,
    /// Id of the source.
    pub source: String,
}

/// Another way to a capability.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Alternative {
    /// Who provides it.
    pub support: Support,
    /// Whether only building blocks or a reduced form exist.
    #[serde(default)]
    pub partial: bool,
    /// Module, extension or package that provides it.
    #[schemars(length(min = 1))]
    pub via: String,
    /// The package of `packages.toml` that provides it, under the same condition as for the first way.
    pub package: Option<String>,
    /// Id of the source.
    pub source: String,
    /// How mature the package is; known once the files are put together.
    #[serde(skip)]
    pub maturity: Maturity,
}

/// How mature a package by others is, ordered from least to most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Maturity {
    /// Hardly used, and without a release for years.
    Abandoned,
    /// Neither of the two, or not known.
    #[default]
    Usual,
    /// Widely used, and with a recent release.
    Mature,
}

/// Who provides a capability; ordered from least to most.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
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

impl Support {
    /// All levels, from least to most.
    pub const ALL: [Self; 4] =
        [Self::None, Self::ThirdParty, Self::OfficialExtension, Self::BuiltIn];

    /// The word for it, as in the files and in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ThirdParty => "third_party",
            Self::OfficialExtension => "official_extension",
            Self::BuiltIn => "built_in",
        }
    }
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
    /// Reasons why this rating stands above that of another framework against the order of the inputs in
    /// `ordered_by` of the criterion, by the id of the other framework.
    #[serde(default)]
    pub against_order: BTreeMap<String, String>,
}
