//! What the server stores of a query, for how long, how to object and how to erase.

/// `docs/privacy.md` with the values of this server.
pub mod document;
/// The facts as JSON.
pub mod facts;
/// `/.well-known/gpc.json`.
pub mod gpc;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_storage::privacy::{Periods, StoringPolicy};

use self::document::document;
use self::facts::{Practice, PrivacyFacts, privacy_facts};
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::{ReadProblems, Text};
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON, MARKDOWN};
use crate::http::problem::Problem;
use crate::texts::language::Language;

/// What is stored of a query
///
/// Every table and column with its purpose and period, the settings of this server, what is claimed and what
/// is not, how to object and how to erase. `/v1/privacy.md` explains it to people.
#[utoipa::path(
    tag = "privacy",
    responses(
        (status = 200, description = "The facts.", body = PrivacyFacts),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/privacy")]
pub async fn get_privacy(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let facts = privacy_facts(state.practice());
    Ok(Representation::json(&facts)?.respond(&request))
}

/// What is stored of a query, as a document
///
/// The privacy page in Markdown, with the settings of this server.
#[utoipa::path(
    tag = "privacy",
    responses(
        (status = 200, description = "The document.", content_type = "text/markdown", body = Text),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/privacy.md")]
pub async fn get_privacy_document(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[MARKDOWN])?;
    let document = Representation::new(MARKDOWN, document(state.practice()));
    Ok(document.in_language(Language::English).respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    let policy = StoringPolicy { enabled: true, by_default: true };
    let practice = Practice { policy, periods: Periods::default(), traces: false };
    let facts = &privacy_facts(practice);
    vec![Example::response("get_privacy", "facts", "A server with the default settings", facts)]
}
