//! Published statistics.

/// A release as a chart.
pub mod chart;
/// A release as CSV.
pub mod csv;
/// Looks up releases in the database.
pub mod lookup;
/// An invented release, for the description.
pub mod sample;
/// The index and a release as JSON.
pub mod views;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::fault::excerpt;
use framewise_model::knowledge::Knowledge;
use framewise_storage::disclosure::Release;
use framewise_storage::week::Week;
use serde_json::json;

use crate::api::openapi::example::Example;
use crate::api::openapi::responses::{ItemProblems, ReadProblems, Text};
use crate::api::state::State;
use crate::api::statistics::lookup::{LookupError, WeekState, closed_weeks, look_up};
use crate::api::statistics::views::{Statistics, StatisticsIndex};
use crate::api::storage_problems::database_unavailable;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::html;
use crate::http::negotiate::{self, CSV, JSON, SVG};
use crate::http::problem::Problem;
use crate::texts::language::Language;

/// List of published statistics
///
/// One release for each week that is over. A week with fewer than 100 stored queries is merged into the next.
/// A release never changes.
#[utoipa::path(
    tag = "statistics",
    responses(
        (status = 200, description = "The releases; empty on a server that stores nothing.",
         body = StatisticsIndex),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/statistics")]
pub async fn list_statistics(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let weeks = closed_weeks(state.stored_queries()).await.map_err(problem)?;
    Ok(Representation::json(&StatisticsIndex::of(&weeks, state.public_url()))?.respond(&request))
}

/// Statistics of a week
///
/// Counts of stored queries, winners, answers and chosen frameworks. All counts have noise, which hides whether a
/// certain query was counted, and are rounded. Small cells are hidden; each table has the number of hidden cells.
#[utoipa::path(
    tag = "statistics",
    params((
        "week" = String, Path, description = "The week of a release, by ISO 8601.",
        min_length = 8, max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$", example = "2026-W47",
    )),
    responses(
        (status = 200, description = "The release.", body = Statistics<'static>),
        (status = 304, description = "The caller has it already."),
        ItemProblems,
    ),
)]
#[get("/v1/statistics/{week}")]
pub async fn get_statistics(
    request: HttpRequest,
    state: Data<State>,
    week: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let release = release(&state, &week).await?;
    Ok(Representation::json(&Statistics::of(&release))?.respond(&request))
}

/// Statistics of a week as a table
///
/// The same counts as comma-separated values with a header.
#[utoipa::path(
    tag = "statistics",
    params((
        "week" = String, Path, description = "The week of a release, by ISO 8601.",
        min_length = 8, max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$", example = "2026-W47",
    )),
    responses(
        (status = 200, description = "The table.", content_type = "text/csv", body = Text),
        (status = 304, description = "The caller has it already."),
        ItemProblems,
    ),
)]
#[get("/v1/statistics/{week}/counts.csv")]
pub async fn get_statistics_table(
    request: HttpRequest,
    state: Data<State>,
    week: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[CSV])?;
    let release = release(&state, &week).await?;
    let table = csv::csv(&release).map_err(Problem::internal)?;
    Ok(Representation::new("text/csv; charset=utf-8; header=present", table).respond(&request))
}

/// Winners of a week as a chart
///
/// How often each framework came first in the stored queries of the week, as an SVG image.
#[utoipa::path(
    tag = "statistics",
    params((
        "week" = String, Path, description = "The week of a release, by ISO 8601.",
        min_length = 8, max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$", example = "2026-W47",
    )),
    responses(
        (status = 200, description = "The chart.", content_type = "image/svg+xml", body = Text),
        (status = 304, description = "The caller has it already."),
        ItemProblems,
    ),
)]
#[get("/v1/statistics/{week}/winners.svg")]
pub async fn get_winners_chart(
    request: HttpRequest,
    state: Data<State>,
    week: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[SVG])?;
    let release = release(&state, &week).await?;
    let chart = Representation::new(SVG, chart::chart(state.knowledge(), &release));
    let chart = chart.in_language(Language::English);
    Ok(html::styled(chart, chart::STYLE).respond(&request))
}

/// The release of a week.
async fn release(state: &State, week: &str) -> Result<Box<Release>, Problem> {
    let week: Week = week.parse().map_err(|error| {
        Problem::not_found(format!("There is no week {}: {error}.", excerpt(week)))
    })?;
    match look_up(state.stored_queries(), week).await.map_err(problem)? {
        WeekState::Released(release) => Ok(release),
        WeekState::Merged(into) => Err(merged(week, into)),
        WeekState::Unreleased(known) => Err(no_release(week, &known)),
    }
}

/// The problem for releases that cannot be looked up.
#[must_use]
pub fn problem(error: LookupError) -> Problem {
    match error {
        LookupError::Database(reason) => database_unavailable(reason),
        LookupError::Corrupt(cause) => Problem::internal(cause),
    }
}

/// The problem for a week whose queries are in the release of a later one.
fn merged(week: Week, into: Option<Week>) -> Problem {
    let where_to = match into {
        Some(into) => format!("they are part of the release of {into}"),
        None => "they wait for the release of a later week".to_owned(),
    };
    Problem::not_found(format!("{week} had too few queries for a release of its own: {where_to}."))
}

/// The problem for a week without a release; `known` are the weeks of all releases.
fn no_release(week: Week, known: &[Week]) -> Problem {
    let [oldest, .., newest] = known else {
        return Problem::not_found(match known {
            [only] => format!("There is no release of {week}: the only one is of {only}."),
            _ => format!("There is no release of {week}: nothing has been released yet."),
        });
    };
    Problem::not_found(if week > *newest {
        format!("There is no release of {week} yet: the newest is of {newest}.")
    } else {
        format!(
            "There is no release of {week}: there are {} between {oldest} and {newest}, which \
             /v1/statistics lists.",
            known.len()
        )
    })
}

/// The examples of these resources; the figures are invented.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let index = json!({
        "items": [{
            "week": "2026-W47",
            "first_week": "2026-W46",
            "address": "/v1/statistics/2026-W47",
        }],
        "total": 1,
        "merged": [{"week": "2026-W46", "released_in": "2026-W47"}],
    });
    let mut examples =
        vec![Example::response("list_statistics", "first", "After the first release", &index)];
    if let Some(release) = sample::sample(knowledge) {
        let release = Statistics::of(&release);
        examples.push(Example::response("get_statistics", "week", "Invented figures", &release));
    }
    examples
}
