//! The frameworks of a recommendation in their places.

use framewise_model::decision::contributions::{self, contributions, gap, raised_by};
use framewise_model::decision::reasons::Comparison;
use framewise_model::decision::{Decision, Place};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Parsed;
use serde::Serialize;
use utoipa::ToSchema;

use super::environment_limits::{LimitView, limits};
use super::names::{framework_id, framework_name};
use super::reasons::Reason;
use super::rounding::rounded;

/// A framework in its place.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Ranked<'k> {
    /// From `standard` on: 1 for the best; tied frameworks share a rank.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = Int32, minimum = 1, maximum = 255)]
    pub rank: Option<usize>,
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// From `standard` on: its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 100)]
    pub name: Option<&'k str>,
    /// Sum of the contributions. `brief` has three digits after the point, `standard` four, `full` all.
    #[schema(minimum = 0, maximum = 1)]
    pub score: f64,
    /// From `standard` on: whether another framework has the same score.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub tied: Option<bool>,
    /// From `standard` on: share of the draws in which it comes first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0, maximum = 1)]
    pub first_share: Option<f64>,
    /// From `standard` on: where it is behind the first framework most; left out for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub largest_gap: Option<GapPart<'k>>,
    /// `full` only: share of the draws in which it has each rank, the first rank first; the shares sum to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 255)]
    pub acceptability: Option<Vec<f64>>,
    /// `full` only: what each criterion and feature adds to the score, most points first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 1000)]
    pub contributions: Option<Vec<Contribution<'k>>>,
    /// Reasons for it. `brief` has two for the first framework, `standard` has those for the first three.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 4)]
    pub strengths: Option<Vec<Reason<'k>>>,
    /// Reasons against it. `standard` has them for the first three frameworks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 4)]
    pub cautions: Option<Vec<Reason<'k>>>,
    /// What it does not do well in the environment of the request. `standard` has it for the first three frameworks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 255)]
    pub limits: Option<Vec<LimitView<'k>>>,
    /// `full` only: gap to the first framework; left out for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
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

impl<'k> Ranked<'k> {
    /// A framework with its score alone.
    pub(super) fn brief(knowledge: &'k Knowledge, place: &Place) -> Self {
        Self {
            rank: None,
            framework: framework_id(knowledge, place.framework),
            name: None,
            score: rounded(place.score, 3),
            tied: None,
            first_share: None,
            largest_gap: None,
            acceptability: None,
            contributions: None,
            strengths: None,
            cautions: None,
            limits: None,
            gap_to_first: None,
        }
    }

    /// A framework without its reasons.
    pub(super) fn standard(
        knowledge: &'k Knowledge,
        decision: &Decision,
        place: &Place,
        first_share: f64,
    ) -> Self {
        Self {
            rank: Some(place.rank),
            name: Some(framework_name(knowledge, place.framework)),
            score: rounded(place.score, 4),
            tied: Some(place.tied),
            first_share: Some(rounded(first_share, 4)),
            largest_gap: largest_gap(knowledge, decision, place),
            ..Self::brief(knowledge, place)
        }
    }
}

/// The first `parsed.limit` frameworks in full; `shares` are the rank acceptabilities of all of them.
pub(super) fn full<'k>(
    parsed: &Parsed,
    comparison: &Comparison<'k, '_>,
    shares: Vec<Vec<f64>>,
) -> Vec<Ranked<'k>> {
    let (knowledge, decision) = (comparison.knowledge(), comparison.decision());
    let because = raised_by(knowledge, &parsed.request);
    let raised = |attribute: usize| {
        let raised = knowledge.raised.iter().filter(move |(raised, _)| *raised == attribute);
        raised.map(|(_, label)| label.as_str())
    };
    let contribution = |framework: usize, part: &contributions::Contribution| Contribution {
        criterion: &knowledge.attributes[part.attribute].id,
        weight: part.weight,
        rating: part.rating,
        points: part.points,
        because: because[part.attribute]
            .iter()
            .map(|option| knowledge.options[*option].label.as_str())
            .chain(raised(part.attribute))
            .collect(),
        claims: &knowledge.frameworks[framework].ratings[part.attribute].claims,
    };
    shown(parsed, decision)
        .zip(shares)
        .map(|(place, acceptability)| {
            let framework = place.framework;
            let parts = contributions(knowledge, &decision.weights, framework);
            let first_share = acceptability.first().copied();
            Ranked {
                score: place.score,
                first_share,
                acceptability: Some(acceptability),
                contributions: Some(
                    parts.iter().map(|part| contribution(framework, part)).collect(),
                ),
                strengths: Some(strengths(comparison, framework)),
                cautions: Some(cautions(comparison, framework)),
                limits: Some(limits(knowledge, parsed, framework)),
                gap_to_first: gap_to_first(knowledge, decision, place),
                ..Ranked::standard(knowledge, decision, place, first_share.unwrap_or_default())
            }
        })
        .collect()
}

/// The places that a response shows, best first.
pub(super) fn shown<'d>(
    parsed: &Parsed,
    decision: &'d Decision,
) -> impl Iterator<Item = &'d Place> {
    decision.ranking.iter().take(parsed.limit.unwrap_or(usize::MAX))
}

/// The reasons for a framework.
pub(super) fn strengths<'k>(comparison: &Comparison<'k, '_>, framework: usize) -> Vec<Reason<'k>> {
    let reasons = comparison.strengths(framework).into_iter();
    reasons.map(|reason| Reason::new(comparison.knowledge(), framework, reason)).collect()
}

/// The reasons against a framework.
pub(super) fn cautions<'k>(comparison: &Comparison<'k, '_>, framework: usize) -> Vec<Reason<'k>> {
    let reasons = comparison.cautions(framework).into_iter();
    reasons.map(|reason| Reason::new(comparison.knowledge(), framework, reason)).collect()
}

fn largest_gap<'k>(
    knowledge: &'k Knowledge,
    decision: &Decision,
    place: &Place,
) -> Option<GapPart<'k>> {
    let first = decision.ranking.first()?;
    let gaps = gap(knowledge, &decision.weights, first.framework, place.framework);
    let largest = gaps.iter().find(|part| part.points > 0.0)?;
    let criterion = &knowledge.attributes[largest.attribute].id;
    Some(GapPart { criterion, points: rounded(largest.points, 4) })
}

fn gap_to_first<'k>(
    knowledge: &'k Knowledge,
    decision: &Decision,
    place: &Place,
) -> Option<GapToFirst<'k>> {
    let first = decision.ranking.first().filter(|first| first.framework != place.framework)?;
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
