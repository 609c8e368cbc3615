//! Handlers that misbehave, and one of each kind of resource: for tests only.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use framewise::api::openapi::responses::{ItemProblems, ReadProblems, WriteProblems};
use framewise::http::caching::Representation;
use framewise::http::extract::{JsonBody, NoQuery, Query};
use framewise::http::negotiate::{self, JSON, MARKDOWN};
use framewise::http::problem::Problem;
use framewise_model::fault::Fault;
use serde_json::json;
use tokio::sync::Notify;
use utoipa_actix_web::service_config::ServiceConfig;

/// A name that stands for a secret inside.
pub const SECRET: &str = "table `queries` at /var/lib";

/// How long a worker is blocked.
pub const BLOCKED: Duration = Duration::from_secs(4);

/// The one request that waits for its test.
pub static WAITING: Waiting = Waiting { begun: AtomicBool::new(false), ended: Notify::const_new() };

pub struct Waiting {
    begun: AtomicBool,
    ended: Notify,
}

impl Waiting {
    pub fn until_begun(&self) {
        while !self.begun.load(Ordering::Relaxed) {
            std::thread::yield_now();
        }
    }

    pub fn end(&self) {
        self.ended.notify_one();
    }
}

pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(echo_body)
        .service(show_item)
        .service(show_forms)
        .service(list_parameters)
        .service(contradict)
        .service(panic_at_once)
        .service(block_worker)
        .service(sleep_long)
        .service(wait_for_test)
        .service(fail_inside)
        .service(fail_bare);
}

/// Echo
///
/// Answers what it gets.
#[utoipa::path(tag = "operations", request_body = serde_json::Value, responses((status = 200, description = "The same."), WriteProblems))]
#[post("/probe/echo")]
async fn echo_body(body: JsonBody, _: NoQuery) -> HttpResponse {
    HttpResponse::Ok().json(body.0)
}

/// Item
///
/// Answers its name.
#[utoipa::path(tag = "operations", params(("id" = String, Path, example = "a")), responses((status = 200, description = "The name."), ItemProblems))]
#[get("/probe/items/{id}")]
async fn show_item(id: Path<String>, _: NoQuery) -> HttpResponse {
    HttpResponse::Ok().json(json!({"id": *id}))
}

/// Forms
///
/// JSON or Markdown.
#[utoipa::path(tag = "operations", responses((status = 200, description = "Both."), ReadProblems))]
#[get("/probe/forms")]
async fn show_forms(request: HttpRequest, _: NoQuery) -> Result<HttpResponse, Problem> {
    let form = match negotiate::choose(&request, &[JSON, MARKDOWN])? {
        MARKDOWN => Representation::new(MARKDOWN, "# Forms\n"),
        _ => Representation::json(&json!({"forms": 2}))?,
    };
    Ok(form.varying_on_accept().respond(&request))
}

/// Parameters
///
/// Answers its query string.
#[utoipa::path(tag = "operations", responses((status = 200, description = "The pairs."), ReadProblems))]
#[get("/probe/parameters")]
async fn list_parameters(query: Query) -> Result<HttpResponse, Problem> {
    let query = query.only(&["project_type", "features"])?;
    Ok(HttpResponse::Ok().json(query.pairs().collect::<Vec<_>>()))
}

/// Contradiction
///
/// Always contradicts.
#[utoipa::path(tag = "operations", responses((status = 200, description = "Never."), ReadProblems))]
#[get("/probe/contradiction")]
async fn contradict() -> Result<HttpResponse, Problem> {
    let detail = "every candidate lacks the capability orm";
    Err(Problem::contradictory(vec![Fault::at(&["must_have", "0"], detail)]))
}

/// Panic
///
/// Panics at once.
#[utoipa::path(tag = "operations", responses((status = 200, description = "Never."), ReadProblems))]
#[get("/probe/panic")]
async fn panic_at_once() -> HttpResponse {
    panic!("{SECRET}")
}

/// Blocked worker
///
/// Blocks its worker for seconds.
#[utoipa::path(tag = "operations", responses((status = 200, description = "Done."), ReadProblems))]
#[get("/probe/block")]
async fn block_worker() -> HttpResponse {
    std::thread::sleep(BLOCKED);
    HttpResponse::Ok().finish()
}

/// Long sleep
///
/// Sleeps longer than any deadline.
#[utoipa::path(tag = "operations", responses((status = 200, description = "Never."), ReadProblems))]
#[get("/probe/slow")]
async fn sleep_long() -> HttpResponse {
    tokio::time::sleep(Duration::from_hours(1)).await;
    HttpResponse::Ok().finish()
}

/// Wait
///
/// Waits until a test lets it go.
#[utoipa::path(tag = "operations", responses((status = 200, description = "Done."), ReadProblems))]
#[get("/probe/wait")]
async fn wait_for_test() -> HttpResponse {
    WAITING.begun.store(true, Ordering::Relaxed);
    WAITING.ended.notified().await;
    HttpResponse::Ok().body("done")
}

/// Failure
///
/// Fails with a cause.
#[utoipa::path(tag = "operations", responses((status = 200, description = "Never."), ReadProblems))]
#[get("/probe/failure")]
async fn fail_inside() -> Result<HttpResponse, Problem> {
    Err(Problem::internal(SECRET))
}

/// Bare error
///
/// Answers errors as a library might.
#[utoipa::path(tag = "operations", params(("status" = u16, Path, example = 418)), responses((status = 200, description = "Never."), ReadProblems))]
#[get("/probe/bare/{status}")]
async fn fail_bare(status: Path<u16>) -> HttpResponse {
    HttpResponse::build(StatusCode::from_u16(*status).unwrap()).body(SECRET)
}
