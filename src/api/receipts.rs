//! Receipts: erasing a stored query.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete};

use crate::api::state::State;
use crate::api::storage_problems::{database_unavailable, storing_is_off, unknown_receipt};
use crate::http::extract::NoQuery;
use crate::http::problem::Problem;
use crate::http::responses::PageProblems;
use framewise_model::fault::Fault;
use framewise_storage::privacy::Receipt;

/// Erase a stored query
///
/// Deletes the stored answers, the feedback on them and the receipt. Published statistics do not change: they
/// are rounded and name no person. A receipt is valid for about four weeks; then the link between it and the
/// answers is deleted, and the answers can no longer be found.
#[utoipa::path(
    tag = "recommendations",
    params((
        "receipt" = String, Path, description = "The receipt from the response with the recommendation.",
        min_length = 40, max_length = 40, pattern = "^fwr_[a-z2-7]{36}$",
        example = "fwr_ce3dcnzsgaydambqgaydambqgaydambqoz5q",
    )),
    responses((status = 204, description = "It is erased."), PageProblems),
)]
#[delete("/v1/receipts/{receipt}")]
pub async fn delete_receipt(
    state: Data<State>,
    receipt: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let receipt: Receipt =
        receipt.parse().map_err(|error: framewise_storage::privacy::InvalidReceipt| {
            Problem::invalid(vec![Fault::at(&["receipt"], error.to_string())])
        })?;
    let records = state.records().ok_or_else(storing_is_off)?;
    if !records.erase(&receipt).await.map_err(database_unavailable)? {
        return Err(unknown_receipt());
    }
    Ok(HttpResponse::NoContent().insert_header((CACHE_CONTROL, "no-store")).finish())
}
