//! The answer to a request, as callers read it.

mod ranking;

use serde::Serialize;
use utoipa::ToSchema;

pub use self::ranking::{Contribution, Exclusion, GapPart, GapToFirst, Miss, Ranked, Reason};
use self::ranking::{exclusion, id, miss, ranking};
use super::freshness::{OldestClaim, oldest_claim};
use super::permalink;
use super::request::{self, Parsed, Refusal};
use crate::knowledge::Knowledge;
use crate::scoring;
use crate::scoring::sentences::summary;

/// A recommendation with everything that led to it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Recommendation<'k> {
    /// Id of the framework in first place; null if none has everything that must be there.
    #[schema(max_length = 64)]
    pub recommended: Option<&'k str>,
    /// What the ranking comes to, in one to three sentences.
    #[schema(max_length = 2000)]
    pub summary: String,
    /// The frameworks that took part, best first.
    #[schema(max_items = 64)]
    pub ranking: Vec<Ranked<'k>>,
    /// The frameworks that lack something that must be there: one entry for each thing they lack.
    #[schema(max_items = 2000)]
    pub excluded: Vec<Exclusion<'k>>,
    /// Where every framework is excluded: those that lack least, best score first; otherwise empty.
    #[schema(max_items = 3)]
    pub nearest_misses: Vec<Miss<'k>>,
    /// The questions that were not answered.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub open_questions: Vec<&'k str>,
    /// The claim behind the winner that was verified longest ago; null where no claim has weight.
    pub oldest_claim: Option<OldestClaim<'k>>,
    /// Version of the knowledge that decided.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
    /// Digest of the knowledge that decided: the same digest gives the same answer for ever.
    #[schema(max_length = 71)]
    pub knowledge_digest: &'k str,
    /// Whether the answers are stored now, anonymously and durably.
    pub stored: bool,
    /// Why they are not stored; null if they are.
    #[schema(max_length = 32)]
    pub not_stored_because: Option<&'static str>,
    /// Where to find this answer again.
    pub links: Links,
}

/// Where to find an answer again.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Links {
    /// The same request as an address that can be shared.
    #[serde(rename = "self")]
    #[schema(max_length = 2000)]
    pub permalink: String,
}

/// Decides and explains a request; nothing is stored yet.
///
/// # Errors
/// [`Refusal`] if nothing would count.
pub fn recommend<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
) -> Result<Recommendation<'k>, Refusal> {
    let request = &parsed.request;
    let decision = scoring::decide(knowledge, request).map_err(|_| request::nothing_counts())?;
    let first = decision.ranking.first();
    let open = request.answers.open_questions(knowledge);
    Ok(Recommendation {
        recommended: first.map(|place| id(knowledge, place.framework)),
        summary: summary(knowledge, request, &decision.weights, &decision.ranking),
        ranking: ranking(knowledge, request, &decision),
        excluded: decision.excluded.iter().map(|found| exclusion(knowledge, found)).collect(),
        nearest_misses: decision
            .nearest_misses
            .iter()
            .map(|found| miss(knowledge, found))
            .collect(),
        open_questions: open.iter().map(|question| question_id(knowledge, *question)).collect(),
        oldest_claim: first.and_then(|first| {
            oldest_claim(&knowledge.frameworks[first.framework], &decision.weights)
        }),
        knowledge_version: &knowledge.version,
        knowledge_digest: &knowledge.digest,
        stored: false,
        not_stored_because: None,
        links: Links {
            permalink: format!("/v1/recommendations{}", permalink::query(knowledge, parsed)),
        },
    })
}

/// Id of a question.
fn question_id(knowledge: &Knowledge, question: usize) -> &str {
    &knowledge.questions[question].id
}
