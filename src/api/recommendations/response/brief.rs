//! A recommendation in at most 1.5 KB, which is 430 tokens of a language model. `Reason::brief` in `reasons` limits the
//! sources.

use framewise_model::sensitivity::acceptability::winning_shares;

use super::analysis::Analysis;
use super::ranking::{Ranked, shown};
use super::reasons::Reason;
use super::recommendation::Recommendation;
use super::rounding::rounded;
use super::size::{RECEIPT, size};

/// The most bytes of a response about sixteen frameworks.
const MAX_BYTES: usize = 1_500;
/// The number of reasons for the first framework.
const REASONS: usize = 2;

/// A decision in brief; only what it shows is computed. Reasons and link are added as far as they fit.
pub(super) fn brief<'k>(analysis: &Analysis<'k, '_>) -> Recommendation<'k> {
    let Analysis { knowledge, parsed, decision, frameworks, .. } = analysis;
    let shares = winning_shares(knowledge, &decision.weights, frameworks, parsed.sampling);
    let confidence = shares.first().map(|share| rounded(*share, 4));
    let ranking = shown(parsed, decision).map(|place| Ranked::brief(knowledge, place)).collect();
    let mut response = Recommendation::new(analysis, confidence, ranking);
    response.scope.evidence = None;
    if let Some(first) = response.ranking.first_mut() {
        first.strengths = Some(Vec::new());
    }
    let mut room = MAX_BYTES.saturating_sub(size(&response) + RECEIPT);
    if let (Some(place), Some(first)) = (decision.ranking.first(), response.ranking.first_mut()) {
        let mut reasons = analysis.comparison().strengths(place.framework);
        // Those with a source come first; figures that framewise measured have none.
        reasons.sort_by_key(|reason| reason.sources.is_empty());
        let reasons = reasons.into_iter().map(|reason| Reason::brief(knowledge, reason));
        let fitting = reasons.filter(|reason| take(&mut room, size(reason) + 1)).take(REASONS);
        first.strengths = Some(fitting.collect());
    }
    let page = analysis.page();
    response.links.page = take(&mut room, page.len()).then_some(page);
    response
}

/// Takes bytes out of the room that is left; false if they do not fit.
fn take(room: &mut usize, bytes: usize) -> bool {
    let left = room.checked_sub(bytes);
    *room = left.unwrap_or(*room);
    left.is_some()
}
