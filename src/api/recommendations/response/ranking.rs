//! The frameworks of a recommendation: ranked, excluded, and nearest misses.

use framewise_model::decision::explain::{contributions, gap, reasons};
use framewise_model::decision::sentences::{Field, Sentence};
use framewise_model::decision::{Decision, Place};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Parsed;
use serde::Serialize;
use utoipa::ToSchema;

use super::context::{LimitView, limits};
use super::names::{framework_id, framework_name};

/// A framework in its place.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Ranked<'k> {
    /// 1 for the best; tied frameworks share a rank.
    #[schema(minimum = 1, maximum = 64)]
    pub rank: usize,
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Sum of the contributions.
    #[schema(minimum = 0, maximum = 1)]
    pub score: f64,
    /// Whether another framework has the same score.
    pub tied: bool,
    /// Share of the draws in which it has each rank, the first rank first; the shares sum to 1.
    #[schema(max_items = 64)]
    pub acceptability: Vec<f64>,
    /// What each criterion and feature adds to the score, most points first.
    #[schema(max_items = 64)]
    pub contributions: Vec<Contribution<'k>>,
    /// Reasons for it.
    #[schema(max_items = 4)]
    pub strengths: Vec<Reason<'k>>,
    /// Reasons against it.
    #[schema(max_items = 4)]
    pub cautions: Vec<Reason<'k>>,
    /// What it does not do well in the environment of the request.
    #[schema(max_items = 64)]
    pub limits: Vec<LimitView<'k>>,
    /// Gap to the first framework; null for the first.
    pub gap_to_first: Option<GapToFirst<'k>>,
}

/// What one criterion or feature adds to a score.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Contribution<'k> {
    /// Id of the criterion, or `feature:` and the id of a feature.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// Share of this criterion in all weights.
    #[schema(minimum = 0, maximum = 1)]
    pub weight: f64,
    /// Rating of the framework on it.
    #[schema(minimum = 0, maximum = 1)]
    pub rating: f64,
    /// Weight times rating.
    #[schema(minimum = 0, maximum = 1)]
    pub points: f64,
    /// The answers that raised the weight, and the members of the request that did, such as `team_knows=flask`.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub because: Vec<&'k str>,
    /// Ids of the claims behind the rating.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub claims: &'k [String],
}

/// A reason for or against a framework.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Reason<'k> {
    /// The reason as a sentence.
    #[schema(max_length = 2000)]
    pub text: String,
    /// Id of the criterion; `feature_fit` for the features asked for taken together.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// Ids of the claims behind the sentence.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub claims: Vec<&'k str>,
}

/// The gap between a framework and the first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct GapToFirst<'k> {
    /// Score of the first minus score of this framework.
    #[schema(minimum = 0, maximum = 1)]
    pub points: f64,
    /// The gap by criterion, largest first; the parts sum to the whole.
    #[schema(max_items = 64)]
    pub by_criterion: Vec<GapPart<'k>>,
}

/// One part of a gap.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct GapPart<'k> {
    /// Id of the criterion, or `feature:` and the id of a feature.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// Points of the first minus points of this framework; negative where this one is better.
    #[schema(minimum = -1, maximum = 1)]
    pub points: f64,
}

/// The frameworks that took part, best first; `shares` are their rank acceptabilities in this order.
pub(super) fn ranking<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    decision: &Decision,
    shares: Vec<Vec<f64>>,
) -> Vec<Ranked<'k>> {
    let request = &parsed.request;
    let field = Field::new(knowledge, request, &decision.ranking);
    let because = reasons(knowledge, request);
    let raised = |attribute: usize| {
        let raised = knowledge.raised.iter().filter(move |(raised, _)| *raised == attribute);
        raised.map(|(_, label)| label.as_str())
    };
    let places = &decision.ranking;
    places
        .iter()
        .zip(shares)
        .map(|(place, acceptability)| Ranked {
            rank: place.rank,
            framework: framework_id(knowledge, place.framework),
            name: framework_name(knowledge, place.framework),
            score: place.score,
            tied: place.tied,
            acceptability,
            contributions: contributions(knowledge, &decision.weights, place.framework)
                .into_iter()
                .map(|part| Contribution {
                    criterion: &knowledge.attributes[part.attribute].id,
                    weight: part.weight,
                    rating: part.rating,
                    points: part.points,
                    because: because[part.attribute]
                        .iter()
                        .map(|option| knowledge.options[*option].label.as_str())
                        .chain(raised(part.attribute))
                        .collect(),
                    claims: &knowledge.frameworks[place.framework].ratings[part.attribute].claims,
                })
                .collect(),
            strengths: sentences(field.strengths(&decision.weights, place.framework)),
            cautions: sentences(field.cautions(&decision.weights, place.framework)),
            limits: limits(knowledge, parsed, place.framework),
            gap_to_first: gap_to_first(knowledge, decision, places.first(), place),
        })
        .collect()
}

fn gap_to_first<'k>(
    knowledge: &'k Knowledge,
    decision: &Decision,
    first: Option<&Place>,
    place: &Place,
) -> Option<GapToFirst<'k>> {
    let first = first.filter(|first| first.framework != place.framework)?;
    Some(GapToFirst {
        points: (first.score - place.score).max(0.0),
        by_criterion: gap(knowledge, &decision.weights, first.framework, place.framework)
            .into_iter()
            .map(|part| GapPart {
                criterion: &knowledge.attributes[part.attribute].id,
                points: part.points,
            })
            .collect(),
    })
}

fn sentences(sentences: Vec<Sentence<'_>>) -> Vec<Reason<'_>> {
    sentences
        .into_iter()
        .map(|Sentence { text, criterion, claims }| Reason { text, criterion, claims })
        .collect()
}
