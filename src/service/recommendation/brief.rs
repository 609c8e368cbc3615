//! A recommendation in less than 4 KiB: who comes where, with one sentence each.

use serde::Serialize;
use utoipa::ToSchema;

use super::{NextQuestionView, Ranked, Recommendation};
use crate::knowledge::Knowledge;

/// A link that is longer is left out, so that the whole stays short.
const LONGEST_LINK: usize = 1_000;
/// Digits after the point of a score: more than anybody reads, and less than a third of the bytes.
const SCORE_DIGITS: f64 = 1e4;

/// A recommendation in brief.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BriefRecommendation<'k> {
    /// How much is told: `brief`.
    #[schema(pattern = "^brief$", max_length = 8)]
    pub detail: &'static str,
    /// Id of the framework in first place; null if none has everything that must be there.
    #[schema(max_length = 64)]
    pub recommended: Option<&'k str>,
    /// What the ranking comes to and how sure it is, in a few sentences.
    #[schema(max_length = 1000)]
    pub summary: String,
    /// Share of the draws in which the recommended framework comes first; null where there is none.
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: Option<f64>,
    /// Whether it is proved that no answer to the open questions can change who is recommended.
    pub settled: bool,
    /// The frameworks that took part, best first.
    #[schema(max_items = 64)]
    pub ranking: Vec<BriefPlace<'k>>,
    /// The question whose answer is expected to tell most; null where none helps.
    pub next_question: Option<NextQuestionView<'k>>,
    /// Version of the knowledge that decided.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
    /// Digest of the knowledge that decided.
    #[schema(max_length = 71)]
    pub knowledge_digest: &'k str,
    /// Whether the answers are stored now, anonymously and durably.
    pub stored: bool,
    /// Why they are not stored; null if they are.
    #[schema(max_length = 32)]
    pub not_stored_because: Option<&'static str>,
    /// What erases the stored answers (`DELETE /v1/receipts/{receipt}`) and tells what was chosen in the
    /// end (`POST /v1/feedback`); null if they are not stored. Kept nowhere else.
    #[schema(max_length = 40, pattern = "^fwr_[a-z2-7]{36}$")]
    pub receipt: Option<String>,
    /// Where to find this answer again.
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
    /// What brought it there.
    #[schema(max_length = 500)]
    pub sentence: String,
}

/// Where to find a brief answer again.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BriefLinks {
    /// The same request as an address that can be shared; null where it is very long.
    #[serde(rename = "self")]
    #[schema(max_length = 1000)]
    pub permalink: Option<String>,
}

impl<'k> BriefRecommendation<'k> {
    /// What is told of a recommendation in brief.
    pub(super) fn of(knowledge: &Knowledge, full: Recommendation<'k>) -> Self {
        let link = full.links.permalink;
        Self {
            detail: "brief",
            recommended: full.recommended,
            summary: full.summary,
            confidence: full.confidence,
            settled: full.settled,
            ranking: full.ranking.iter().map(|place| brief(knowledge, place)).collect(),
            next_question: full.next_question,
            knowledge_version: full.knowledge_version,
            knowledge_digest: full.knowledge_digest,
            stored: full.stored,
            not_stored_because: full.not_stored_because,
            receipt: full.receipt,
            links: BriefLinks { permalink: (link.len() <= LONGEST_LINK).then_some(link) },
        }
    }
}

fn brief<'k>(knowledge: &Knowledge, place: &Ranked<'k>) -> BriefPlace<'k> {
    BriefPlace {
        rank: place.rank,
        framework: place.framework,
        name: place.name,
        score: (place.score * SCORE_DIGITS).round() / SCORE_DIGITS,
        tied: place.tied,
        sentence: sentence(knowledge, place),
    }
}

/// What brought a framework to its place: for the first where most of its points come from, for the
/// others what keeps them most from the first.
fn sentence(knowledge: &Knowledge, place: &Ranked<'_>) -> String {
    let name = |criterion: &str| {
        let column = knowledge.columns.iter().find(|column| column.id == criterion);
        column.map_or("", |column| column.name.as_str()).to_owned()
    };
    let Some(gap) = &place.gap_to_first else {
        let most = place.contributions.first().map(|part| name(part.criterion));
        return most.map_or_else(String::new, |most| format!("Most points from {most}."));
    };
    let most = gap.by_criterion.iter().find(|part| part.points > 0.0);
    match most.map(|part| name(part.criterion)) {
        Some(most) => format!("{:.2} behind, most on {most}.", gap.points),
        None => format!("{:.2} behind.", gap.points),
    }
}
