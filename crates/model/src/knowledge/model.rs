//! The checked and rated model, as scoring and the catalogue read it.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::derive::input::Input;
use super::format;
use super::releases::history::LazyHistory;
use crate::numbers::{UnitInterval, Weight};
use crate::sentences::Sentences;

/// The questions of the HTTP contract, in its order.
pub const QUESTION_IDS: [&str; 13] = [
    "project_type",
    "project_size",
    "deadline",
    "budget",
    "team_size",
    "experience",
    "database",
    "growth",
    "control",
    "security",
    "load",
    "goal",
    FEATURES,
];

/// The question whose options ask for capabilities.
pub const FEATURES: &str = "features";

/// A checked knowledge base. Frameworks and sources are sorted by id, the rest is in file order.
#[derive(Debug, Clone)]
pub struct Knowledge {
    /// Calendar version.
    pub version: String,
    /// Version of the file format.
    pub schema_version: u32,
    /// Day of the release.
    pub released_on: Date,
    /// `sha256:…` of the content.
    pub digest: String,
    /// Its releases so far.
    pub history: Arc<LazyHistory>,
    /// The criteria.
    pub criteria: Arc<[format::Criterion]>,
    /// The capabilities.
    pub capabilities: Arc<[format::Capability]>,
    /// The kinds of fact.
    pub facts: Arc<[format::FactKind]>,
    /// The questions.
    pub questions: Arc<[format::Question]>,
    /// What counts besides the answers to them.
    pub context: Arc<Context>,
    /// Which words of plain English mean which answers.
    pub lexicon: Arc<format::Lexicon>,
    /// What the lab measured.
    pub measurements: Arc<format::Measurements>,
    /// Packages by others that provide capabilities.
    pub packages: Arc<format::Packages>,
    /// The sources.
    pub sources: Arc<[format::Source]>,
    /// The frameworks.
    pub frameworks: Vec<Framework>,
    /// What every framework is rated on: the criteria, then the features.
    pub attributes: Vec<Attribute>,
    /// All options of all questions, question by question.
    pub options: Vec<Answer>,
    /// How sentences are said in the language of the texts above.
    pub sentences: &'static dyn Sentences,
    /// Attributes whose weight the context of a request has raised, and the member of the request that did it,
    /// such as `team_knows=flask`. Empty unless [`crate::context::Context::apply`] made this knowledge.
    pub raised: Vec<(usize, String)>,
}

/// A framework with its ratings.
#[derive(Debug, Clone)]
pub struct Framework {
    /// What its file says, with what its companions add to capabilities and claims.
    pub record: Arc<format::Framework>,
    /// Its companions.
    pub companions: Arc<[format::Companion]>,
    /// One rating for each of [`Knowledge::attributes`].
    pub ratings: Vec<Arc<Rating>>,
    /// What reasons rest on, by criterion.
    pub evidence: Arc<[BothSides]>,
    /// The claim behind each rating that was verified longest ago, as an index of the claims.
    pub oldest: Vec<Option<usize>>,
}

/// What counts besides the answers: `context.toml`, with indices.
#[derive(Debug, Clone)]
pub struct Context {
    /// What the team knows.
    pub team_knows: ContextAttribute,
    /// How much effort a move takes.
    pub migrating_from: ContextAttribute,
    /// How near two frameworks are, by the index of the one and the index of the other.
    pub nearness: Vec<Vec<format::Nearness>>,
    /// How near two frameworks are that no pair names.
    pub unrelated: format::Nearness,
    /// The pairs behind it.
    pub related: Vec<format::Pair>,
    /// The fact with the versions of Python that a framework runs on.
    pub python_fact: String,
    /// The measure of the memory that a framework needs.
    pub memory_measure: String,
    /// What else an environment can demand.
    pub constraints: Vec<format::Constraint>,
}

/// A criterion that counts only if a request gives the context for it.
#[derive(Debug, Clone)]
pub struct ContextAttribute {
    /// Its id, name, and its weight once the context is given.
    pub attribute: Attribute,
    /// What it measures, and what 0 and 1 mean.
    pub definition: String,
    /// Why it has this weight.
    pub rationale: String,
    /// Why a framework with the rating 1 fits.
    pub because: String,
    /// What answers add to its weight.
    pub effects: Vec<(usize, Weight)>,
}

