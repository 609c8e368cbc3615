//! The self-audit.

/// The audit as JSON.
pub mod response;
/// An invented audit, for the description.
mod sample;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::audit::{Sample, audit};
use framewise_model::knowledge::Knowledge;

use self::response::Audit;
use self::sample::sample;
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::ReadProblems;
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;

/// The self-audit
///
/// Over all single answers, all pairs of answers and a fixed sample of complete answer sets: how often
/// each framework comes first and among the first three, which frameworks can never come first and which
/// dominate them, and how much depends on each question and criterion. Computed once for the knowledge in
/// use, by the first request; while that takes too long, the status is 503.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "The audit.", body = Audit<'static>),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/audit")]
pub async fn get_audit(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let shared = state.clone().into_inner();
    let render =
        move || Representation::json(&Audit::from(audit(shared.knowledge(), Sample::default())));
    Ok(state.audit().get_or_render(render).await?.respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    vec![Example::response("get_audit", "audit", "Invented figures", &sample(knowledge))]
}
