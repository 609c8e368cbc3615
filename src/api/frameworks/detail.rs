//! One framework in full.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::derive::formulas::WEIGHTED_MEAN;
use framewise_model::knowledge::format::{self, FrameworkKind, Interface, Support};
use framewise_model::knowledge::model::{Attribute, Basis, Framework, Rating};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::criteria::RatingBasis;
use crate::api::enum_schemas;
use crate::api::frameworks::claims::{ClaimView, claim};
use crate::api::frameworks::companions::{CompanionView, companions};
use crate::api::frameworks::facts::{FactView, fact};
use crate::api::frameworks::links::{FrameworkLinks, links};
use crate::api::measurements::{MeasuredView, measured};
use crate::config::PublicUrl;

/// A framework with facts, capabilities, ratings and claims.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FrameworkDetail<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Description in one sentence.
    #[schema(max_length = 500)]
    pub summary: &'k str,
    /// Kind of framework.
    #[schema(value_type = enum_schemas::FrameworkKind)]
    pub kind: FrameworkKind,
    /// The server interfaces that it supports.
    #[schema(max_items = 8, value_type = Vec<enum_schemas::Interface>)]
    pub interfaces: &'k [Interface],
    /// Other names and predecessors.
    #[schema(max_items = 16, value_type = Vec<String>)]
    pub aliases: &'k [String],
    /// Its links.
    pub links: FrameworkLinks<'k>,
    /// Packages that are commonly installed with it; the capabilities below include theirs.
    #[schema(max_items = 16)]
    pub companions: Vec<CompanionView<'k>>,
    /// Facts.
    #[schema(max_items = 100)]
    pub facts: Vec<FactView<'k>>,
    /// Measurements of the lab; null if there are none.
    pub measurements: Option<MeasuredView<'k>>,
    /// Support of each capability.
    #[schema(max_items = 100)]
    pub capabilities: Vec<SupportView<'k>>,
    /// Rating on each criterion and feature.
    #[schema(max_items = 100)]
    pub ratings: Vec<RatingView<'k>>,
    /// Claims about it.
    #[schema(max_items = 1000)]
    pub claims: Vec<ClaimView<'k>>,
    /// Version of the knowledge.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

/// How a framework supports a capability.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SupportView<'k> {
    /// Id of the capability.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Who provides it.
    #[schema(value_type = enum_schemas::Support)]
    pub support: Support,
    /// Whether only building blocks or a reduced form exist.
    pub partial: bool,
    /// The module, extension or package.
    #[schema(max_length = 200)]
    pub via: Option<&'k str>,
    /// The companion that provides it; null where no companion is needed.
    #[schema(max_length = 64)]
    pub companion: Option<&'k str>,
    /// Id of the source.
    #[schema(max_length = 100)]
    pub source: &'k str,
    /// A remark.
    #[schema(max_length = 2000)]
    pub note: &'k str,
}

/// The rating of a framework on a criterion or feature, with its uncertainty.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RatingView<'k> {
    /// Id of the criterion, or `feature:` and the id of a feature.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// The rating.
    #[schema(minimum = 0, maximum = 1)]
    pub value: f64,
    /// Lower end of its uncertainty.
    #[schema(minimum = 0, maximum = 1)]
    pub low: f64,
    /// Upper end of its uncertainty.
    #[schema(minimum = 0, maximum = 1)]
    pub high: f64,
    /// Its origin.
    pub basis: RatingBasis,
    /// Of a derived rating: the formula.
    #[schema(max_length = 64)]
    pub formula: Option<&'static str>,
    /// Of a derived rating: the inputs of the formula.
    #[schema(max_items = 64)]
    pub inputs: Vec<InputView<'k>>,
    /// Of an editorial rating: the reason for this point of the rubric.
    #[schema(max_length = 2000)]
    pub rationale: Option<&'k str>,
    /// Ids of the claims behind it.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub claims: Vec<&'k str>,
}

/// An input of a formula.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InputView<'k> {
    /// Id of the capability, fact or measure.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// The formula that converts the finding to a value; `docs/ratings.md` explains each.
    #[schema(max_length = 64)]
    pub formula: &'static str,
    /// The finding.
    #[schema(max_length = 200)]
    pub found: &'k str,
    /// Its value.
    #[schema(minimum = 0, maximum = 1)]
    pub value: f64,
    /// Lower end of its uncertainty.
    #[schema(minimum = 0, maximum = 1)]
    pub low: f64,
    /// Upper end of its uncertainty.
    #[schema(minimum = 0, maximum = 1)]
    pub high: f64,
    /// Its share in the mean.
    #[schema(minimum = 0, maximum = 1)]
    pub share: f64,
}

/// A framework in full.
#[must_use]
pub fn detail<'k>(
    knowledge: &'k Knowledge,
    framework: &'k Framework,
    public_url: &PublicUrl,
) -> FrameworkDetail<'k> {
    let record = &framework.record;
    FrameworkDetail {
        id: &record.id,
        name: &record.name,
        summary: &record.summary,
        kind: record.kind,
        interfaces: &record.interfaces,
        aliases: &record.aliases,
        links: links(record, public_url),
        companions: companions(knowledge, framework),
        facts: knowledge.facts.iter().filter_map(|kind| fact(&record.facts, kind)).collect(),
        measurements: measured(&knowledge.measurements, &record.id),
        capabilities: knowledge
            .capabilities
            .iter()
            .filter_map(|capability| support(record, capability))
            .collect(),
        ratings: knowledge
            .attributes
            .iter()
            .zip(&framework.ratings)
            .map(|(attribute, found)| rating(attribute, found))
            .collect(),
        claims: record.claims.iter().map(claim).collect(),
        knowledge_version: &knowledge.version,
    }
}

/// How a framework supports one capability; `None` if that is not recorded.
#[must_use]
pub fn support<'k>(
    record: &'k format::Framework,
    capability: &'k format::Capability,
) -> Option<SupportView<'k>> {
    let support = record.capabilities.get(&capability.id)?;
    Some(SupportView {
        id: &capability.id,
        name: &capability.name,
        support: support.support,
        partial: support.partial,
        via: support.via.as_deref(),
        companion: support.companion.as_deref(),
        source: &support.source,
        note: &support.note,
    })
}

/// A rating as a view.
pub fn rating<'k>(attribute: &'k Attribute, rating: &'k Rating) -> RatingView<'k> {
    let (basis, formula, inputs, rationale) = match &rating.basis {
        Basis::Derived(inputs) => {
            (RatingBasis::Derived, Some(WEIGHTED_MEAN.name), inputs.as_slice(), None)
        }
        Basis::Editorial(why) => (RatingBasis::Editorial, None, &[][..], Some(why.as_str())),
        Basis::Unknown => (RatingBasis::Unknown, None, &[][..], None),
    };
    RatingView {
        criterion: &attribute.id,
        value: rating.value.get(),
        low: rating.low.get(),
        high: rating.high.get(),
        basis,
        formula,
        inputs: inputs
            .iter()
            .map(|input| InputView {
                id: &input.id,
                formula: input.formula,
                found: &input.found,
                value: input.value.get(),
                low: input.low.get(),
                high: input.high.get(),
                share: input.share,
            })
            .collect(),
        rationale,
        claims: rating.claims.iter().map(String::as_str).collect(),
    }
}
