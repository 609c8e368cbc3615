//! The answer to a request, as callers read it.

mod brief;
mod ranking;
mod sureness;
mod understood;
mod wording;

use serde::Serialize;
use utoipa::ToSchema;

pub use self::brief::{BriefLinks, BriefPlace, BriefRecommendation};
pub use self::ranking::{Contribution, Exclusion, GapPart, GapToFirst, Miss, Ranked, Reason};
use self::ranking::{exclusion, id, miss, name, ranking};
pub use self::sureness::{
    ChangedAnswer, FlipView, MethodView, NextQuestionView, Robustness, SpreadView, StabilityView,
    TargetView,
};
pub use self::understood::{ContradictionView, EvidenceView, UnderstoodView};
use super::freshness::{OldestClaim, oldest_claim};
use super::permalink;
use super::request::{self, Detail, Parsed, Refusal};
use crate::knowledge::Knowledge;
use crate::scoring::certificate::{Certificate, certificate};
use crate::scoring::next_question::next_questions;
use crate::scoring::robustness::acceptability;
use crate::scoring::what_if::{self, flips};
use crate::scoring::{self, Decision};

/// An answer, as long as it was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(discriminator(property_name = "detail", mapping(
    ("full" = "#/components/schemas/Recommendation"),
    ("brief" = "#/components/schemas/BriefRecommendation"),
)))]
pub enum Answer<'k> {
    /// Everything.
    Full(Box<Recommendation<'k>>),
    /// The ranking with one sentence each.
    Brief(Box<BriefRecommendation<'k>>),
}

/// A recommendation with everything that led to it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Recommendation<'k> {
    /// How much is told: `full`.
    #[schema(pattern = "^full$", max_length = 8)]
    pub detail: &'static str,
    /// Id of the framework in first place; null if none has everything that must be there.
    #[schema(max_length = 64)]
    pub recommended: Option<&'k str>,
    /// What the ranking comes to and how sure it is, in a few sentences.
    #[schema(max_length = 2000)]
    pub summary: String,
    /// Share of the draws in which the recommended framework comes first; null where there is none.
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: Option<f64>,
    /// Whether it is proved that no answer to the open questions can change who is recommended.
    pub settled: bool,
    /// The frameworks that took part, best first.
    #[schema(max_items = 64)]
    pub ranking: Vec<Ranked<'k>>,
    /// The frameworks that lack something that must be there: one entry for each thing they lack.
    #[schema(max_items = 2000)]
    pub excluded: Vec<Exclusion<'k>>,
    /// Where every framework is excluded: those that lack least, best score first; otherwise empty.
    #[schema(max_items = 3)]
    pub nearest_misses: Vec<Miss<'k>>,
    /// How the ranking fares when weights and ratings vary, and under other methods.
    pub robustness: Robustness<'k>,
    /// The smallest and closest sets of one or two changed answers after which another framework is
    /// recommended.
    #[schema(max_items = 5)]
    pub would_change_it: Vec<FlipView<'k>>,
    /// What would make the framework win that `target` names; null where it names none.
    pub target: Option<TargetView<'k>>,
    /// The question whose answer is expected to tell most; null where none helps.
    pub next_question: Option<NextQuestionView<'k>>,
    /// The questions that were not answered.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub open_questions: Vec<&'k str>,
    /// Those of them that can still change who is recommended; the others are proved not to.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub can_change: Vec<&'k str>,
    /// The answers that were understood from `text`.
    #[schema(max_items = 64)]
    pub understood: Vec<UnderstoodView<'k>>,
    /// The features that `text` says are not wanted.
    #[schema(max_items = 64)]
    pub unwanted: Vec<UnderstoodView<'k>>,
    /// Where `text` contradicts itself.
    #[schema(max_items = 64)]
    pub contradictions: Vec<ContradictionView<'k>>,
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
    /// What erases the stored answers (`DELETE /v1/receipts/{receipt}`) and tells what was chosen in the
    /// end (`POST /v1/feedback`); null if they are not stored. Kept nowhere else.
    #[schema(max_length = 40, pattern = "^fwr_[a-z2-7]{36}$")]
    pub receipt: Option<String>,
    /// Where to find this answer again.
    pub links: Links,
}

