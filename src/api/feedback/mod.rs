//! What was chosen in the end.

/// Feedback as it is read.
mod request;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::api::openapi::example::Example;
use crate::api::state::State;
use crate::http::caching::uncached;
use crate::http::extract::{JsonBody, NoQuery};
use crate::http::negotiate;
use crate::http::negotiate::JSON;
use crate::http::problem::Problem;
use crate::http::responses::ReceiptProblems;
use framewise_storage::privacy::{Feedback, NotStored, Rating};

/// Why no receipt leads anywhere on a server that stores nothing.
pub const STORING_OFF: &str = "Storing is switched off on this server, so no receipt is valid.";

/// What was chosen in the end.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described; it is read by hand, to report every fault")]
pub struct FeedbackRequest {
    /// The receipt that the recommendation came with.
    #[schema(min_length = 40, max_length = 40, pattern = "^fwr_[a-z2-7]{36}$")]
    receipt: String,
    /// Id of the framework that was chosen in the end, recommended or not.
    #[schema(max_length = 64)]
    chosen: String,
    /// How good the recommendation was, from 1 (no use) to 5 (just right).
    #[schema(format = Int32, minimum = 1, maximum = 5)]
    rating: Option<u8>,
}

/// What is kept of feedback.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptFeedback<'a> {
    /// Id of the framework that was chosen.
    #[schema(max_length = 64)]
    chosen: &'a str,
    /// The rating; null if none was given.
    #[schema(format = Int32, minimum = 1, maximum = 5)]
    rating: Option<u8>,
}

impl<'a> KeptFeedback<'a> {
    fn of(feedback: &'a Feedback) -> Self {
        Self { chosen: feedback.chosen(), rating: feedback.rating().map(Rating::get) }
    }
}

/// Tell what was chosen in the end
///
/// Feedback on a recommendation that was stored, found by its receipt. Sent again, it replaces what was
/// told before, as long as the receipt is valid; then it remains as a count only.
#[utoipa::path(
    tag = "recommendations",
    request_body(content = FeedbackRequest, description = "The receipt and the choice."),
    responses(
        (status = 200, description = "It is kept.", body = KeptFeedback<'static>),
        ReceiptProblems,
    ),
)]
#[post("/v1/feedback")]
pub async fn create_feedback(
    http_request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&http_request, &[JSON])?;
    let (receipt, feedback) = request::parse(state.knowledge(), &body.0)?;
    let records = state.records().ok_or_else(|| Problem::not_found(STORING_OFF))?;
    if !records.put_feedback(&receipt, &feedback).await.map_err(unusable)? {
        return Err(unknown());
    }
    uncached(&KeptFeedback::of(&feedback))
}

/// A receipt that leads nowhere. Expired, erased and never given cannot be told apart: that is the point.
pub fn unknown() -> Problem {
    Problem::not_found(
        "No stored query belongs to this receipt: it has been erased, or the receipt has expired, \
         or it comes from another server.",
    )
}

/// A database that cannot be asked at present.
pub fn unusable(reason: NotStored) -> Problem {
    Problem::unavailable(reason.sentence())
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    let receipt = "fwr_ce3dcnzsgaydambqgaydambqgaydambqoz5q";
    let body = json!({"receipt": receipt, "chosen": "flask", "rating": 4});
    let (name, summary) = ("other", "Flask was chosen in the end");
    vec![
        Example::request("create_feedback", name, summary, body),
        Example::response(
            "create_feedback",
            name,
            summary,
            json!({"chosen": "flask", "rating": 4}),
        ),
    ]
}
