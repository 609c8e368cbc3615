//! Several recommendations at once.

use std::sync::{Arc, OnceLock};

use actix_web::http::header::ContentEncoding;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, post};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{self, Detail, Parsed, Refusal};
use framewise_storage::privacy::NotStored;
use futures_util::future::join_all;
use serde::Serialize;
use serde_json::json;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::batch_body::BatchBody;
use super::cohort::{self, cohort_choice};
use super::computing::{cost, offload};
use super::examples::first_request;
use super::rendered::Rendered;
use super::response::{Recommendation, recommend};
use super::storage_outcome::StorageOutcome;
use super::storage_preference::{query_preference, storage_preference};
use super::{batch_request, storing};
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::WriteProblems;
use crate::api::recommendations::request::RecommendationRequest;
use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::admission::rate_limits::Policy;
use crate::http::compression::{choose_for, gzip};
use crate::http::connections::connection::Connection;
use crate::http::extract::{JsonBytes, NoQuery};
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::problem_body::Body;
use crate::http::problem_types::ProblemType;
use crate::http::uncached::{GZIP_LEVEL, translated_once, uncached_in};
use crate::texts::language::Language;

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
    fn new(index: usize, outcome: Item, public_url: &PublicUrl) -> Self {
        let outcome = outcome.map_err(Problem::from).and_then(|(rendered, outcome)| {
            serde_json::from_slice(&rendered.with_outcome(outcome)).map_err(Problem::internal)
        });
        match outcome {
            Ok(json) => Self { index, status: 200, recommendation: Some(json), problem: None },
            Err(problem) => {
                let problem = problem.with_public_url(public_url).body();
                Self { index, status: problem.status, recommendation: None, problem: Some(problem) }
            }
        }
    }
}

/// A rendered recommendation with what became of its answers, or why its request is rejected.
type Item = Result<(Rendered, StorageOutcome), Refusal>;

impl<'k> Batch<'k> {
    fn new(knowledge: &'k Knowledge, items: Vec<Item>) -> Self {
        let results = items.into_iter().enumerate();
        Self {
            results: results
                .map(|(index, item)| BatchResult::new(index, item, &PublicUrl::default()))
                .collect(),
            knowledge_version: &knowledge.version,
            knowledge_digest: &knowledge.digest,
        }
    }
}

/// Recommend for several projects
///
/// Up to 100 requests at once, each processed as if it had been sent alone: an invalid one gets a problem, the
/// others get recommendations. The limit for all together is a million draws, which is the sum of the defaults
/// of 100 requests. `Sec-GPC: 1` and `DNT: 1` apply to all of them. Keep the connection open in both directions
/// until the response arrives: the service stops when the client has closed its side.
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
    body: JsonBytes,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let admission = state.admission();
    let client = admission.client(&request);
    // A large body takes many milliseconds to parse, so it is parsed on a blocking thread when it is its turn.
    let permit = admission.enter(&request).await?;
    let shared = Data::clone(&state);
    let parse = move || Ok(batch_request::parse(&shared.language(), &body.parse()?)?);
    let items = offload(permit, parse).await?;
    admission.charge(&request, Policy::Computing, items.iter().flatten().map(cost).sum())?;
    let reservation = admission.reserve(client, items.iter().map(max_bytes).sum())?;
    let mut rendered = Vec::with_capacity(items.len());
    let language = Language::of(request.query_string(), &request);
    for item in items {
        if has_gone(&request) {
            return Err(gone());
        }
        // Each request has its own turn, so that a batch does not delay the requests of others.
        let permit = admission.enter_again(client).await?;
        let shared = Data::clone(&state);
        rendered.push(match item {
            Ok(parsed) => {
                let render =
                    move || Ok(render(shared.knowledge_in(language), parsed, shared.public_url()));
                offload(permit, render).await?
            }
            Err(refusal) => Err(refusal),
        });
    }
    // Concurrently, so that the writer commits them together.
    let items = join_all(rendered.into_iter().map(async |item| {
        let (parsed, rendered) = item?;
        let choice = cohort_choice(&parsed)?;
        let preference = storage_preference(&request, &parsed);
        let of_query = query_preference(preference, &parsed);
        let storing = storing::store(&state, &request, &parsed, of_query).await?;
        let cohort = match choice {
            None => None,
            Some(choice) => {
                Some(cohort::count(&state, &request, &parsed, preference, choice, None).await?)
            }
        };
        Ok((rendered, StorageOutcome { storing, cohort }))
    }));
    let pieces = pieces(state.knowledge(), items.await, state.public_url())?;
    let coding = choose_for(&request, pieces.iter().map(Bytes::len).sum());
    let pieces = if coding == ContentEncoding::Identity {
        pieces
    } else {
        let permit = admission.enter_again(client).await?;
        offload(permit, move || Ok(vec![gzip(pieces, GZIP_LEVEL)])).await?
    };
    let response = uncached_in(coding, JSON, BatchBody::new(pieces, reservation));
    Ok(translated_once(response, language))
}

