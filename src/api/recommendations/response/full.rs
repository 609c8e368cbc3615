//! A recommendation in full: everything from which its scores can be recomputed. The model computes contributions and
//! gaps (`framewise_model::decision::contributions`).

use framewise_model::sensitivity::acceptability::acceptability;
use framewise_model::sensitivity::flips::flips;

use super::analysis::Analysis;
use super::changes;
use super::exclusion::Exclusion;
use super::names::question_id;
use super::oldest_claim::oldest_claim;
use super::ranking;
use super::recommendation::Recommendation;
use super::robustness::robustness;

/// A decision in full.
pub(super) fn full<'k>(analysis: &Analysis<'k, '_>) -> Recommendation<'k> {
    let Analysis { knowledge, parsed, decision, frameworks, can_change, .. } = analysis;
    let shares = if frameworks.is_empty() {
        Vec::new()
    } else {
        acceptability(knowledge, &decision.weights, frameworks, parsed.sampling).shares
    };
    let winning_share = shares.first().and_then(|shares| shares.first().copied());
    let ids = |questions: &[usize]| -> Vec<&'k str> {
        questions.iter().map(|question| question_id(knowledge, *question)).collect()
    };
    let comparison = analysis.comparison();
    let ranking = ranking::full(parsed, &comparison, shares);
    let found = flips(knowledge, &parsed.request, decision);
    let first = decision.ranking.first();
    Recommendation {
        excluded: Some(
            decision.excluded.iter().map(|found| Exclusion::full(knowledge, found)).collect(),
        ),
        robustness: Some(robustness(knowledge, decision, parsed.sampling)),
        would_change_it: Some(found.iter().map(|flip| changes::flip(knowledge, flip)).collect()),
        open_questions: Some(ids(&analysis.open_questions())),
        can_change: Some(ids(can_change)),
        oldest_claim: first.and_then(|first| {
            oldest_claim(&knowledge.frameworks[first.framework], &decision.weights)
        }),
        ..Recommendation::new(analysis, winning_share, ranking).explained(analysis, &comparison)
    }
}
