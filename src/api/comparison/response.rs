//! The response of `GET /v1/comparison`.

use std::collections::BTreeMap;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::ClaimKind;
use framewise_model::knowledge::model::Framework;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::frameworks::claims::{ClaimView, claim};
use crate::api::frameworks::detail::{RatingView, SupportView, rating, support};
use crate::api::frameworks::facts::{FactView, fact};
use crate::api::frameworks::links::{FrameworkLinks, links};
use crate::config::PublicUrl;

/// The least number of frameworks in a comparison.
pub const MIN_FRAMEWORKS: usize = 1;
/// The largest number of frameworks in a comparison.
pub const MAX_FRAMEWORKS: usize = 8;

/// Several frameworks side by side; maps are by framework id.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Comparison<'k> {
    /// The frameworks.
    #[schema(max_items = 8)]
    pub frameworks: Vec<Compared<'k>>,
    /// Fact by fact.
    #[schema(max_items = 100)]
    pub facts: Vec<Row<'k, FactView<'k>>>,
    /// Capability by capability.
    #[schema(max_items = 100)]
    pub capabilities: Vec<Row<'k, SupportView<'k>>>,
    /// Criterion by criterion.
    #[schema(max_items = 100)]
    pub criteria: Vec<Row<'k, RatingView<'k>>>,
    /// What speaks for each.
    pub advantages: BTreeMap<&'k str, Vec<ClaimView<'k>>>,
    /// What speaks against each.
    pub disadvantages: BTreeMap<&'k str, Vec<ClaimView<'k>>>,
    /// When to use each.
    pub use_when: BTreeMap<&'k str, Vec<ClaimView<'k>>>,
    /// When not to use each.
    pub avoid_when: BTreeMap<&'k str, Vec<ClaimView<'k>>>,
    /// Version of the knowledge.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

/// A framework of a comparison.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Compared<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Description in one sentence.
    #[schema(max_length = 500)]
    pub summary: &'k str,
    /// Its links.
    pub links: FrameworkLinks<'k>,
}

/// A fact, capability or criterion across the compared frameworks; those without a record are left out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Row<'k, T> {
    /// Id of the fact, capability or criterion.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// By framework id.
    pub frameworks: BTreeMap<&'k str, T>,
}

/// Compares frameworks, in the order given.
#[must_use]
pub fn compare<'k>(
    knowledge: &'k Knowledge,
    frameworks: &[&'k Framework],
    public_url: &PublicUrl,
) -> Comparison<'k> {
    let claims = |kind: ClaimKind| -> BTreeMap<&'k str, Vec<ClaimView<'k>>> {
        frameworks
            .iter()
            .map(|found| {
                let claims = found.record.claims.iter().filter(|claim| claim.kind == kind);
                (found.record.id.as_str(), claims.map(claim).collect())
            })
            .collect()
    };
    Comparison {
        frameworks: frameworks
            .iter()
            .map(|found| Compared {
                id: &found.record.id,
                name: &found.record.name,
                summary: &found.record.summary,
                links: links(&found.record, public_url),
            })
            .collect(),
        facts: knowledge
            .facts
            .iter()
            .map(|kind| {
                row(&kind.id, &kind.name, frameworks, |found| fact(&found.record.facts, kind))
            })
            .collect(),
        capabilities: knowledge
            .capabilities
            .iter()
            .map(|capability| {
                row(&capability.id, &capability.name, frameworks, |found| {
                    support(&found.record, capability)
                })
            })
            .collect(),
        criteria: knowledge
            .attributes
            .iter()
            .enumerate()
            .map(|(index, attribute)| {
                row(&attribute.id, &attribute.name, frameworks, |found| {
                    Some(rating(attribute, &found.ratings[index]))
                })
            })
            .collect(),
        advantages: claims(ClaimKind::Advantage),
        disadvantages: claims(ClaimKind::Disadvantage),
        use_when: claims(ClaimKind::UseWhen),
        avoid_when: claims(ClaimKind::AvoidWhen),
        knowledge_version: &knowledge.version,
    }
}

fn row<'k, T>(
    id: &'k str,
    name: &'k str,
    frameworks: &[&'k Framework],
    cell: impl Fn(&'k Framework) -> Option<T>,
) -> Row<'k, T> {
    let cells =
        frameworks.iter().filter_map(|found| Some((found.record.id.as_str(), cell(found)?)));
    Row { id, name, frameworks: cells.collect() }
}
