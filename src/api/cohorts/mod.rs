//! Cohorts: groups whose teacher sees what they answered. Both tokens of a cohort are secrets, so they stand in bodies and
//! never in an address, which proxies write to their logs. The rules, such as when a cohort has ended, are in
//! `framewise_storage::cohorts::service`.

/// The figures as CSV.
mod csv;
/// Parses requests.
mod request;
/// Invented figures, for the description.
mod sample;
/// The figures as JSON.
mod views;

use actix_web::http::header::{CACHE_CONTROL, RETRY_AFTER};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use framewise_model::knowledge::Knowledge;
use framewise_storage::cohorts::{
    COHORTS_OF_CLIENT, CohortState, Cohorts, CreateRefusal, CreatedCohort, MAX_COHORTS, ReadRefusal,
};
use framewise_storage::privacy::{JoinToken, ReadToken};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use self::request::{Creation, parse_creation, parse_token};
use self::views::Cohort;
use crate::api::openapi::example::{Example, Part};
use crate::api::openapi::responses::{CohortEndProblems, CohortProblems, ReceiptProblems, Text};
use crate::api::state::State;
use crate::api::storage_problems::{database_unavailable, storing_is_off};
use crate::config::PublicUrl;
use crate::http::admission::rate_limits::Policy;
use crate::http::extract::{JsonBody, NoQuery};
use crate::http::negotiate::{self, CSV, JSON};
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;
use crate::http::uncached::{uncached, uncached_body};
use crate::maintenance::vocabulary;

/// The cost of creating a cohort, in requests with a receipt.
const COST_OF_CREATION: usize = 30;
/// Seconds after which a place for another cohort may be free.
const RETRY_WHEN_FULL: &str = "3600";

/// A cohort to create.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "used in the description only; `request` reports every fault")]
pub struct CohortRequest {
    /// Weeks until the cohort ends and is deleted; 8 where left out.
    #[schema(nullable = false, format = Int32, minimum = 1, maximum = 26)]
    weeks: Option<u8>,
    /// The number of expected participants; 50 where left out. In a day, so many answers of one client count, because
    /// a class can have one address.
    #[schema(nullable = false, format = Int32, minimum = 1, maximum = 1000)]
    participants: Option<u16>,
}

/// The read token of a cohort.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "used in the description only; `request` reports every fault")]
pub struct CohortAccess {
    /// The read token from the response to the creation.
    #[schema(min_length = 40, max_length = 40, pattern = "^fwc_[a-z2-7]{36}$")]
    read_token: String,
}

/// A new cohort. The server stores hashes of the tokens only and cannot repeat them.
#[derive(Debug, Serialize, ToSchema)]
pub struct CohortTokens {
    /// For participants: adds answers and does nothing else. Send it as `cohort` of `POST /v1/recommendations`.
    #[schema(min_length = 40, max_length = 40, pattern = "^fwj_[a-z2-7]{36}$")]
    join_token: String,
    /// For the teacher: reads, closes and deletes. Send it in the body of the requests under `/v1/cohorts`.
    #[schema(min_length = 40, max_length = 40, pattern = "^fwc_[a-z2-7]{36}$")]
    read_token: String,
    /// The day (UTC) on which both tokens end and everything of the cohort is deleted.
    #[schema(format = Date, max_length = 10)]
    ends_on: String,
}

impl CohortTokens {
    fn of(CreatedCohort { join, read, ends_on }: CreatedCohort) -> Self {
        Self {
            join_token: join.to_string(),
            read_token: read.to_string(),
            ends_on: ends_on.to_string(),
        }
    }
}

/// Create a cohort
///
/// A cohort is a group, such as a course. Its teacher sees which options it chose, without names and without accounts.
/// The response has two tokens that the server does not store: keep both.
#[utoipa::path(
    tag = "cohorts",
    request_body(content = CohortRequest, description = "The time and the number of participants; `{}` for the defaults."),
    responses(
        (status = 201, description = "The cohort.", body = CohortTokens),
        ReceiptProblems,
    ),
)]
#[post("/v1/cohorts")]
pub async fn create_cohort(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let Creation { weeks, participants } = parse_creation(state.knowledge(), &body.0)?;
    state.admission().charge(&request, Policy::Receipts, COST_OF_CREATION)?;
    let client = state.admission().client(&request).address();
    let created = cohorts(&state)?.create(weeks, participants, client).await;
    let created = created.map_err(not_created)?;
    let mut response = HttpResponse::Created();
    response.insert_header((CACHE_CONTROL, "no-store"));
    Ok(response.json(CohortTokens::of(created)))
}

/// Read a cohort
///
/// The figures are shown from ten answers on. Then they stay as they are until ten more have come, or five more and the
/// cohort is closed. Counts are rounded to 5, and cells of fewer than five answers are hidden with others that protect
/// them.
#[utoipa::path(
    tag = "cohorts",
    request_body(content = CohortAccess, description = "The read token."),
    responses((status = 200, description = "The figures.", body = Cohort<'static>), CohortProblems),
)]
#[post("/v1/cohorts/read")]
pub async fn read_cohort(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let token = parse_token(state.knowledge(), &body.0)?;
    let cohort = read(&state, &request, &token).await?;
    uncached(&Cohort::of(&cohort, &token, state.knowledge(), state.public_url()))
}

