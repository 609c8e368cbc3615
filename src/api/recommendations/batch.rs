//! Several recommendations at once.

use std::sync::OnceLock;

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, post};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{Language, Parsed, Refusal};
use framewise_storage::privacy::NotStored;
use framewise_storage::records::StoringOutcome;
use futures_util::future::join_all;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::examples::first_request;
use super::rendered::Rendered;
use super::response::{Recommendation, recommend};
use super::storage_preference::storage_preference;
use super::{batch_request, storing};
use crate::api::openapi::example::Example;
use crate::api::recommendations::request::RecommendationRequest;
use crate::api::state::State;
use crate::http::caching::uncached_body;
use crate::http::extract::{JsonBody, NoQuery};
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::problem_body::Body;
use crate::http::responses::WriteProblems;

/// Several requests.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchRequest {
    /// The requests, each as for a single recommendation.
    #[schema(min_items = 1, max_items = 100)]
    requests: Vec<RecommendationRequest>,
}

/// One result for each request of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub struct Batch<'k> {
    /// The results, in the order of the requests.
    #[schema(min_items = 1, max_items = 100)]
    results: Vec<BatchResult>,
    /// Version of the knowledge that decided.
    #[schema(max_length = 32)]
    knowledge_version: &'k str,
    /// Digest of the knowledge that decided.
    #[schema(max_length = 71)]
    knowledge_digest: &'k str,
}

/// The result of one request of a batch: a recommendation with status 200, or a problem.
#[derive(Debug, Serialize, ToSchema)]
struct BatchResult {
    /// Index of the request in the batch, from 0.
    #[schema(format = Int32, minimum = 0, maximum = 99)]
    index: usize,
    /// The status of the response if the request had been sent alone.
    #[schema(format = Int32, minimum = 200, maximum = 599)]
    status: u16,
    /// The recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Option<Recommendation<'static>>)]
    recommendation: Option<Box<RawValue>>,
    /// The problem; its pointers are relative to the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    problem: Option<Body>,
}

impl BatchResult {
    fn new(index: usize, outcome: Item) -> Self {
        let outcome = outcome.map_err(Problem::from).and_then(|(rendered, storing)| {
            serde_json::from_slice(&rendered.with_storing(storing)).map_err(Problem::internal)
        });
        match outcome {
            Ok(json) => Self { index, status: 200, recommendation: Some(json), problem: None },
            Err(problem) => {
                let problem = problem.body();
                Self { index, status: problem.status, recommendation: None, problem: Some(problem) }
            }
        }
    }
}

/// A rendered recommendation with the outcome of storing it, or why its request is rejected.
type Item = Result<(Rendered, StoringOutcome), Refusal>;

impl<'k> Batch<'k> {
    fn new(knowledge: &'k Knowledge, items: Vec<Item>) -> Self {
        let results = items.into_iter().enumerate();
        Self {
            results: results.map(|(index, item)| BatchResult::new(index, item)).collect(),
            knowledge_version: &knowledge.version,
            knowledge_digest: &knowledge.digest,
        }
    }
}

/// Recommend for several projects
///
/// Up to 100 requests at once, each processed as if it had been sent alone: an invalid one gets a problem, the
/// others get recommendations. The limit for all together is a million draws, which is the sum of the defaults
/// of 100 requests. `Sec-GPC: 1` and `DNT: 1` apply to all of them.
#[utoipa::path(
    tag = "recommendations",
    request_body(content = BatchRequest, description = "The projects."),
    responses(
        (status = 200, description = "A result for each request.", body = Batch<'static>),
        WriteProblems,
    ),
)]
#[post("/v1/recommendations/batch")]
pub async fn recommend_batch(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let items = batch_request::parse(&state.language(), &body.0)?;
    // A hundred recommendations take tens of milliseconds, so they are computed on a blocking thread.
    let shared = Data::clone(&state);
    let rendered = web::block(move || {
        items.into_iter().map(|item| render(shared.knowledge(), item?)).collect::<Vec<_>>()
    });
    let rendered = rendered.await.map_err(Problem::internal)?;
    // Concurrently, so that the writer commits them together.
    let items = join_all(rendered.into_iter().map(async |item| {
        let (parsed, rendered) = item?;
        let preference = storage_preference(&request, &parsed);
        Ok((rendered, storing::store(&state, &parsed, preference).await?))
    }));
    let batch = Batch::new(state.knowledge(), items.await);
    let json = serde_json::to_vec(&batch).map_err(Problem::internal)?;
    Ok(uncached_body(&request, JSON, json))
}

/// Computes and renders the recommendation for one request.
fn render(knowledge: &Knowledge, parsed: Parsed) -> Result<(Parsed, Rendered), Refusal> {
    let knowledge = parsed.context.apply(knowledge);
    let response = recommend(&knowledge, &parsed)?;
    // Strings, numbers and lists can always be serialised.
    let rendered = Rendered::new(serde_json::to_vec(&response).unwrap_or_default());
    Ok((parsed, rendered))
}

/// The examples of this resource.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let faulty = json!({"candidates": ["django"], "exclude": ["django"], "store": false});
    let body = json!({"requests": [first_request(), faulty]});
    let lexicon = OnceLock::new();
    let language = Language::new(knowledge, &lexicon);
    let Ok(items) = batch_request::parse(&language, &body) else { return Vec::new() };
    let items = items.into_iter().map(|item| {
        render(knowledge, item?).map(|(_, rendered)| (rendered, Err(NotStored::AskedNotTo)))
    });
    let response: Value = json!(Batch::new(knowledge, items.collect()));
    let (name, summary) = ("two", "Two requests, the second of which contradicts itself");
    vec![
        Example::request("recommend_batch", name, summary, body),
        Example::response("recommend_batch", name, summary, response),
    ]
}
