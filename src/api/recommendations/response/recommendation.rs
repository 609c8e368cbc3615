//! A recommendation: one type for all levels of detail, so that clients have one. What a level does not show is
//! left out.

use framewise_model::decision::reasons::Comparison;
use framewise_model::request::Detail;
use framewise_model::sensitivity::flips;
use serde::Serialize;
use utoipa::ToSchema;

use super::analysis::Analysis;
use super::changes::{self, FlipView, TargetView};
use super::exclusion::{Exclusion, Miss, miss};
use super::migration::{MoveView, moving};
use super::names::framework_id;
use super::next_question::NextQuestionView;
use super::oldest_claim::OldestClaim;
use super::ranking::Ranked;
use super::robustness::Robustness;
use super::scope::ScopeView;
use super::understood::{self, ContradictionView, ReadingView, TextNote, UnderstoodView};
use crate::api::enum_schemas;
use crate::api::recommendations::storage_outcome::CohortCounting;

/// A recommendation. The members that `brief` has are always sent; the others depend on the level of detail.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Recommendation<'k> {
    /// Level of detail of this response.
    #[schema(value_type = enum_schemas::Detail)]
    pub detail: Detail,
    /// Id of the framework that comes first; null if none meets all demands.
    #[schema(max_length = 64)]
    pub recommended: Option<&'k str>,
    /// From `standard` on. At most three sentences: the choice and its main reason, the closest alternative, and how
    /// sure the choice is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 2000)]
    pub summary: Option<String>,
    /// Share of the draws in which the recommended framework comes first; null if there is none.
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: Option<f64>,
    /// Whether it is proved that no answer to the open questions changes the recommendation.
    pub settled: bool,
    /// Whether the project needs a web framework at all.
    pub scope: ScopeView<'k>,
    /// The frameworks that took part, best first; at most `limit`. `standard` explains the first three, `full` all.
    #[schema(max_items = 255)]
    pub ranking: Vec<Ranked<'k>>,
    /// From `standard` on: the frameworks that do not meet a demand. `full` has one entry for each demand that is not
    /// met, `standard` one for each framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 20_000)]
    pub excluded: Option<Vec<Exclusion<'k>>>,
    /// From `standard` on. If every framework is excluded: those that fail fewest demands, best score first;
    /// otherwise empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 3)]
    pub nearest_misses: Option<Vec<Miss<'k>>>,
    /// From `standard` on, for a request with `migrating_from`: whether a move pays off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub moving: Option<MoveView<'k>>,
    /// `full` only: robustness of the ranking.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub robustness: Option<Robustness<'k>>,
    /// From `standard` on: the smallest sets of one or two changed answers after which another framework is
    /// recommended. `standard` has up to three, `full` up to five.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 5)]
    pub would_change_it: Option<Vec<FlipView<'k>>>,
    /// From `standard` on, for a request with `target`: what would make this framework win.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub target: Option<TargetView<'k>>,
    /// From `standard` on: the question with the largest expected gain; left out if none helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next_question: Option<NextQuestionView<'k>>,
    /// `full` only: the questions that were not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 255, value_type = Option<Vec<String>>)]
    pub open_questions: Option<Vec<&'k str>>,
    /// `full` only: the open questions that may still change the recommendation; the others are proved not to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 255, value_type = Option<Vec<String>>)]
    pub can_change: Option<Vec<&'k str>>,
    /// From `standard` on, for a request with `text`: the answers that were found in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 1000)]
    pub understood: Option<Vec<UnderstoodView<'k>>>,
    /// From `standard` on, for a request with `text`: the features that it rejects.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 1000)]
    pub unwanted: Option<Vec<UnderstoodView<'k>>>,
    /// From `standard` on, for a request with `text`: where it contradicts itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 255)]
    pub contradictions: Option<Vec<ContradictionView<'k>>>,
    /// From `standard` on, for a request with `text`: what it says that no question asks about, and whether it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 1000)]
    pub also_understood: Option<Vec<ReadingView<'k>>>,
    /// From `standard` on, for a request with `text`: why nothing was understood of it; empty otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 2)]
    pub text_notes: Option<Vec<TextNote>>,
    /// `full` only: the claim behind the winner that was verified longest ago; left out if no claim has weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub oldest_claim: Option<OldestClaim<'k>>,
    /// Version of the knowledge that decided.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
    /// From `standard` on: digest of the knowledge that decided. The same digest always gives the same recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 71)]
    pub knowledge_digest: Option<&'k str>,
    /// Whether the answers are stored now, anonymously and durably.
    pub stored: bool,
    /// Why they are not stored; null if they are stored.
    #[schema(max_length = 32)]
    pub not_stored_because: Option<&'static str>,
    /// Receipt to erase the stored answers (`POST /v1/receipts/erase`) and to report the chosen framework
    /// (`POST /v1/feedback`); null if they are not stored. The server does not store it.
    #[schema(min_length = 40, max_length = 40)]
    pub receipt: Option<String>,
    /// For a request with `cohort`: whether the answers count for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub cohort: Option<CohortCounting>,
    /// Links to this recommendation.
    pub links: Links,
}

