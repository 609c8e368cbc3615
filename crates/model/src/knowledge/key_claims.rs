//! Which of the claims behind a rating are shown: the key claims, and the oldest.
//!
//! The key claims among those that still hold: what the rating cites before anything else, undisputed before contested,
//! the strongest evidence first.

use super::format::{Claim, ClaimKind, Criterion, Verdict};
use super::model::{KeyClaims, Rating};

/// The cited claim that was verified longest ago, as an index of the claims of the framework.
pub(super) fn oldest(claims: &[Claim], rating: &Rating) -> Option<usize> {
    let cited = claims.iter().enumerate().filter(|(_, claim)| rating.claims.contains(&claim.id));
    cited.min_by_key(|(_, claim)| (&claim.verified_on, &claim.id)).map(|(index, _)| index)
}

/// The key claims by criterion; `ratings` begin with those of the criteria.
pub(super) fn key_claims(
    claims: &[Claim],
    criteria: &[Criterion],
    ratings: &[Rating],
) -> Vec<KeyClaims> {
    let criteria = criteria.iter().zip(ratings);
    criteria
        .map(|(criterion, rating)| {
            let best = |kinds: &[ClaimKind]| {
                let candidates = claims.iter().enumerate().filter(|(_, claim)| {
                    claim.criterion.as_ref() == Some(&criterion.id)
                        && claim.ambiguous.is_none()
                        && matches!(claim.verdict, Verdict::Supported | Verdict::Contested)
                        && kinds.contains(&claim.kind)
                });
                let best = candidates.min_by_key(|(_, claim)| {
                    let position = rating.claims.iter().position(|id| *id == claim.id);
                    (position.is_none(), claim.verdict, claim.grade, position, claim.kind)
                });
                best.map(|(index, _)| index)
            };
            KeyClaims {
                advantage: best(&[ClaimKind::Advantage, ClaimKind::Feature]),
                disadvantage: best(&[ClaimKind::Disadvantage]),
            }
        })
        .collect()
}
