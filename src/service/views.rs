//! The things of the knowledge base, as callers read them.

use serde::Serialize;
use utoipa::ToSchema;

use super::beside::LabView;
use super::framework::FrameworkDetail;
use crate::knowledge::Knowledge;
use crate::knowledge::raw::{ClaimKind, FrameworkKind, Interface, SourceKind, Verdict};

/// A whole list; it is bounded by the knowledge base, so there are no pages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Collection<'k, T> {
    /// The things.
    #[schema(max_items = 10000)]
    pub items: Vec<T>,
    /// How many there are.
    #[schema(minimum = 0, maximum = 10000)]
    pub total: usize,
    /// Version of the knowledge that they are from.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

impl<'k, T> Collection<'k, T> {
    pub(super) fn new(knowledge: &'k Knowledge, items: Vec<T>) -> Self {
        Self { total: items.len(), items, knowledge_version: &knowledge.version }
    }
}

/// Which knowledge this is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KnowledgeInfo<'k> {
    /// Calendar version.
    #[schema(max_length = 32)]
    pub version: &'k str,
    /// SHA-256 over everything that the knowledge says.
    #[schema(max_length = 71)]
    pub digest: &'k str,
    /// Version of the file format.
    #[schema(minimum = 1, maximum = 1000)]
    pub schema_version: u32,
    /// Day of the release, `YYYY-MM-DD`.
    #[schema(max_length = 10)]
    pub released_on: String,
    /// Day on which the claim that was checked longest ago was checked.
    #[schema(max_length = 10)]
    pub oldest_verified_on: Option<&'k str>,
    /// How much there is of everything.
    pub counts: Counts,
}

/// How much there is of everything.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Counts {
    /// Frameworks.
    #[schema(minimum = 0, maximum = 10000)]
    pub frameworks: usize,
    /// Claims about them.
    #[schema(minimum = 0, maximum = 100_000)]
    pub claims: usize,
    /// Sources.
    #[schema(minimum = 0, maximum = 100_000)]
    pub sources: usize,
    /// Criteria.
    #[schema(minimum = 0, maximum = 10000)]
    pub criteria: usize,
    /// Capabilities.
    #[schema(minimum = 0, maximum = 10000)]
    pub capabilities: usize,
    /// Questions.
    #[schema(minimum = 0, maximum = 10000)]
    pub questions: usize,
}

/// A framework in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FrameworkSummary<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// What it is, in one sentence.
    #[schema(max_length = 500)]
    pub summary: &'k str,
    /// What sort of framework it is.
    pub kind: FrameworkKind,
    /// The server interfaces that it speaks.
    #[schema(max_items = 8)]
    pub interfaces: &'k [Interface],
}

/// A criterion.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CriterionView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// What is meant.
    #[schema(max_length = 2000)]
    pub definition: &'k str,
    /// Its weight before any answer is given.
    #[schema(minimum = 0, maximum = 10)]
    pub base_weight: f64,
    /// The same as the editors judged it; null where calibration on published advice has not moved it.
    #[schema(minimum = 0, maximum = 10)]
    pub judged: Option<f64>,
    /// Whether ratings on it are computed or chosen against the rubric.
    pub basis: RatingBasis,
    /// What points of the scale mean.
    #[schema(max_items = 5)]
    pub rubric: [RubricPoint<'k>; 5],
}

/// Where ratings come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RatingBasis {
    /// Computed by a formula from facts.
    Derived,
    /// Chosen against the rubric.
    Editorial,
    /// Nothing is known.
    Unknown,
}

/// What one point of a scale means.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RubricPoint<'k> {
    /// The rating.
    #[schema(minimum = 0, maximum = 1)]
    pub rating: f64,
    /// What it means.
    #[schema(max_length = 2000)]
    pub meaning: &'k str,
}

/// A question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuestionView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// The question.
    #[schema(max_length = 500)]
    pub text: &'k str,
    /// What to think of when answering.
    #[schema(max_length = 2000)]
    pub help: &'k str,
    /// Whether several options may be chosen.
    pub multiple: bool,
    /// The possible answers.
    #[schema(max_items = 64)]
    pub options: Vec<OptionView<'k>>,
}

/// An option of a question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OptionView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// The option.
    #[schema(max_length = 500)]
    pub text: &'k str,
    /// What choosing it means.
    #[schema(max_length = 2000)]
    pub help: &'k str,
    /// What choosing it adds to the weights.
    #[schema(max_items = 64)]
    pub effects: Vec<EffectView<'k>>,
}

/// What an answer adds to the weight of a criterion.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EffectView<'k> {
    /// Id of the criterion, or `feature:` and the id of a feature.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// What is added.
    #[schema(minimum = 0, maximum = 10)]
    pub weight: f64,
    /// The same as the editors judged it; null where calibration on published advice has not moved it.
    #[schema(minimum = 0, maximum = 10)]
    pub judged: Option<f64>,
    /// Why; null where a feature asks for itself.
    #[schema(max_length = 2000)]
    pub rationale: Option<&'k str>,
    /// Id of a source for the reason, if there is one.
    #[schema(max_length = 100)]
    pub source: Option<&'k str>,
}

/// A capability.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CapabilityView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// What has to be there for it to count as supported.
    #[schema(max_length = 2000)]
    pub definition: &'k str,
}

/// A source.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceView<'k> {
    /// Its id.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// Its title.
    #[schema(max_length = 500)]
    pub title: &'k str,
    /// Who answers for it.
    #[schema(max_length = 200)]
    pub publisher: &'k str,
    /// What sort of source it is.
    pub kind: SourceKind,
    /// Where it can be read: an address, or a package URL.
    #[schema(max_length = 2000)]
    pub url: &'k str,
    /// Day it was published, if known.
    #[schema(max_length = 10)]
    pub published: Option<&'k str>,
    /// Day it was read.
    #[schema(max_length = 10)]
    pub accessed: &'k str,
    /// What a reader should know about it.
    #[schema(max_length = 2000)]
    pub note: Option<&'k str>,
}

/// A source with the claims that lean on it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceDetail<'k> {
    /// The source.
    #[serde(flatten)]
    pub source: SourceView<'k>,
    /// Claims that it makes.
    #[schema(max_items = 10000)]
    pub supports: Vec<CitingClaim<'k>>,
    /// Claims that it contradicts or limits.
    #[schema(max_items = 10000)]
    pub contradicts: Vec<CitingClaim<'k>>,
    /// Version of the knowledge.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

/// A claim that cites a source.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CitingClaim<'k> {
    /// Id of the claim.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// Id of the framework.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// What sort of claim it is.
    pub kind: ClaimKind,
    /// The claim.
    #[schema(max_length = 2000)]
    pub text: &'k str,
    /// What checking it came to.
    pub verdict: Verdict,
}

/// Everything in one answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FullKnowledge<'k> {
    /// Which knowledge this is.
    pub knowledge: KnowledgeInfo<'k>,
    /// All criteria.
    #[schema(max_items = 10000)]
    pub criteria: Vec<CriterionView<'k>>,
    /// All capabilities.
    #[schema(max_items = 10000)]
    pub capabilities: Vec<CapabilityView<'k>>,
    /// All questions.
    #[schema(max_items = 10000)]
    pub questions: Vec<QuestionView<'k>>,
    /// How the lab measured; its figures stand with the frameworks.
    pub lab: LabView<'k>,
    /// All frameworks.
    #[schema(max_items = 10000)]
    pub frameworks: Vec<FrameworkDetail<'k>>,
    /// All sources.
    #[schema(max_items = 10000)]
    pub sources: Vec<SourceView<'k>>,
}