/// Links to a recommendation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Links {
    /// From `standard` on: the address of the same request, to share.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 8000)]
    pub permalink: Option<String>,
    /// The address of this recommendation as a page for people; null in a `brief` response that would become too
    /// long.
    #[schema(max_length = 8000)]
    pub page: Option<String>,
}

impl<'k> Recommendation<'k> {
    /// The members that every level has. Nothing is stored yet, and there are no links.
    pub(super) fn new(
        analysis: &Analysis<'k, '_>,
        confidence: Option<f64>,
        ranking: Vec<Ranked<'k>>,
    ) -> Self {
        let Analysis { knowledge, parsed, decision, settled, .. } = analysis;
        let first = decision.ranking.first();
        Self {
            detail: parsed.detail,
            recommended: first.map(|place| framework_id(knowledge, place.framework)),
            summary: None,
            confidence,
            settled: *settled,
            scope: ScopeView::of(knowledge, parsed),
            ranking,
            excluded: None,
            nearest_misses: None,
            moving: None,
            robustness: None,
            would_change_it: None,
            target: None,
            next_question: None,
            open_questions: None,
            can_change: None,
            understood: None,
            unwanted: None,
            contradictions: None,
            also_understood: None,
            text_notes: None,
            oldest_claim: None,
            knowledge_version: &knowledge.version,
            knowledge_digest: None,
            stored: false,
            not_stored_because: None,
            receipt: None,
            cohort: None,
            links: Links::default(),
        }
    }
    /// The same with the members that `standard` and `full` have in common.
    pub(super) fn explained(
        self,
        analysis: &Analysis<'k, '_>,
        comparison: &Comparison<'k, '_>,
    ) -> Self {
        let Analysis { knowledge, parsed, decision, .. } = analysis;
        let text = parsed.understood.as_ref();
        let misses = decision.nearest_misses.iter().map(|found| miss(knowledge, found));
        Self {
            summary: Some(analysis.summary(comparison, self.confidence)),
            nearest_misses: Some(misses.collect()),
            moving: moving(knowledge, parsed, decision),
            target: parsed.target.map(|framework| {
                let target = flips::target(knowledge, &parsed.request, decision, framework);
                changes::target(knowledge, framework, &target)
            }),
            next_question: analysis.next_question(&[]),
            understood: text.map(|_| understood::understood(knowledge, parsed)),
            unwanted: text.map(|_| understood::unwanted(knowledge, parsed)),
            contradictions: text.map(|_| understood::contradictions(knowledge, parsed)),
            also_understood: text.map(|_| understood::readings(knowledge, parsed)),
            text_notes: text.map(|_| understood::notes(knowledge, parsed)),
            knowledge_digest: Some(&knowledge.digest),
            links: Links { permalink: Some(analysis.permalink()), page: Some(analysis.page()) },
            ..self
        }
    }
}
