//! A recommendation in full: the ranking with everything that led to it.

use framewise_model::knowledge::Knowledge;
use framewise_model::request::{Detail, Parsed, Refusal};
use framewise_model::sensitivity::acceptability::acceptability;
use framewise_model::sensitivity::flips::{self, flips};
use serde::Serialize;
use utoipa::ToSchema;

use super::analysis::Analysis;
use super::confidence::{self, FlipView, NextQuestionView, Robustness, TargetView};
use super::context::{MoveView, ScopeView, moving};
use super::exclusion::{Exclusion, Miss, exclusion, miss};
use super::names::{framework_id, question_id};
use super::oldest_claim::{OldestClaim, oldest_claim};
use super::ranking::{Ranked, ranking};
use super::understood::{self, ContradictionView, ReadingView, TextNote, UnderstoodView};

/// A recommendation with everything that led to it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Recommendation<'k> {
    /// Level of detail: `full`.
    #[schema(pattern = "^full$", max_length = 8)]
    pub detail: &'static str,
    /// Id of the framework that comes first; null if none has all required features.
    #[schema(max_length = 64)]
    pub recommended: Option<&'k str>,
    /// At most three sentences: the choice and its main reason, the closest alternative, and how sure the choice is.
    #[schema(max_length = 2000)]
    pub summary: String,
    /// Share of the draws in which the recommended framework comes first; null if there is none.
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: Option<f64>,
    /// Whether it is proved that no answer to the open questions changes the recommendation.
    pub settled: bool,
    /// The frameworks that took part, best first.
    #[schema(max_items = 64)]
    pub ranking: Vec<Ranked<'k>>,
    /// The frameworks that do not meet a demand: one entry for each demand that is not met.
    #[schema(max_items = 2000)]
    pub excluded: Vec<Exclusion<'k>>,
    /// If every framework is excluded: those that fail fewest demands, best score first; otherwise empty.
    #[schema(max_items = 3)]
    pub nearest_misses: Vec<Miss<'k>>,
    /// Whether the project needs a web framework at all.
    pub scope: ScopeView<'k>,
    /// Whether a move from `migrating_from` pays off; null without it.
    pub moving: Option<MoveView<'k>>,
    /// Robustness of the ranking.
    pub robustness: Robustness<'k>,
    /// The smallest sets of one or two changed answers after which another framework is recommended.
    #[schema(max_items = 5)]
    pub would_change_it: Vec<FlipView<'k>>,
    /// What would make the framework in `target` win; null without a target.
    pub target: Option<TargetView<'k>>,
    /// The question with the largest expected gain; null if none helps.
    pub next_question: Option<NextQuestionView<'k>>,
    /// The questions that were not answered.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub open_questions: Vec<&'k str>,
    /// The open questions that may still change the recommendation; the others are proved not to.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub can_change: Vec<&'k str>,
    /// The answers that were found in `text`.
    #[schema(max_items = 64)]
    pub understood: Vec<UnderstoodView<'k>>,
    /// The features that `text` rejects.
    #[schema(max_items = 64)]
    pub unwanted: Vec<UnderstoodView<'k>>,
    /// Where `text` contradicts itself.
    #[schema(max_items = 64)]
    pub contradictions: Vec<ContradictionView<'k>>,
    /// What `text` says that no question asks about, and whether it counts.
    #[schema(max_items = 64)]
    pub also_understood: Vec<ReadingView<'k>>,
    /// Why nothing was understood of `text`; empty otherwise.
    #[schema(max_items = 2)]
    pub text_notes: Vec<TextNote>,
    /// The claim behind the winner that was verified longest ago; null if no claim has weight.
    pub oldest_claim: Option<OldestClaim<'k>>,
    /// Version of the knowledge that decided.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
    /// Digest of the knowledge that decided; the same digest always gives the same recommendation.
    #[schema(max_length = 71)]
    pub knowledge_digest: &'k str,
    /// Whether the answers are stored now, anonymously and durably.
    pub stored: bool,
    /// Why they are not stored; null if they are stored.
    #[schema(max_length = 32)]
    pub not_stored_because: Option<&'static str>,
    /// Receipt to erase the stored answers (`POST /v1/receipts/erase`) and to report the chosen framework
    /// (`POST /v1/feedback`); null if they are not stored. The server does not store it.
    #[schema(max_length = 40, pattern = "^fwr_[a-z2-7]{36}$")]
    pub receipt: Option<String>,
    /// Link to this recommendation.
    pub links: Links,
}

/// Link to a recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Links {
    /// Address of the same request, to share.
    #[serde(rename = "self")]
    #[schema(max_length = 8000)]
    pub permalink: String,
}

/// Decides and explains a request in full, for any level of detail. Nothing is stored yet. `knowledge` is what the
/// context of the request gives (`parsed.context.apply`).
///
/// # Errors
/// [`Refusal`] if nothing would count.
pub fn recommend<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
) -> Result<Recommendation<'k>, Refusal> {
    let analysis = Analysis::new(knowledge, parsed)?;
    let Analysis { decision, frameworks, open, certificate, .. } = &analysis;
    let request = &parsed.request;
    let first = decision.ranking.first();
    let shares = if frameworks.is_empty() {
        Vec::new()
    } else {
        acceptability(knowledge, &decision.weights, frameworks, parsed.sampling).shares
    };
    let winning_share = shares.first().and_then(|shares| shares.first().copied());
    let ids = |questions: &[usize]| -> Vec<&'k str> {
        questions.iter().map(|question| question_id(knowledge, *question)).collect()
    };
    let field = analysis.field();
    let would_change_it = flips(knowledge, request, decision);
    Ok(Recommendation {
        detail: Detail::Full.as_str(),
        recommended: first.map(|place| framework_id(knowledge, place.framework)),
        summary: analysis.summary(&field, winning_share),
        confidence: winning_share,
        settled: certificate.settled,
        ranking: ranking(parsed, &field, shares),
        excluded: decision.excluded.iter().map(|found| exclusion(knowledge, found)).collect(),
        nearest_misses: decision
            .nearest_misses
            .iter()
            .map(|found| miss(knowledge, found))
            .collect(),
        scope: ScopeView::of(knowledge, parsed),
        moving: moving(knowledge, parsed, decision),
        robustness: confidence::robustness(knowledge, decision, parsed.sampling),
        would_change_it: would_change_it
            .iter()
            .map(|found| confidence::flip(knowledge, found))
            .collect(),
        target: parsed.target.map(|framework| {
            let target = flips::target(knowledge, request, decision, framework);
            confidence::target(knowledge, framework, &target)
        }),
        next_question: analysis.next_question(),
        open_questions: ids(open),
        can_change: ids(&certificate.can_change),
        understood: understood::understood(knowledge, parsed),
        unwanted: understood::unwanted(knowledge, parsed),
        contradictions: understood::contradictions(knowledge, parsed),
        also_understood: understood::readings(knowledge, parsed),
        text_notes: understood::notes(parsed),
        oldest_claim: first.and_then(|first| {
            oldest_claim(&knowledge.frameworks[first.framework], &decision.weights)
        }),
        knowledge_version: &knowledge.version,
        knowledge_digest: &knowledge.digest,
        stored: false,
        not_stored_because: None,
        receipt: None,
        links: Links { permalink: analysis.permalink() },
    })
}
