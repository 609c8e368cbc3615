//! From answers about a project to an explained recommendation.

/// Many recommendations at once.
pub mod batch;
/// A batch as it is read.
mod batch_request;
/// A recommendation as a record of the decision, in Markdown.
pub mod decision_record;
/// The request as the API describes it.
pub mod request;
/// The response.
pub mod response;
/// Storing of queries.
mod storing;

use actix_web::http::header::RETRY_AFTER;
use actix_web::web::{self, Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde_json::{Value, json};

use self::decision_record::markdown;
use self::request::RecommendationRequest;
use self::response::Answer;
use self::storing::StoreRefusal;
use crate::api::openapi::example::Example;
use crate::api::state::State;
use crate::http::caching::{Representation, no_store, varying_on_accept};
use crate::http::extract::{JsonBody, NoQuery, Query};
use crate::http::negotiate;
use crate::http::negotiate::{JSON, MARKDOWN};
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;
use crate::http::responses::{KeyedProblems, ReadProblems};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::permalink;
use framewise_model::request::permalink::PARAMETERS;
use framewise_model::request::{Parsed, Refusal};
use framewise_storage::privacy::{IdempotencyKey, StoragePreference};
use framewise_storage::records::{KeyConflict, Repeatable, StoringOutcome};

/// Room for most answers, so that they are not moved while they grow.
const INITIAL_CAPACITY: usize = 32 * 1024;
/// So many draws take about a millisecond; what takes longer is done beside the event loop, where it
/// keeps no other request of its worker waiting.
const QUICK_DRAWS: usize = 20_000;

/// Recommend a framework
///
/// Takes what is known of a project and answers with a ranking in which every number can be
/// recomputed. Every member may be left out; `{}` is a request. The answers may be stored without a
/// name (`GET /v1/questions` lists all there are); `store: false`, `Sec-GPC: 1` and `DNT: 1` prevent it.
/// With an `Idempotency-Key`, a request can be sent again for a day without being stored twice.
#[utoipa::path(
    tag = "recommendations",
    params((
        "Idempotency-Key" = Option<String>, Header, nullable = false,
        description = "A value that no other request has, such as a random UUID: the same request with the \
            same key gets the same answer with the same receipt and is stored once. It counts only for \
            what is stored.",
        min_length = 1, max_length = 255, pattern = "^[!-~]+$",
        example = "0b5f1fd6-5a0a-4b0e-9d3e-0f2b7d0b7a55",
    )),
    request_body(content = RecommendationRequest, description = "What is known of the project."),
    responses(
        (status = 200, description = "The recommendation.", content(
            (Answer<'static> = "application/json"),
            (String = "text/markdown"),
        )),
        KeyedProblems,
    ),
)]
#[post("/v1/recommendations")]
pub async fn create_recommendation(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let form = negotiate::choose(&request, &[JSON, MARKDOWN])?;
    let parsed = framewise_model::request::parse_in(&state.language(), &body.0)?;
    let preference = preference(&request, &parsed);
    let storing = match idempotency_key(&request)? {
        None => storing::store(&state, &parsed, preference).await?,
        Some(key) => {
            // Members in the order of their names and no spaces: equal requests have equal bytes.
            let body = body.0.to_string();
            let repeatable = Repeatable { key, body: body.as_bytes() };
            storing::store_once(&state, &parsed, preference, repeatable).await?
        }
    };
    let shared = Data::clone(&state);
    let answer =
        offload_if_heavy(parsed.sampling.draws, move || render(&shared, form, &parsed, storing));
    Ok(varying_on_accept(no_store(form, answer.await?)))
}

/// The answer in its form. One in JSON may have been rendered already.
fn render(
    state: &State,
    form: &str,
    parsed: &Parsed,
    storing: StoringOutcome,
) -> Result<Bytes, Problem> {
    let knowledge = state.knowledge();
    if form == MARKDOWN {
        let answer = response::recommend(knowledge, parsed)?.with_storing(storing);
        return Ok(Bytes::from(markdown(knowledge, parsed, &answer)));
    }
    let write = |storing| {
        let answer = response::answer(knowledge, parsed)?.with_storing(storing);
        let mut json = Vec::with_capacity(INITIAL_CAPACITY);
        serde_json::to_writer(&mut json, &answer).map_err(Problem::internal)?;
        Ok(json)
    };
    if parsed.understood.is_some() {
        // The answer repeats words of a text: they are kept nowhere, and the link does not have them.
        return write(storing).map(Bytes::from);
    }
    let canonical = permalink::query(knowledge, parsed);
    state.cache().recommendation(canonical, storing, write)
}

