//! From answers about a project to an explained recommendation.

use actix_web::http::header::HeaderMap;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde_json::{Value, json};

use crate::http::State;
use crate::http::cache::{Representation, no_store};
use crate::http::example::Example;
use crate::http::extract::{JsonBody, NoQuery, Query};
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::{ReadProblems, WriteProblems};
use crate::knowledge::Knowledge;
use crate::privacy::Wishes;
use crate::service::permalink::{self, PARAMETERS};
use crate::service::recommendation::{self, Recommendation};
use crate::service::request::{self, RecommendationRequest, Refusal};

/// Room for most answers, so that they are not moved while they grow.
const USUAL_BYTES: usize = 32 * 1024;

/// Recommend a framework
///
/// Takes what is known of a project and answers with a ranking in which every number can be
/// recomputed. Every member may be left out; `{}` is a request. The answers may be stored without a
/// name (`GET /v1/questions` lists all there are); `store: false`, `Sec-GPC: 1` and `DNT: 1` prevent it.
#[utoipa::path(
    tag = "recommendations",
    request_body(content = RecommendationRequest, description = "What is known of the project."),
    responses(
        (status = 200, description = "The recommendation.", body = Recommendation<'static>),
        WriteProblems,
    ),
)]
#[post("/v1/recommendations")]
pub async fn create_recommendation(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let service = state.service();
    let parsed = request::parse(service.knowledge(), &body.0)?;
    let signalled = |name| is_one(request.headers(), name);
    let wishes =
        Wishes { store: parsed.store, sec_gpc: signalled("sec-gpc"), dnt: signalled("dnt") };
    let storing = service.store(&parsed, wishes).await?;
    let canonical = permalink::query(service.knowledge(), &parsed);
    let answer = state.answers().get_or_write(canonical, storing.err(), || {
        let answer = service.recommend(&parsed, storing)?;
        let mut json = Vec::with_capacity(USUAL_BYTES);
        // Two thirds of the time that serde_json takes for as many short strings.
        sonic_rs::to_writer(&mut json, &answer).map_err(Problem::internal)?;
        Ok(json)
    })?;
    Ok(no_store(answer))
}

/// A recommendation as a link
///
/// The same answer as to POST, at an address that can be shared and kept. It is never stored.
/// Lists are separated by commas, priorities are written `performance:2`.
#[utoipa::path(
    tag = "recommendations",
    responses(
        (status = 200, description = "The recommendation.", body = Recommendation<'static>),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/recommendations")]
pub async fn get_recommendation(
    request: HttpRequest,
    state: Data<State>,
    query: Query,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let knowledge = state.knowledge();
    let known: Vec<&str> = parameters(knowledge).collect();
    let query = query.only(&known)?;
    let parsed = request::parse(knowledge, &permalink::from_pairs(knowledge, query.pairs()))?;
    let answer = recommendation::recommend(knowledge, &parsed)?;
    Ok(Representation::json(&answer)?.respond(&request))
}

/// The parameters of the link: the questions, then the rest.
fn parameters(knowledge: &Knowledge) -> impl Iterator<Item = &str> {
    knowledge.questions.iter().map(|question| question.id.as_str()).chain(PARAMETERS)
}

/// Whether a privacy signal is given; both are defined for the value 1 only.
fn is_one(headers: &HeaderMap, name: &str) -> bool {
    headers.get_all(name).any(|value| value.as_bytes().trim_ascii() == b"1")
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(faults) => Self::invalid(faults),
            Refusal::Contradictory(faults) => Self::contradictory(faults),
        }
    }
}

/// Requests to show, with name and summary; Swagger UI offers them by name, so `api` comes first.
fn requests() -> [(&'static str, &'static str, Value); 3] {
    [
        (
            "api",
            "A small JSON service over a document database",
            json!({
                "answers": {
                    "project_type": "rest_api",
                    "project_size": "small",
                    "features": ["api_docs", "nosql"],
                },
                "candidates": ["fastapi", "flask", "litestar"],
                "store": false,
            }),
        ),
        (
            "shop",
            "A shop that must have an admin interface, Django or Flask",
            json!({
                "answers": {"project_type": "ecommerce", "security": "high", "deadline": "tight"},
                "candidates": ["django", "flask"],
                "must_have": ["admin_interface"],
                "store": false,
            }),
        ),
        (
            "priorities",
            "A service for which speed counts twice and age does not count",
            json!({
                "answers": {"project_type": "microservice", "load": "high"},
                "priorities": {"performance": 2, "longevity": 0},
                "candidates": ["fastapi", "sanic", "starlette"],
                "store": false,
            }),
        ),
    ]
}

/// The examples of these resources: what the service answers to the requests shown.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let mut examples = Vec::new();
    for (name, summary, body) in requests() {
        let Ok(parsed) = request::parse(knowledge, &body) else { continue };
        let Ok(mut answer) = recommendation::recommend(knowledge, &parsed) else { continue };
        if examples.is_empty() {
            let summary = "The first example of POST as a link";
            examples.push(Example::response("get_recommendation", name, summary, json!(answer)));
        }
        answer.not_stored_because = Some(crate::privacy::NotStored::AskedNotTo.code());
        examples.push(Example::request("create_recommendation", name, summary, body));
        examples.push(Example::response("create_recommendation", name, summary, json!(answer)));
    }
    examples
}
