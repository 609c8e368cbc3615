//! Liveness, readiness and versions, for operators.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use framewise_storage::privacy::NotStored;
use framewise_storage::stored_queries::StoredQueries;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::openapi::example::Example;
use crate::api::openapi::responses::PlainProblems;
use crate::api::state::State;
use crate::http::extract::NoQuery;
use crate::http::problem::Problem;
use crate::http::uncached::uncached;

/// The version of the API: the first segment of its paths.
const API_VERSION: &str = "v1";

/// Whether queries are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Storing {
    /// Queries are stored.
    On,
    /// Storing is switched off by a setting.
    Off,
    /// Queries cannot be stored at present; recommendations are not affected.
    Failing,
}

impl Storing {
    fn of(state: &State) -> Self {
        match state.stored_queries().map(StoredQueries::write_queue) {
            None => Self::Off,
            Some(write_queue) if write_queue.health().is_well() => Self::On,
            Some(_) => Self::Failing,
        }
    }
}

/// The service runs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alive {
    /// Always `alive`.
    #[schema(max_length = 16, pattern = "^alive$")]
    status: &'static str,
}

/// Whether the service should get requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// `degraded`: queries cannot be stored at present; all requests are served.
    status: ReadinessStatus,
    /// State of storing.
    storing: Storing,
    /// Why queries cannot be stored at present, as in `not_stored_because` of a recommendation; left out if they can.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 32, nullable = false)]
    not_storing_because: Option<&'static str>,
    /// What the operator should look at; left out if there is nothing. `clock_ahead`: the clock is more than eight
    /// weeks ahead of the newest closed week, so no statistics are released and no rows are deleted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 8, required = false)]
    warnings: Vec<Warning>,
}

/// What the operator should look at.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Warning {
    ClockAhead,
}

/// Whether the service should get requests.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ReadinessStatus {
    Ready,
    Degraded,
}

/// Versions of program, API and knowledge.
#[derive(Debug, Serialize, ToSchema)]
pub struct Versions {
    /// Name of the program.
    #[schema(max_length = 32, pattern = "^framewise$")]
    name: &'static str,
    /// Version of the program.
    #[schema(max_length = 32, pattern = r"^[0-9]+\.[0-9]+\.[0-9]+")]
    version: &'static str,
    /// Version of the API.
    #[schema(max_length = 8, pattern = "^v[0-9]+$")]
    api_version: &'static str,
    /// Version of the knowledge.
    #[schema(max_length = 32, pattern = r"^[0-9]{4}\.[0-9]{1,2}\.[0-9]+$")]
    knowledge_version: String,
    /// Fingerprint of the knowledge.
    #[schema(max_length = 71, pattern = "^sha256:[0-9a-f]{64}$")]
    knowledge_digest: String,
}

/// Whether the service runs
///
/// Restart the process when this fails.
#[utoipa::path(
    tag = "operations",
    responses((status = 200, description = "It runs.", body = Alive), PlainProblems),
)]
#[get("/livez")]
pub async fn check_alive(_: NoQuery) -> Result<HttpResponse, Problem> {
    uncached(&ALIVE)
}

const ALIVE: Alive = Alive { status: "alive" };

/// Whether the service should get requests
///
/// A service that cannot store queries still serves recommendations, so `degraded` has status 200. Before
/// the service stops, the status is 503 for a while, so that load balancers send no more requests.
#[utoipa::path(
    tag = "operations",
    responses((status = 200, description = "Send requests.", body = Readiness), PlainProblems),
)]
#[get("/readyz")]
pub async fn check_ready(state: Data<State>, _: NoQuery) -> Result<HttpResponse, Problem> {
    if state.is_stopping() {
        return Err(Problem::unavailable("The service is about to stop."));
    }
    let storing = Storing::of(&state);
    let status = match storing {
        Storing::Failing => ReadinessStatus::Degraded,
        Storing::On | Storing::Off => ReadinessStatus::Ready,
    };
    let fault = state
        .stored_queries()
        .and_then(|stored_queries| stored_queries.write_queue().health().fault);
    let clock_ahead = state.warnings().clock_is_ahead().then_some(Warning::ClockAhead);
    uncached(&Readiness {
        status,
        storing,
        not_storing_because: fault.map(NotStored::code),
        warnings: clock_ahead.into_iter().collect(),
    })
}

/// Versions of program, API and knowledge
///
/// Two instances with the same versions and the same digest send the same responses.
#[utoipa::path(
    tag = "operations",
    responses((status = 200, description = "The versions.", body = Versions), PlainProblems),
)]
#[get("/version")]
pub async fn show_version(state: Data<State>, _: NoQuery) -> Result<HttpResponse, Problem> {
    uncached(&versions(state.knowledge()))
}

/// The examples of these resources.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let ready = Readiness {
        status: ReadinessStatus::Ready,
        storing: Storing::On,
        not_storing_because: None,
        warnings: Vec::new(),
    };
    vec![
        Example::response("check_alive", "alive", "It runs", &ALIVE),
        Example::response("check_ready", "ready", "Everything works", &ready),
        Example::response("show_version", "version", "This service", &versions(knowledge)),
    ]
}

fn versions(knowledge: &Knowledge) -> Versions {
    Versions {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        api_version: API_VERSION,
        knowledge_version: knowledge.version.clone(),
        knowledge_digest: knowledge.digest.clone(),
    }
}
