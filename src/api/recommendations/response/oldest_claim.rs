//! The age of the evidence behind a recommendation.

use framewise_model::decision::Weights;
use framewise_model::knowledge::model::Framework;
use serde::Serialize;
use utoipa::ToSchema;

/// The claim behind a recommendation that was verified longest ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct OldestClaim<'k> {
    /// Its id.
    #[schema(max_length = 100)]
    pub claim: &'k str,
    /// Day on which it was last compared with its sources.
    #[schema(format = Date, max_length = 10)]
    pub verified_on: &'k str,
}

/// The oldest claim behind the ratings of a framework that have weight.
#[must_use]
pub fn oldest_claim<'k>(framework: &'k Framework, weights: &Weights) -> Option<OldestClaim<'k>> {
    let counting = framework.oldest.iter().enumerate().filter(|(at, _)| weights.get(*at) > 0.0);
    counting
        .filter_map(|(_, oldest)| framework.record.claims.get((*oldest)?))
        .map(|claim| OldestClaim { claim: &claim.id, verified_on: &claim.verified_on })
        .min_by_key(|oldest| (oldest.verified_on, oldest.claim))
}
