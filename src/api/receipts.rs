//! Receipts: erasing a stored query. A receipt is a secret, so it stands in the body and never in an address, which
//! proxies write to their logs.

use actix_web::http::header::{CACHE_CONTROL, RETRY_AFTER};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use framewise_model::fault::{Fault, excerpt};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Refusal;
use framewise_model::request::reader::Reader;
use framewise_storage::Erasure;
use framewise_storage::privacy::Receipt;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::openapi::example::{Example, Part};
use crate::api::openapi::responses::EraseProblems;
use crate::api::state::State;
use crate::api::storage_problems::{database_unavailable, storing_is_off, unknown_receipt};
use crate::http::admission::rate_limits::Policy;
use crate::http::extract::{JsonBody, NoQuery};
use crate::http::problem::Problem;

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

/// What remains of an erased query.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct ErasurePending {
    /// `bytes_remain`: until another program that reads the database file ends; repeat the request until the
    /// status is 204. `bytes_left_to_server`: PostgreSQL decides when it overwrites them.
    state: ErasureState,
    /// The same as a sentence.
    #[schema(max_length = 400)]
    detail: &'static str,
}

/// Where bytes of an erased query remain.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ErasureState {
    BytesRemain,
    BytesLeftToServer,
}

const BYTES_REMAIN: ErasurePending = ErasurePending {
    state: ErasureState::BytesRemain,
    detail: "The query is deleted, and no request can reach it. Another program reads the database file, so the \
             write-ahead log still holds its bytes. The server tries to remove them every 250 ms. Repeat the \
             request: the status is 204 when they are gone.",
};
const BYTES_LEFT_TO_SERVER: ErasurePending = ErasurePending {
    state: ErasureState::BytesLeftToServer,
    detail: "The query is deleted, and no request can reach it. Its bytes remain in files of PostgreSQL until a \
             vacuum has made room for other rows and the write-ahead log is recycled. The server of this API \
             cannot see when that is.",
};

/// Erase a stored query
///
/// Deletes the stored answers, the feedback on them and the receipt. With status 204, no file of the database holds
/// their bytes; with 202, they are deleted and out of reach, and the response says where bytes remain. Published
/// statistics do not change. A receipt is valid for about four weeks; then the link between it and the answers is
/// deleted, and the answers can no longer be found.
#[utoipa::path(
    tag = "recommendations",
    request_body(content = EraseRequest, description = "The receipt."),
    responses(
        (status = 202, description = "It is deleted; bytes remain.", body = ErasurePending),
        (status = 204, description = "It is erased, and no file of the database holds its bytes."),
        EraseProblems,
    ),
)]
#[post("/v1/receipts/erase")]
pub async fn erase_query(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let receipt = parse(state.knowledge(), &body.0)?;
    state.admission().charge(&request, Policy::Receipts, 1)?;
    let stored_queries = state.stored_queries().ok_or_else(storing_is_off)?;
    let mut accepted = HttpResponse::Accepted();
    accepted.insert_header((CACHE_CONTROL, "no-store"));
    match stored_queries.erase(&receipt).await.map_err(database_unavailable)? {
        Erasure::Unknown => Err(unknown_receipt()),
        Erasure::Gone => {
            Ok(HttpResponse::NoContent().insert_header((CACHE_CONTROL, "no-store")).finish())
        }
        Erasure::BytesRemain => Ok(accepted.insert_header((RETRY_AFTER, "1")).json(BYTES_REMAIN)),
        Erasure::BytesLeftToServer => Ok(accepted.json(BYTES_LEFT_TO_SERVER)),
    }
}

/// Parses a request to erase.
fn parse(knowledge: &Knowledge, value: &Value) -> Result<Receipt, Refusal> {
    let invalid = |detail| Refusal::invalid(Fault::at::<&str>(&[], detail));
    let members = value.as_object().ok_or_else(|| invalid("the request must be a JSON object"))?;
    let mut reader = Reader::new(knowledge);
    for name in members.keys().filter(|name| *name != RECEIPT) {
        reader.push_with(|| {
            let detail = format!("{} is not a member of this request", excerpt(name));
            Fault::at(&[name], detail).with_allowed(name, [RECEIPT])
        });
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
    vec![
        Example::request("erase_query", name, summary, json!({"receipt": example()})),
        Example {
            part: Part::Response(202),
            ..Example::response(
                "erase_query",
                "bytes_remain",
                "Another program reads the database file",
                &BYTES_REMAIN,
            )
        },
    ]
}

/// The receipt of the examples: well formed, with the right check characters.
pub(super) fn example() -> String {
    Receipt::new(EXAMPLE).to_string()
}
