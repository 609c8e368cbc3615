//! Feedback: the framework that was chosen in the end.

/// Parses feedback.
mod request;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use framewise_storage::privacy::{Feedback, Rating};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use self::request::parse;
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::ReceiptProblems;
use crate::api::receipts;
use crate::api::state::State;
use crate::api::storage_problems::{database_unavailable, storing_is_off, unknown_receipt};
use crate::http::admission::rate_limits::Policy;
use crate::http::extract::{JsonBody, NoQuery};
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::uncached::uncached;

/// Feedback on a recommendation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "used in the description only; `request` parses by hand to report every fault"
)]
pub struct FeedbackRequest {
    /// The receipt that the recommendation came with.
    #[schema(min_length = 40, max_length = 40, pattern = "^fwr_[a-z2-7]{36}$")]
    receipt: String,
    /// Id of the framework that was chosen in the end, recommended or not; `none` if the project needs no web
    /// framework, `other` for a framework that the catalogue does not have.
    #[schema(max_length = 64)]
    chosen: String,
    /// How good the recommendation was, from 1 (no use) to 5 (just right).
    #[schema(nullable = false, format = Int32, minimum = 1, maximum = 5)]
    rating: Option<u8>,
}

/// The feedback that is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoredFeedback<'a> {
    /// Id of the framework that was chosen, `none` or `other`.
    #[schema(max_length = 64)]
    chosen: &'a str,
    /// The rating; null if none was given.
    #[schema(format = Int32, minimum = 1, maximum = 5)]
    rating: Option<u8>,
}

impl<'a> StoredFeedback<'a> {
    fn of(feedback: &'a Feedback) -> Self {
        Self { chosen: feedback.chosen(), rating: feedback.rating().map(Rating::get) }
    }
}

/// Report the chosen framework
///
/// Stores feedback on the recommendation with this receipt. New feedback replaces earlier feedback while the
/// receipt is valid; after that, only a count remains.
#[utoipa::path(
    tag = "recommendations",
    request_body(content = FeedbackRequest, description = "The receipt and the choice."),
    responses(
        (status = 200, description = "It is stored.", body = StoredFeedback<'static>),
        ReceiptProblems,
    ),
)]
#[post("/v1/feedback")]
pub async fn create_feedback(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let (receipt, feedback) = parse(state.knowledge(), &body.0)?;
    let stored_queries = state.stored_queries().ok_or_else(storing_is_off)?;
    state.admission().charge(&request, Policy::Receipts, 1)?;
    if !stored_queries.put_feedback(&receipt, &feedback).await.map_err(database_unavailable)? {
        return Err(unknown_receipt());
    }
    uncached(&StoredFeedback::of(&feedback))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    let body = json!({"receipt": receipts::example(), "chosen": "flask", "rating": 4});
    let (name, summary) = ("other", "Flask was chosen in the end");
    vec![
        Example::request("create_feedback", name, summary, body),
        Example::response(
            "create_feedback",
            name,
            summary,
            &json!({"chosen": "flask", "rating": 4}),
        ),
    ]
}
