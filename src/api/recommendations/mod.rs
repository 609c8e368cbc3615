//! Recommendations: by POST, and by GET as a link.

/// Several recommendations at once.
pub mod batch;
/// The body of the response to a batch.
mod batch_body;
/// Parses a batch.
mod batch_request;
/// Counting for a cohort.
mod cohort;
/// Computing, through the gate that all clients share.
pub mod computing;
/// A recommendation as a decision record in Markdown: `/v1/recommendations.md`.
pub mod decision_record;
/// Examples for the description.
pub mod examples;
/// The header `Idempotency-Key`.
mod idempotency_key;
/// A rendered recommendation, to which the outcome of storing is added.
pub mod rendered;
/// The request, for the description.
pub mod request;
/// The response.
pub mod response;
/// What became of the answers.
pub mod storage_outcome;
/// What a request says about being stored.
mod storage_preference;
/// Storing of queries.
mod storing;

use std::sync::Arc;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::query_string::{self, PARAMETERS};
use framewise_model::request::{Parsed, environment_members, parse, parse_in};
use framewise_storage::privacy::{Repeatable, StoragePreference};

use self::cohort::cohort_choice;
use self::computing::compute;
use self::idempotency_key::idempotency_key;
use self::rendered::Rendered;
use self::request::RecommendationRequest;
use self::response::Recommendation;
use self::storage_outcome::StorageOutcome;
use self::storage_preference::{query_preference, storage_preference};
use crate::api::openapi::responses::{KeyedProblems, ReadProblems};
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::{JsonBody, NoQuery, Query};
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::uncached::{translated_once, uncached_body};
use crate::texts::language::{self, Language};

/// Initial capacity for a response in bytes: most responses fit without reallocation.
const INITIAL_CAPACITY: usize = 8 * 1024;

/// Recommend a framework
///
/// Returns a ranking of frameworks for a project, with reasons and sources. `detail` decides how much it contains; in
/// `full`, every number can be recomputed. Every member of the request may be left out; `{}` is a request. The answers
/// may be stored anonymously (`GET /v1/questions` lists all options);
/// `store: false`, `Sec-GPC: 1` and `DNT: 1` prevent that. With `cohort`, they count for a group as well, and with
/// `cohort_only`, for the group alone. With an `Idempotency-Key`, a request can be repeated for a day without being
/// stored twice.
#[utoipa::path(
    tag = "recommendations",
    params((
        "Idempotency-Key" = Option<String>, Header, nullable = false,
        description = "A random value, such as a UUID. The same request with the same key gets the same \
            response with the same receipt and is stored once. The key is a secret, because the receipt erases \
            the query: keys with fewer than eight different characters are rejected. The key has no effect on a \
            request that is not stored.",
        min_length = 16, max_length = 255, pattern = "^[!-~]+$",
    )),
    request_body(content = RecommendationRequest, description = "The project."),
    responses(
        (status = 200, description = "The recommendation.", body = Recommendation<'static>),
        KeyedProblems,
    ),
)]
#[post("/v1/recommendations")]
pub async fn recommend(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let parsed = if body.0.get("text").is_some() {
        // Text takes as long to understand as the recommendation takes to compute.
        let _permit = state.admission().enter(&request).await?;
        parse_in(&state.language(), &body.0)?
    } else {
        parse_in(&state.language(), &body.0)?
    };
    let key = idempotency_key(&request)?;
    let choice = cohort_choice(&parsed)?;
    let preference = storage_preference(&request, &parsed);
    let language = Language::of(request.query_string(), &request);
    let of_query = query_preference(preference, &parsed);
    let parsed = Arc::new(parsed);
    let rendered = find_or_compute(&state, &request, &parsed, language, Some(of_query)).await?;
    // Members sorted by name and no spaces, so that equal requests have equal bytes.
    let sorted = key.is_some().then(|| {
        let mut body = body.0;
        body.sort_all_objects();
        body.to_string()
    });
    let repeatable =
        key.zip(sorted.as_deref()).map(|(key, body)| Repeatable { key, body: body.as_bytes() });
    let storing = match repeatable {
        None => storing::store(&state, &request, &parsed, of_query).await?,
        Some(repeatable) => {
            storing::store_once(&state, &request, &parsed, of_query, repeatable).await?
        }
    };
    let cohort = match choice {
        None => None,
        Some(choice) => {
            Some(cohort::count(&state, &request, &parsed, preference, choice, repeatable).await?)
        }
    };
    let body = rendered.with_outcome(StorageOutcome { storing, cohort });
    Ok(translated_once(uncached_body(&request, JSON, body), language))
}

