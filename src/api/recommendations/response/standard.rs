//! A recommendation in less than 8 KB: the first three frameworks with their reasons, the others with their largest
//! gap (`ranking`), and what would change it. What it has in common with the full one is in
//! [`Recommendation::explained`].

use framewise_model::decision::reasons::Comparison;
use framewise_model::sensitivity::acceptability::winning_shares;
use framewise_model::sensitivity::flips::flips;

use super::analysis::Analysis;
use super::changes::{self, FlipView};
use super::environment_limits::limits;
use super::exclusion::Exclusion;
use super::ranking::{Ranked, cautions, shown, strengths};
use super::reasons::Reason;
use super::recommendation::Recommendation;
use super::rounding::rounded;
use super::size::{RECEIPT, size};

/// The most bytes of a response about sixteen frameworks.
const MAX_BYTES: usize = 8_000;
/// The number of frameworks that are explained.
const EXPLAINED: usize = 3;
/// The most sets of changed answers.
const MAX_FLIPS: usize = 3;

/// A decision with the reasons for the first three frameworks.
pub(super) fn standard<'k>(analysis: &Analysis<'k, '_>) -> Recommendation<'k> {
    let Analysis { knowledge, parsed, decision, frameworks, .. } = analysis;
    let shares = winning_shares(knowledge, &decision.weights, frameworks, parsed.sampling);
    let confidence = shares.first().map(|share| rounded(*share, 4));
    let places = shown(parsed, decision).zip(shares);
    let mut ranking: Vec<Ranked<'k>> =
        places.map(|(place, share)| Ranked::standard(knowledge, decision, place, share)).collect();
    for (ranked, place) in ranking.iter_mut().zip(&decision.ranking).take(EXPLAINED) {
        ranked.strengths = Some(Vec::new());
        ranked.cautions = Some(Vec::new());
        ranked.limits = Some(limits(knowledge, parsed, place.framework));
    }
    let comparison = analysis.comparison();
    let mut excluded: Vec<Exclusion<'k>> =
        decision.excluded.iter().map(|found| Exclusion::brief(knowledge, found)).collect();
    excluded.dedup_by_key(|exclusion| exclusion.framework);
    let found = flips(knowledge, &parsed.request, decision).into_iter().take(MAX_FLIPS);
    let would_change_it = found.map(|flip| {
        let flip = changes::flip(knowledge, &flip);
        FlipView { margin: rounded(flip.margin, 4), ..flip }
    });
    let mut response = Recommendation {
        excluded: Some(excluded),
        would_change_it: Some(would_change_it.collect()),
        ..Recommendation::new(analysis, confidence, ranking).explained(analysis, &comparison)
    };
    if let Some(next) = &mut response.next_question {
        next.expected_gain = rounded(next.expected_gain, 4);
    }
    let room = MAX_BYTES.saturating_sub(size(&response) + RECEIPT);
    explain(&mut response.ranking, &comparison, room);
    response
}

/// Adds the most important reason for and against each framework that is explained, then the second ones, and so on,
/// as far as they fit.
fn explain<'k>(ranking: &mut [Ranked<'k>], comparison: &Comparison<'k, '_>, mut room: usize) {
    let places = comparison.decision().ranking.iter().take(EXPLAINED).enumerate();
    let mut reasons: Vec<((usize, usize), Side, Reason<'k>)> = places
        .flat_map(|(index, place)| {
            let of = |side, reasons: Vec<Reason<'k>>| {
                let reasons = reasons.into_iter().enumerate();
                reasons.map(move |(number, reason)| ((number, index), side, reason))
            };
            let strengths = of(Side::Strength, strengths(comparison, place.framework));
            strengths.chain(of(Side::Caution, cautions(comparison, place.framework)))
        })
        .collect();
    reasons.sort_by_key(|((number, index), side, _)| (*number, *side, *index));
    for ((_, index), side, reason) in reasons {
        let Some(ranked) = ranking.get_mut(index) else { continue };
        let list = match side {
            Side::Strength => &mut ranked.strengths,
            Side::Caution => &mut ranked.cautions,
        };
        if let (Some(list), Some(left)) = (list, room.checked_sub(size(&reason) + 1)) {
            room = left;
            list.push(reason);
        }
    }
}

/// Whether a reason speaks for or against a framework.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Strength,
    Caution,
}