/// Read a cohort as a table
///
/// The same figures as comma-separated values with a header.
#[utoipa::path(
    tag = "cohorts",
    request_body(content = CohortAccess, description = "The read token."),
    responses(
        (status = 200, description = "The table.", content_type = "text/csv", body = Text),
        CohortProblems,
    ),
)]
#[post("/v1/cohorts/counts.csv")]
pub async fn get_cohort_table(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[CSV])?;
    let token = parse_token(state.knowledge(), &body.0)?;
    let cohort = read(&state, &request, &token).await?;
    let table = csv::csv(cohort.release.as_ref()).map_err(Problem::internal)?;
    Ok(uncached_body(&request, "text/csv; charset=utf-8; header=present", table))
}

/// Close a cohort
///
/// No more answers are added, and the last figures are shown if five more answers have come since the ones before.
#[utoipa::path(
    tag = "cohorts",
    request_body(content = CohortAccess, description = "The read token."),
    responses((status = 204, description = "It is closed."), CohortEndProblems),
)]
#[post("/v1/cohorts/close")]
pub async fn close_cohort(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let token = parse_token(state.knowledge(), &body.0)?;
    state.admission().charge(&request, Policy::Receipts, 1)?;
    cohorts(&state)?.close(&token).await.map_err(problem)?;
    Ok(done())
}

/// Delete a cohort
///
/// Deletes its counts, its figures and both tokens at once.
#[utoipa::path(
    tag = "cohorts",
    request_body(content = CohortAccess, description = "The read token."),
    responses((status = 204, description = "It is deleted."), CohortEndProblems),
)]
#[post("/v1/cohorts/delete")]
pub async fn delete_cohort(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let token = parse_token(state.knowledge(), &body.0)?;
    state.admission().charge(&request, Policy::Receipts, 1)?;
    cohorts(&state)?.delete(&token).await.map_err(problem)?;
    Ok(done())
}

fn done() -> HttpResponse {
    HttpResponse::NoContent().insert_header((CACHE_CONTROL, "no-store")).finish()
}

/// The cohorts of a server that stores.
fn cohorts(state: &State) -> Result<&Cohorts, Problem> {
    Ok(state.stored_queries().ok_or_else(storing_is_off)?.cohorts())
}

/// What the teacher sees.
async fn read(
    state: &State,
    request: &HttpRequest,
    token: &ReadToken,
) -> Result<CohortState, Problem> {
    state.admission().charge(request, Policy::Receipts, 1)?;
    let vocabulary = vocabulary(state.knowledge());
    cohorts(state)?.read(token, &vocabulary).await.map_err(problem)
}

fn not_created(refusal: CreateRefusal) -> Problem {
    match refusal {
        CreateRefusal::Client => {
            let detail = format!(
                "This client has created {COHORTS_OF_CLIENT} cohorts today, which is the maximum of a day."
            );
            Problem::new(ProblemType::TooManyRequests, detail)
                .with_header(RETRY_AFTER, RETRY_WHEN_FULL)
        }
        CreateRefusal::Full => {
            let detail = format!(
                "This server has {MAX_COHORTS} cohorts, which is its maximum. A place is free when one of them ends \
                 or is deleted."
            );
            Problem::new(ProblemType::Unavailable, detail).with_header(RETRY_AFTER, RETRY_WHEN_FULL)
        }
        CreateRefusal::Database(reason) => database_unavailable(reason),
    }
}

fn problem(refusal: ReadRefusal) -> Problem {
    match refusal {
        // Deleted and invented tokens get the same response on purpose.
        ReadRefusal::Unknown => Problem::not_found(
            "No cohort belongs to this read token: it has been deleted, or it is one of another server.",
        ),
        ReadRefusal::Ended => {
            let kind = ProblemType::Gone;
            Problem::new(kind, kind.definition().explanation)
        }
        ReadRefusal::Database(reason) => database_unavailable(reason),
        ReadRefusal::Corrupt(cause) => Problem::internal(cause),
    }
}

/// The examples of these resources; tokens and figures are invented.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let (name, summary) = ("course", "A course of eight weeks with thirty participants");
    let ends_on = sample::ENDS_ON;
    let created = CreatedCohort {
        join: JoinToken::new(*sample::JOIN, ends_on),
        read: ReadToken::new(*sample::READ, ends_on),
        ends_on,
    };
    let access = json!({"read_token": created.read.to_string()});
    let mut examples = vec![
        Example::request("create_cohort", name, summary, json!({"weeks": 8, "participants": 30})),
        Example {
            part: Part::Response(201),
            ..Example::response("create_cohort", name, summary, &CohortTokens::of(created))
        },
    ];
    for operation in ["read_cohort", "get_cohort_table", "close_cohort", "delete_cohort"] {
        examples.push(Example::request(operation, name, "The read token", access.clone()));
    }
    if let Some(release) = sample::sample(knowledge) {
        let state = CohortState { closed: false, release: Some(release) };
        let cohort = Cohort::of(&state, &created.read, knowledge, &PublicUrl::default());
        examples.push(Example::response("read_cohort", name, "Invented figures", &cohort));
    }
    examples
}