/// The response from the cache, or computed and rendered. `preference` is that of a request that may be stored.
///
/// # Errors
/// A problem if the client has had too much, if too many requests wait, or if nothing would count.
async fn find_or_compute(
    state: &Data<State>,
    request: &HttpRequest,
    parsed: &Arc<Parsed>,
    language: Language,
    preference: Option<StoragePreference>,
) -> Result<Rendered, Problem> {
    let key = cache_key(state, parsed, language);
    if let Some(cached) = key.as_ref().and_then(|key| state.cache().get(key)) {
        return Ok(cached);
    }
    let _expected = preference.and_then(|preference| storing::expect(state, preference));
    let (shared, moved) = (Data::clone(state), Arc::clone(parsed));
    let work = move || render(&shared, &moved, language);
    let rendered = compute(state, request, parsed, work).await?;
    if let Some(key) = key {
        state.cache().insert(key, &rendered);
    }
    Ok(rendered)
}

/// The key of a response in the cache; `None` for one that is not cached.
fn cache_key(state: &State, parsed: &Parsed, language: Language) -> Option<String> {
    // The response to a text quotes words of it, which are stored nowhere, and the key does not contain them.
    let key = || query_string::query(state.knowledge(), parsed);
    parsed.understood.is_none().then(|| language.cache_key(&key()).into_owned())
}

/// Computes and renders a response in this language.
fn render(state: &State, parsed: &Parsed, language: Language) -> Result<Rendered, Problem> {
    let knowledge = parsed.context.apply(state.knowledge_in(language));
    let response = response::recommend(&knowledge, parsed, state.public_url())?;
    let mut json = Vec::with_capacity(INITIAL_CAPACITY);
    serde_json::to_writer(&mut json, &response).map_err(Problem::internal)?;
    Ok(Rendered::new(json))
}

/// A recommendation as a link
///
/// The same response as to POST, at an address that can be shared and cached. The query is never stored.
/// Items of lists are separated by commas or stand in repeated parameters; priorities have the form `performance:2`.
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
    Ok(answer(&request, &state, query).await?.respond(&request))
}

/// The response to the request in a query string.
///
/// # Errors
/// A problem with all faults of the request, or if there are too many requests.
pub async fn answer(
    request: &HttpRequest,
    state: &Data<State>,
    query: Query,
) -> Result<Representation, Problem> {
    let parsed = Arc::new(parse_query(state.knowledge(), query)?);
    let language = Language::of(request.query_string(), request);
    let rendered = find_or_compute(state, request, &parsed, language, None).await?;
    Ok(rendered.as_resource(language))
}

/// Reads a request from a query string.
fn parse_query(knowledge: &Knowledge, query: Query) -> Result<Parsed, Problem> {
    let known: Vec<&str> = parameters(knowledge).collect();
    let query = query.checked(&known, |name| query_string::place(knowledge, name))?;
    let query = query.without(&[language::PARAMETER]);
    Ok(parse(knowledge, &query_string::from_pairs(knowledge, query.pairs()))?)
}

/// The query parameters: the questions, the other members of a request, and those of its environment.
fn parameters(knowledge: &Knowledge) -> impl Iterator<Item = &str> {
    let questions = knowledge.questions.iter().map(|question| question.id.as_str());
    questions.chain(PARAMETERS).chain(environment_members(knowledge))
}
