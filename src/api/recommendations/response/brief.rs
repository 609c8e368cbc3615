//! A recommendation in less than 4 KiB: the ranking with one sentence for each framework.

use framewise_model::decision::Place;
use framewise_model::decision::reasons::Field;
use framewise_model::decision::summary;
use framewise_model::request::Detail;
use framewise_model::sensitivity::acceptability::winning_shares;
use serde::Serialize;
use utoipa::ToSchema;

use super::analysis::Analysis;
use super::confidence::NextQuestionView;
use super::context::ScopeView;
use super::names::{framework_id, framework_name};

/// A longer link is left out, so that the response stays short.
const MAX_LINK_BYTES: usize = 1_000;
/// Scores are rounded to four digits after the point, which take a third of the bytes.
const SCORE_STEPS: f64 = 1e4;

/// A recommendation in brief.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BriefRecommendation<'k> {
    /// Level of detail: `brief`.
    #[schema(pattern = "^brief$", max_length = 8)]
    pub detail: &'static str,
    /// Id of the framework that comes first; null if none has all required features.
    #[schema(max_length = 64)]
    pub recommended: Option<&'k str>,
    /// At most three sentences: the choice and its main reason, the closest alternative, and how sure the choice is.
    #[schema(max_length = 1000)]
    pub summary: String,
    /// Share of the draws in which the recommended framework comes first; null if there is none.
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: Option<f64>,
    /// Whether it is proved that no answer to the open questions changes the recommendation.
    pub settled: bool,
    /// Whether the project needs a web framework at all.
    pub scope: ScopeView<'k>,
    /// The frameworks that took part, best first.
    #[schema(max_items = 64)]
    pub ranking: Vec<BriefPlace<'k>>,
    /// The question with the largest expected gain; null if none helps.
    pub next_question: Option<NextQuestionView<'k>>,
    /// Version of the knowledge that decided.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
    /// Digest of the knowledge that decided.
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
    pub links: BriefLinks,
}

/// A framework in its place, in brief.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BriefPlace<'k> {
    /// 1 for the best; tied frameworks share a rank.
    #[schema(format = Int32, minimum = 1, maximum = 64)]
    pub rank: usize,
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Its score, to four digits after the point.
    #[schema(minimum = 0, maximum = 1)]
    pub score: f64,
    /// Whether another framework has the same score.
    pub tied: bool,
    /// The main reason for its place.
    #[schema(max_length = 500)]
    pub sentence: String,
}

/// Link to a brief recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BriefLinks {
    /// Address of the same request, to share; null if it is very long.
    #[serde(rename = "self")]
    #[schema(max_length = 1000)]
    pub permalink: Option<String>,
}

impl<'k> BriefRecommendation<'k> {
    /// A decision in brief; nothing is stored yet. Only what the brief form shows is computed.
    pub(super) fn of(analysis: &Analysis<'k, '_>) -> Self {
        let Analysis { knowledge, parsed, decision, frameworks, .. } = analysis;
        let weights = &decision.weights;
        let shares = winning_shares(knowledge, weights, frameworks, parsed.sampling);
        let confidence = shares.first().copied();
        let ranking = &decision.ranking;
        let link = analysis.permalink();
        let field = analysis.field();
        Self {
            detail: Detail::Brief.as_str(),
            recommended: ranking.first().map(|first| framework_id(knowledge, first.framework)),
            summary: analysis.summary(&field, confidence),
            confidence,
            settled: analysis.certificate.settled,
            scope: ScopeView::of(knowledge, parsed),
            ranking: ranking
                .iter()
                .map(|place| brief(&field, ranking[0].framework, place))
                .collect(),
            next_question: analysis.next_question(),
            knowledge_version: &knowledge.version,
            knowledge_digest: &knowledge.digest,
            stored: false,
            not_stored_because: None,
            receipt: None,
            links: BriefLinks { permalink: (link.len() <= MAX_LINK_BYTES).then_some(link) },
        }
    }
}

fn brief<'k>(field: &Field<'k, '_>, first: usize, place: &Place) -> BriefPlace<'k> {
    let knowledge = field.knowledge();
    BriefPlace {
        rank: place.rank,
        framework: framework_id(knowledge, place.framework),
        name: framework_name(knowledge, place.framework),
        score: (place.score * SCORE_STEPS).round() / SCORE_STEPS,
        tied: place.tied,
        sentence: summary::place(field, first, place.framework),
    }
}
