//! The GPC support resource: states that the server honours Global Privacy Control (W3C Working Draft of
//! 3 December 2024, section “GPC support resource”).

use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::openapi::example::Example;
use crate::api::openapi::responses::ReadProblems;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;

/// Support for Global Privacy Control.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GpcSupport {
    /// Always true: the server never stores a request with `Sec-GPC: 1`.
    gpc: bool,
    /// The day of the last change, `YYYY-MM-DD`.
    #[schema(format = Date, max_length = 10)]
    last_update: &'static str,
}

const SUPPORT: GpcSupport = GpcSupport { gpc: true, last_update: "2026-11-23" };

/// Support for Global Privacy Control
///
/// The server honours the signal: it stores nothing of a request with `Sec-GPC: 1`.
#[utoipa::path(
    tag = "privacy",
    responses(
        (status = 200, description = "The server honours the signal.", body = GpcSupport),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/.well-known/gpc.json")]
pub async fn get_gpc_support(request: HttpRequest, _: NoQuery) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(Representation::json(&SUPPORT)?.respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    vec![Example::response("get_gpc_support", "support", "The signal is honoured", &SUPPORT)]
}
