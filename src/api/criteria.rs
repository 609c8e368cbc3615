//! Criteria on which frameworks are rated.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::collection::Collection;
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::ReadProblems;
use crate::api::state::State;
use crate::http::extract::NoQuery;
use crate::http::problem::Problem;

/// All criteria
///
/// The criteria on which frameworks are rated, each with the meaning of five points of its scale and its
/// weight before any question is answered.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "All of them.", body = Collection<'static, CriterionView<'static>>),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/criteria")]
pub async fn list_criteria(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    state.respond_translated(&request, request.path(), criteria)
}

/// A criterion.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CriterionView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Definition.
    #[schema(max_length = 2000)]
    pub definition: &'k str,
    /// Weight before any answer.
    #[schema(minimum = 0, maximum = 10)]
    pub base_weight: f64,
    /// The weight that the editors chose; null where calibration on published advice did not change it.
    #[schema(minimum = 0, maximum = 10)]
    pub expert_weight: Option<f64>,
    /// Whether its ratings are computed or chosen by the rubric.
    pub basis: RatingBasis,
    /// Meaning of points of the scale.
    #[schema(max_items = 5)]
    pub rubric: [RubricPoint<'k>; 5],
}

/// Origin of a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RatingBasis {
    /// Computed by a formula from facts.
    Derived,
    /// Chosen by the rubric.
    Editorial,
    /// Nothing is known.
    Unknown,
}

/// The meaning of one point of a scale.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RubricPoint<'k> {
    /// The rating.
    #[schema(minimum = 0, maximum = 1)]
    pub rating: f64,
    /// Its meaning.
    #[schema(max_length = 2000)]
    pub meaning: &'k str,
}

/// All criteria.
#[must_use]
pub fn criteria(knowledge: &Knowledge) -> Collection<'_, CriterionView<'_>> {
    let items = knowledge.criteria.iter().map(|criterion| {
        let rubric = &criterion.rubric;
        let point = |rating, meaning| RubricPoint { rating, meaning };
        CriterionView {
            id: &criterion.id,
            name: &criterion.name,
            definition: &criterion.definition,
            base_weight: criterion.base_weight,
            expert_weight: criterion.expert_weight,
            basis: if criterion.derived_from.is_empty() {
                RatingBasis::Editorial
            } else {
                RatingBasis::Derived
            },
            rubric: [
                point(0.0, rubric.zero.as_str()),
                point(0.25, rubric.quarter.as_str()),
                point(0.5, rubric.half.as_str()),
                point(0.75, rubric.three_quarters.as_str()),
                point(1.0, rubric.one.as_str()),
            ],
        }
    });
    Collection::new(knowledge, items.collect())
}

/// The examples of this resource.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    vec![Example::response("list_criteria", "all", "All criteria", &criteria(knowledge))]
}
