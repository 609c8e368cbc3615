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
    /// Support of every capability of `capabilities.toml`.
    pub capabilities: BTreeMap<String, CapabilitySupport>,
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
}
