//! Receipts: erasing a stored query. A receipt is a secret, so it stands in the body and never in an address, which
//! proxies write to their logs.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use framewise_model::fault::{Fault, excerpt};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Refusal;
use framewise_model::request::reader::Reader;
use framewise_storage::privacy::Receipt;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::openapi::example::Example;
use crate::api::state::State;
use crate::api::storage_problems::{database_unavailable, storing_is_off, unknown_receipt};
use crate::http::extract::{JsonBody, NoQuery};
use crate::http::problem::Problem;
use crate::http::responses::EraseProblems;

/// The secret part of the receipt of the examples, which no query has.
const EXAMPLE: [u8; 20] = *b"an example of a kind";
/// The only member of a request to erase.
const RECEIPT: &str = "receipt";

/// The stored query to erase.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "used in the description only; `parse` reports every fault")]
pub struct EraseRequest {
    /// The receipt from the response with the recommendation.
    #[schema(min_length = 40, max_length = 40, pattern = "^fwr_[a-z2-7]{36}$")]
    receipt: String,
}

/// Erase a stored query
///
/// Deletes the stored answers, the feedback on them and the receipt. Published statistics do not change: they
/// are rounded and name no person. A receipt is valid for about four weeks; then the link between it and the
/// answers is deleted, and the answers can no longer be found.
#[utoipa::path(
    tag = "recommendations",
    request_body(content = EraseRequest, description = "The receipt."),
    responses((status = 204, description = "It is erased."), EraseProblems),
)]
#[post("/v1/receipts/erase")]
pub async fn erase_query(
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let receipt = parse(state.knowledge(), &body.0)?;
    let records = state.records().ok_or_else(storing_is_off)?;
    if !records.erase(&receipt).await.map_err(database_unavailable)? {
        return Err(unknown_receipt());
    }
    Ok(HttpResponse::NoContent().insert_header((CACHE_CONTROL, "no-store")).finish())
}

/// Parses a request to erase.
fn parse(knowledge: &Knowledge, value: &Value) -> Result<Receipt, Refusal> {
    let invalid = |detail| Refusal::Invalid(vec![Fault::at::<&str>(&[], detail)]);
    let members = value.as_object().ok_or_else(|| invalid("the request must be a JSON object"))?;
    let mut reader = Reader::new(knowledge);
    for name in members.keys().filter(|name| *name != RECEIPT) {
        let detail = format!("{} is not a member of this request", excerpt(name));
        reader.push(Fault::at(&[name], detail).with_allowed(name, [RECEIPT]));
    }
    let receipt = read_receipt(members.get(RECEIPT), &mut reader);
    reader.finish().map_err(Refusal::Invalid)?;
    receipt.ok_or_else(|| invalid("the receipt cannot be read"))
}

/// Reads the member `receipt`.
pub(super) fn read_receipt(value: Option<&Value>, reader: &mut Reader<'_>) -> Option<Receipt> {
    let detail = match value {
        None => "receipt is missing: the response with the recommendation has it".to_owned(),
        Some(Value::String(text)) => match text.parse() {
            Ok(receipt) => return Some(receipt),
            Err(error) => error.to_string(),
        },
        Some(_) => "receipt must be a string".to_owned(),
    };
    reader.push(Fault::at(&[RECEIPT], detail));
    None
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    let (name, summary) = ("receipt", "The receipt of a recommendation");
    vec![Example::request("erase_query", name, summary, json!({"receipt": example()}))]
}

/// The receipt of the examples: well formed, with the right check characters.
pub(super) fn example() -> String {
    Receipt::new(EXAMPLE).to_string()
}
