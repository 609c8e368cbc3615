//! For those who run the service, and those who meet one of its problems.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::cache::{Representation, uncached};
use super::example::Example;
use super::extract::NoQuery;
use super::page::{escape, fill, page};
use super::problem::Problem;
use super::problem_types::ProblemType;
use super::responses::{Html, PageProblems, PlainProblems};
use super::{State, Storing};
use crate::knowledge::Knowledge;

/// The version of the API: the first segment of its paths.
const API_VERSION: &str = "v1";

/// The page of a type of problem.
const PROBLEM: &str = include_str!("../../web/problem.html");

/// That the service runs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alive {
    /// Always `alive`.
    #[schema(max_length = 16, pattern = "^alive$")]
    status: &'static str,
}

/// Whether the service should get requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// `degraded`: everything is answered, but queries cannot be stored at present.
    status: ReadinessStatus,
    /// How storing of queries is doing.
    storing: Storing,
}

/// Whether the service should get requests.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ReadinessStatus {
    Ready,
    Degraded,
}

/// Which program with which knowledge answers.
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
/// Answers as long as the process can answer at all. Restart it when this fails.
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
/// A service that cannot store queries at present still answers every recommendation, so `degraded`
/// is 200. Before the service stops, it answers 503 for a while, so that balancers send no more.
#[utoipa::path(
    tag = "operations",
    responses((status = 200, description = "Send requests.", body = Readiness), PlainProblems),
)]
#[get("/readyz")]
pub async fn check_ready(state: Data<State>, _: NoQuery) -> Result<HttpResponse, Problem> {
    if state.is_stopping() {
        return Err(Problem::unavailable("The service is about to stop."));
    }
    let storing = state.storing();
    let status = match storing {
        Storing::Failing => ReadinessStatus::Degraded,
        Storing::On | Storing::Off => ReadinessStatus::Ready,
    };
    uncached(&Readiness { status, storing })
}

/// Versions of program, API and knowledge
///
/// Two instances with the same versions and the same digest give the same answers.
#[utoipa::path(
    tag = "operations",
    responses((status = 200, description = "The versions.", body = Versions), PlainProblems),
)]
#[get("/version")]
pub async fn show_version(state: Data<State>, _: NoQuery) -> Result<HttpResponse, Problem> {
    uncached(&versions(state.knowledge()))
}

/// What a type of problem means
///
/// A page for people: what happened, and what to do about it. It is the `type` of a problem.
#[utoipa::path(
    tag = "documentation",
    params((
        "slug" = String, Path, description = "Last segment of the `type` of a problem.",
        max_length = 64, pattern = "^[a-z-]+$", example = "invalid-request",
    )),
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PageProblems,
    ),
)]
#[get("/problems/{slug}")]
pub async fn explain_problem(
    request: HttpRequest,
    state: Data<State>,
    slug: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let page = state.problem_pages().get(&slug);
    page.map(|page| page.respond(&request)).ok_or_else(|| {
        let known = ProblemType::ALL.iter().map(|kind| kind.definition().slug);
        Problem::unknown("type of problem", &slug, known)
    })
}

/// The examples of these resources.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let ready = Readiness { status: ReadinessStatus::Ready, storing: Storing::On };
    vec![
        Example::response("check_alive", "alive", "It runs", json!(ALIVE)),
        Example::response("check_ready", "ready", "Everything works", json!(ready)),
        Example::response("show_version", "version", "This service", json!(versions(knowledge))),
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

/// The page of each type of problem.
pub struct ProblemPages(Vec<(ProblemType, Representation)>);

impl ProblemPages {
    /// Writes the pages.
    #[must_use]
    pub fn new() -> Self {
        Self(ProblemType::ALL.iter().map(|kind| (*kind, problem_page(*kind))).collect())
    }

    fn get(&self, slug: &str) -> Option<&Representation> {
        let wanted = ProblemType::from_slug(slug)?;
        self.0.iter().find(|(kind, _)| *kind == wanted).map(|(_, page)| page)
    }
}

impl Default for ProblemPages {
    fn default() -> Self {
        Self::new()
    }
}

fn problem_page(kind: ProblemType) -> Representation {
    let definition = kind.definition();
    // A problem is strings and numbers: it can always be written.
    let example = serde_json::to_string_pretty(&Problem::example(kind).body()).unwrap_or_default();
    let main = fill(
        PROBLEM,
        &[
            ("status", definition.status.as_str()),
            ("reason", definition.status.canonical_reason().unwrap_or_default()),
            ("title", &escape(definition.title)),
            ("explanation", &escape(definition.explanation)),
            ("remedy", &escape(definition.remedy)),
            ("example", &escape(&example)),
        ],
    );
    page(&format!("{} · framewise", definition.title), definition.explanation, &main)
}