/// The evidence on one criterion for a reason in each direction; `None` where nothing fits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BothSides {
    /// What speaks for the framework.
    pub advantage: Option<Evidence>,
    /// What speaks against it.
    pub disadvantage: Option<Evidence>,
}

/// What a reason rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// One or two sentences.
    pub text: String,
    /// The part of the text that is English in every language, where the rest is not.
    pub quote: Option<String>,
    /// Id of the claim; empty for figures and capabilities.
    pub claims: Vec<String>,
    /// Ids of the sources; empty for figures of the lab.
    pub sources: Vec<String>,
}

/// Something that frameworks are rated on: a criterion, or a feature that may be asked for.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// `performance`, or `feature:orm`.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Weight before any answer is given.
    pub base_weight: Weight,
    /// For a feature: the capability that it asks for.
    pub capability: Option<String>,
}

/// One option of a question, with what it does to the weights.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Index of its question in [`Knowledge::questions`].
    pub question: usize,
    /// Index of the option in its question.
    pub option: usize,
    /// `project_type=rest_api`.
    pub label: String,
    /// What is added to the weight of which attribute.
    pub effects: Vec<(usize, Weight)>,
    /// For a feature: what is added to the weight of which attribute where it is rejected.
    pub unwanted: Vec<(usize, Weight)>,
    /// For a feature: its attribute.
    pub feature: Option<usize>,
    /// The share of askers who are expected to choose it.
    pub likelihood: UnitInterval,
}

/// How good a framework is on one attribute, and how sure that is.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// The rating.
    pub value: UnitInterval,
    /// Lower end of its uncertainty.
    pub low: UnitInterval,
    /// Upper end of its uncertainty.
    pub high: UnitInterval,
    /// Where it comes from.
    pub basis: Basis,
    /// Claims behind it, the key claims first.
    pub claims: Vec<String>,
}

/// Where a rating comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Basis {
    /// Computed from these inputs.
    Derived(Vec<Input>),
    /// Chosen against the rubric, for this reason.
    Editorial(String),
    /// Nothing is known: 0.5 in [0, 1].
    Unknown,
}

impl Answer {
    /// The weight that it adds to an attribute as the editors set it, where calibration has moved it.
    #[must_use]
    pub fn expert_weight(&self, knowledge: &Knowledge, attribute: usize) -> Option<f64> {
        let (_, choice) = knowledge.chosen(self);
        if self.feature == Some(attribute) {
            return choice.expert_weight;
        }
        choice.effect_on(&knowledge.attributes[attribute].id)?.expert_weight
    }
}

impl Knowledge {
    /// The framework with this id.
    #[must_use]
    pub fn framework(&self, id: &str) -> Option<&Framework> {
        self.frameworks.iter().find(|f| f.record.id == id)
    }

    /// The framework known under this id, another name, or the id of one of its companions.
    #[must_use]
    pub fn known_as(&self, name: &str) -> Option<&Framework> {
        self.framework(name).or_else(|| {
            self.frameworks.iter().find(|framework| {
                framework.record.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
                    || framework.companions.iter().any(|companion| companion.id == name)
            })
        })
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&format::Source> {
        let position = self.sources.binary_search_by(|source| source.id.as_str().cmp(id));
        position.ok().map(|index| &self.sources[index])
    }

    /// Index of the attribute with this id.
    #[must_use]
    pub fn attribute(&self, id: &str) -> Option<usize> {
        self.attributes.iter().position(|attribute| attribute.id == id)
    }

    /// Indices of the options of a question in [`Knowledge::options`].
    #[must_use]
    pub fn options_of(&self, question: usize) -> Range<usize> {
        let first = self.options.partition_point(|option| option.question < question);
        first..self.options.partition_point(|option| option.question <= question)
    }

    /// The question and the option behind an answer.
    #[must_use]
    pub fn chosen(&self, answer: &Answer) -> (&format::Question, &format::Choice) {
        let question = &self.questions[answer.question];
        (question, &question.options[answer.option])
    }
}