/// Where to find an answer again.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Links {
    /// The same request as an address that can be shared.
    #[serde(rename = "self")]
    #[schema(max_length = 8000)]
    pub permalink: String,
}

/// Decides and explains a request, whatever detail it asks for; nothing is stored yet.
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
    let frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
    let shares = if frameworks.is_empty() {
        Vec::new()
    } else {
        acceptability(knowledge, &decision.weights, &frameworks, parsed.sampling).shares
    };
    let confidence = shares.first().and_then(|shares| shares.first().copied());
    let Certificate { settled, can_change } = certificate(knowledge, request, &decision);
    let ids = |questions: &[usize]| -> Vec<&'k str> {
        questions.iter().map(|question| question_id(knowledge, *question)).collect()
    };
    let open = request.answers.open_questions(knowledge);
    let flips = flips(knowledge, request, &decision);
    let next = next_question(knowledge, parsed, &frameworks, &can_change);
    Ok(Recommendation {
        detail: Detail::Full.as_str(),
        recommended: first.map(|place| id(knowledge, place.framework)),
        summary: summary(knowledge, parsed, &decision, confidence, settled && !open.is_empty()),
        confidence,
        settled,
        ranking: ranking(knowledge, request, &decision, shares),
        excluded: decision.excluded.iter().map(|found| exclusion(knowledge, found)).collect(),
        nearest_misses: decision
            .nearest_misses
            .iter()
            .map(|found| miss(knowledge, found))
            .collect(),
        robustness: sureness::robustness(knowledge, &decision, parsed.sampling),
        would_change_it: flips.iter().map(|found| sureness::flip(knowledge, found)).collect(),
        target: parsed.target.map(|framework| {
            let target = what_if::target(knowledge, request, &decision, framework);
            sureness::target(knowledge, framework, &target)
        }),
        next_question: next,
        open_questions: ids(&open),
        can_change: ids(&can_change),
        understood: understood::understood(knowledge, parsed),
        unwanted: understood::unwanted(knowledge, parsed),
        contradictions: understood::contradictions(knowledge, parsed),
        oldest_claim: first.and_then(|first| {
            oldest_claim(&knowledge.frameworks[first.framework], &decision.weights)
        }),
        knowledge_version: &knowledge.version,
        knowledge_digest: &knowledge.digest,
        stored: false,
        not_stored_because: None,
        receipt: None,
        links: Links {
            permalink: format!("/v1/recommendations{}", permalink::query(knowledge, parsed)),
        },
    })
}

impl<'k> Recommendation<'k> {
    /// The same in as much detail as was asked for.
    #[must_use]
    pub fn in_detail(self, knowledge: &Knowledge, detail: Detail) -> Answer<'k> {
        match detail {
            Detail::Full => Answer::Full(Box::new(self)),
            Detail::Brief => Answer::Brief(Box::new(BriefRecommendation::of(knowledge, self))),
        }
    }
}

/// What the ranking comes to, how sure that is, and whether it is settled by more than the answers.
fn summary(
    knowledge: &Knowledge,
    parsed: &Parsed,
    decision: &Decision,
    confidence: Option<f64>,
    settled: bool,
) -> String {
    let request = &parsed.request;
    let ranking = &decision.ranking;
    let mut text = scoring::sentences::summary(knowledge, request, &decision.weights, ranking);
    if let ([first, _, ..], Some(share)) = (ranking.as_slice(), confidence) {
        let name = name(knowledge, first.framework);
        text.push(' ');
        text.push_str(&wording::confidence(name, share, parsed.sampling));
        if settled {
            text.push(' ');
            text.push_str(wording::SETTLED);
        }
    }
    text
}

/// Of the questions that can still change who is recommended, the one that is expected to tell most.
fn next_question<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    frameworks: &[usize],
    can_change: &[usize],
) -> Option<NextQuestionView<'k>> {
    if can_change.is_empty() {
        return None;
    }
    let gains = next_questions(knowledge, &parsed.request, frameworks, parsed.sampling.spread);
    let mut helpful = gains.iter().filter(|next| can_change.contains(&next.question));
    helpful.find(|next| next.gain > 0.0).map(|next| sureness::next(knowledge, *next))
}

/// Id of a question.
fn question_id(knowledge: &Knowledge, question: usize) -> &str {
    &knowledge.questions[question].id
}