/// Runs work with many draws outside the event loop.
async fn offload_if_heavy<T: Send + 'static>(
    draws: usize,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    if draws <= QUICK_DRAWS { work() } else { web::block(work).await.map_err(Problem::internal)? }
}

/// A recommendation as a link
///
/// The same answer as to POST, at an address that can be shared and kept. It is never stored.
/// Lists are separated by commas, priorities are written `performance:2`.
#[utoipa::path(
    tag = "recommendations",
    responses(
        (status = 200, description = "The recommendation.", content(
            (Answer<'static> = "application/json"),
            (String = "text/markdown"),
        )),
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
    let form = negotiate::choose(&request, &[JSON, MARKDOWN])?;
    let knowledge = state.knowledge();
    let known: Vec<&str> = parameters(knowledge).collect();
    let query = query.only(&known)?;
    let parsed = framewise_model::request::parse(
        knowledge,
        &permalink::from_pairs(knowledge, query.pairs()),
    )?;
    let shared = Data::clone(&state);
    let representation = offload_if_heavy(parsed.sampling.draws, move || {
        if form == MARKDOWN {
            let answer = response::recommend(shared.knowledge(), &parsed)?;
            let record = markdown(shared.knowledge(), &parsed, &answer);
            return Ok(Representation::new(MARKDOWN, record));
        }
        Representation::json(&response::answer(shared.knowledge(), &parsed)?)
    });
    Ok(representation.await?.varying_on_accept().respond(&request))
}

/// The parameters of the link: the questions, then the rest.
fn parameters(knowledge: &Knowledge) -> impl Iterator<Item = &str> {
    knowledge.questions.iter().map(|question| question.id.as_str()).chain(PARAMETERS)
}

/// What a request says about being stored. The signals are defined for the value 1 only.
pub(super) fn preference(request: &HttpRequest, parsed: &Parsed) -> StoragePreference {
    let signalled = |name| {
        let mut values = request.headers().get_all(name);
        values.any(|value| value.as_bytes().trim_ascii() == b"1")
    };
    StoragePreference { store: parsed.store, sec_gpc: signalled("sec-gpc"), dnt: signalled("dnt") }
}

/// The key of a request that may be sent again, if it has one.
fn idempotency_key(request: &HttpRequest) -> Result<Option<IdempotencyKey<'_>>, Problem> {
    let mut values = request.headers().get_all("idempotency-key");
    let Some(value) = values.next() else { return Ok(None) };
    let refuse = |detail: String| Problem::new(ProblemType::BadRequest, detail);
    if values.next().is_some() {
        return Err(refuse("There is more than one Idempotency-Key.".to_owned()));
    }
    let key = IdempotencyKey::new(value.as_bytes());
    key.map(Some).map_err(|error| refuse(format!("{error}.")))
}

impl From<StoreRefusal> for Problem {
    fn from(refusal: StoreRefusal) -> Self {
        let of = |kind: ProblemType| Self::new(kind, kind.definition().explanation);
        match refusal {
            StoreRefusal::Request(refusal) => refusal.into(),
            StoreRefusal::Key(KeyConflict::Reused) => of(ProblemType::KeyReused),
            StoreRefusal::Key(KeyConflict::UnderWay) => {
                of(ProblemType::RequestUnderWay).with_header(RETRY_AFTER, "1")
            }
        }
    }
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
fn requests() -> [(&'static str, &'static str, Value); 5] {
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
        (
            "text",
            "A project in plain English, and what would make Django win",
            json!({
                "text": "a small JSON service over MongoDB, two weeks, I am new to Python",
                "candidates": ["django", "flask"],
                "target": "django",
                "store": false,
            }),
        ),
        (
            "brief",
            "A dashboard, told briefly",
            json!({
                "answers": {"project_type": "data_dashboard", "team_size": "solo"},
                "detail": "brief",
                "store": false,
            }),
        ),
    ]
}

/// The first of the requests to show.
pub(super) fn first_example() -> Value {
    let [(_, _, first), ..] = requests();
    first
}

/// The examples of these resources: what the service answers to the requests shown.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let mut examples = Vec::new();
    for (name, summary, body) in requests() {
        let Ok(parsed) = framewise_model::request::parse(knowledge, &body) else { continue };
        let Ok(answer) = response::answer(knowledge, &parsed) else { continue };
        if examples.is_empty() {
            let summary = "The first example of POST as a link";
            examples.push(Example::response("get_recommendation", name, summary, json!(answer)));
        }
        let answer = answer.with_storing(Err(framewise_storage::privacy::NotStored::AskedNotTo));
        examples.push(Example::request("create_recommendation", name, summary, body));
        let answer = json!(answer);
        examples.push(Example::response("create_recommendation", name, summary, answer));
    }
    examples
}
