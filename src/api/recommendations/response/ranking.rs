//! The frameworks of a recommendation: ranked, excluded, and nearest misses.

use std::borrow::Cow;

use framewise_model::decision::explain::{contributions, gap, raised_by};
use framewise_model::decision::reasons::{self, Field};
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
    /// The reason in sentences: what was said, what follows for this framework, and the evidence. A reason against a
    /// framework also says what usually helps.
    #[schema(max_length = 2000)]
    pub text: String,
    /// Id of the criterion, `feature:` and the id of a feature, or `feature_fit` for several features.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// What the caller said that makes it count: answers such as `project_type=rest_api`, required features such
    /// as `must_have=orm`, and priorities such as `priorities=security`; empty for a general quality.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub because: Vec<Cow<'k, str>>,
    /// Id of the framework that the sentences compare it with; null without a comparison.
    #[schema(max_length = 64)]
    pub rival: Option<&'k str>,
    /// Ids of the claims behind the sentences.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub claims: Vec<&'k str>,
    /// The sources of the evidence; empty for figures that framewise measured.
    #[schema(max_items = 64)]
    pub sources: Vec<SourceLink<'k>>,
}

/// A source with its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourceLink<'k> {
    /// Its id, as in `/v1/sources`.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// Its address.
    #[schema(max_length = 2000)]
    pub url: &'k str,
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
    parsed: &Parsed,
    field: &Field<'k, '_>,
    shares: Vec<Vec<f64>>,
) -> Vec<Ranked<'k>> {
    let (knowledge, decision) = (field.knowledge(), field.decision());
    let because = raised_by(knowledge, &parsed.request);
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
            strengths: views(knowledge, field.strengths(place.framework)),
            cautions: views(knowledge, field.cautions(place.framework)),
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

fn views<'k>(knowledge: &'k Knowledge, reasons: Vec<reasons::Reason<'k>>) -> Vec<Reason<'k>> {
    let source = |id: &'k str| {
        let url = knowledge.source(id).map_or("", |source| source.url.as_str());
        SourceLink { id, url }
    };
    let view = |reason: reasons::Reason<'k>| Reason {
        text: reason.text,
        criterion: reason.criterion,
        because: reason.because,
        rival: reason.rival.map(|rival| framework_id(knowledge, rival)),
        claims: reason.claims,
        sources: reason.sources.into_iter().map(source).collect(),
    };
    reasons.into_iter().map(view).collect()
}