/// The most bytes of the result of a request.
fn max_bytes(item: &Result<Parsed, Refusal>) -> usize {
    match item {
        Ok(Parsed { detail: Detail::Brief, .. }) => 16 * 1024,
        Ok(_) | Err(_) => 128 * 1024,
    }
}

/// Whether the client has closed its side of the connection.
fn has_gone(request: &HttpRequest) -> bool {
    request.conn_data::<Arc<Connection>>().is_some_and(|connection| connection.has_sent_all())
}

/// The response to a client that has gone. It is seen in the log only.
fn gone() -> Problem {
    let detail = "The client closed its side of the connection before the response was ready.";
    Problem::new(ProblemType::BadRequest, detail)
}

/// Computes and renders the recommendation for one request.
fn render(
    knowledge: &Knowledge,
    parsed: Parsed,
    public_url: &PublicUrl,
) -> Result<(Parsed, Rendered), Refusal> {
    let knowledge = parsed.context.apply(knowledge);
    let response = recommend(&knowledge, &parsed, public_url)?;
    // Strings, numbers and lists can always be serialised.
    let rendered = Rendered::new(serde_json::to_vec(&response).unwrap_or_default());
    Ok((parsed, rendered))
}

/// A [`Batch`] as JSON in pieces, without copies of the recommendations.
fn pieces(
    knowledge: &Knowledge,
    items: Vec<Item>,
    public_url: &PublicUrl,
) -> Result<Vec<Bytes>, Problem> {
    let mut pieces = Vec::with_capacity(4 * items.len() + 1);
    for (index, item) in items.into_iter().enumerate() {
        let before = if index == 0 { "{\"results\":[" } else { "," };
        match item {
            Ok((rendered, outcome)) => {
                let start =
                    format!("{before}{{\"index\":{index},\"status\":200,\"recommendation\":");
                pieces.push(start.into());
                pieces.extend(rendered.pieces(outcome));
                pieces.push(Bytes::from_static(b"}"));
            }
            Err(refusal) => {
                let result = BatchResult::new(index, Err(refusal), public_url);
                let json = serde_json::to_string(&result).map_err(Problem::internal)?;
                pieces.push(format!("{before}{json}").into());
            }
        }
    }
    let Knowledge { version, digest, .. } = knowledge;
    let end = format!("],\"knowledge_version\":\"{version}\",\"knowledge_digest\":\"{digest}\"}}");
    pieces.push(end.into());
    Ok(pieces)
}

/// The examples of this resource.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let faulty = json!({"candidates": ["django"], "exclude": ["django"], "store": false});
    let body = json!({"requests": [first_request(), faulty]});
    let lexicon = OnceLock::new();
    let language = request::Language::new(knowledge, &lexicon);
    let Ok(items) = batch_request::parse(&language, &body) else { return Vec::new() };
    let items = items.into_iter().map(|item| {
        render(knowledge, item?, &PublicUrl::default())
            .map(|(_, rendered)| (rendered, Err(NotStored::AskedNotTo).into()))
    });
    let response = Batch::new(knowledge, items.collect());
    let (name, summary) = ("two", "Two requests, the second of which contradicts itself");
    vec![
        Example::request("recommend_batch", name, summary, body),
        Example::response("recommend_batch", name, summary, &response),
    ]
}

#[cfg(test)]
mod tests {
    use framewise_model::fault::Fault;
    use framewise_model::knowledge::load;
    use serde_json::{Value, json};

    use super::{Batch, Bytes, Item, NotStored, Refusal, Rendered, pieces};
    use crate::config::PublicUrl;
    use crate::embedded::knowledge_files;

    #[test]
    fn the_pieces_are_the_batch() {
        let knowledge = load(&knowledge_files()).unwrap();
        let open = r#"{"a":1,"stored":false,"not_stored_because":null,"receipt":null,"b":2}"#;
        let items = || -> Vec<Item> {
            vec![
                Err(Refusal::invalid(Fault::at(&["a"], "no"))),
                Ok((Rendered::new(open.into()), Err(NotStored::AskedNotTo).into())),
                Ok((Rendered::new(b"{}".to_vec()), Err(NotStored::AskedNotTo).into())),
            ]
        };
        for count in 1..=3 {
            let first = || items().into_iter().take(count).collect::<Vec<_>>();
            let body = pieces(&knowledge, first(), &PublicUrl::default()).unwrap().iter().fold(
                Vec::new(),
                |mut all, piece: &Bytes| {
                    all.extend_from_slice(piece);
                    all
                },
            );
            let body: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(body, json!(Batch::new(&knowledge, first())));
        }
    }
}
