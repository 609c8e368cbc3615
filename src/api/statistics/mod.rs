//! The published statistics.

/// A release as a picture.
pub mod chart;
/// The releases in the database.
pub mod find;
/// A release as rows of a table.
pub mod rows;
/// A made-up release.
pub mod sample;
/// A release and the index, as the API returns them.
pub mod views;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde_json::json;

use crate::api::openapi::example::Example;
use crate::api::state::State;
use crate::api::statistics::find as statistics;
use crate::api::statistics::find::{Found, Unreadable};
use crate::api::statistics::views::{Statistics, StatisticsIndex};
use crate::api::storage_problems::database_unavailable;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::html;
use crate::http::negotiate;
use crate::http::negotiate::{CSV, JSON, SVG};
use crate::http::problem::Problem;
use crate::http::responses::{ItemProblems, Picture, ReadProblems, Text};
use framewise_model::fault::excerpt;
use framewise_model::knowledge::Knowledge;
use framewise_storage::week::Week;

/// Which statistics there are
///
/// One release for each week that is over. Weeks with fewer than 100 stored queries are merged into the
/// next. A release is made once and never changes.
#[utoipa::path(
    tag = "statistics",
    responses(
        (status = 200, description = "The releases; none on a server that stores nothing.",
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
    let weeks = statistics::weeks(state.records()).await.map_err(unreadable)?;
    Ok(Representation::json(&StatisticsIndex::of(&weeks))?.respond(&request))
}

/// The statistics of a week
///
/// How many queries were stored, which framework came first how often, what was answered, and what was
/// chosen in the end. All counts are rounded, and whatever could tell of few people is hidden; each table
/// says how much that is. As JSON, as CSV, or as a chart of the winners.
#[utoipa::path(
    tag = "statistics",
    params((
        "week" = String, Path, description = "The week of a release, by ISO 8601.",
        min_length = 8, max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$", example = "2026-W47",
    )),
    responses(
        (status = 200, description = "The release.", content(
            (Statistics<'static> = "application/json"),
            (Text = "text/csv"),
            (Picture = "image/svg+xml"),
        )),
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
    let form = negotiate::choose(&request, &[JSON, CSV, SVG])?;
    let week: Week = week.parse().map_err(|error| {
        Problem::not_found(format!("There is no week {}: {error}.", excerpt(&week)))
    })?;
    let found = statistics::find(state.records(), week).await.map_err(unreadable)?;
    let release = match found {
        Found::Release(release) => release,
        Found::Merged(into) => return Err(merged(week, into)),
        Found::Nothing(known) => return Err(no_release(week, &known)),
    };
    let written = match form {
        CSV => Representation::new(
            "text/csv; charset=utf-8; header=present",
            rows::csv(&release).map_err(Problem::internal)?,
        ),
        SVG => {
            let chart = chart::chart(state.knowledge(), &release);
            html::styled(Representation::new(SVG, chart), chart::STYLE)
        }
        _ => Representation::json(&Statistics::of(&release))?,
    };
    Ok(written.varying_on_accept().respond(&request))
}

fn unreadable(error: Unreadable) -> Problem {
    match error {
        Unreadable::Database(reason) => database_unavailable(reason),
        Unreadable::Text(cause) => Problem::internal(cause),
    }
}

/// A week whose queries are in the release of another one.
fn merged(week: Week, into: Option<Week>) -> Problem {
    let where_to = match into {
        Some(into) => format!("they are part of the release of {into}"),
        None => "they wait for the release of a later week".to_owned(),
    };
    Problem::not_found(format!("{week} had too few queries for a release of its own: {where_to}."))
}

/// A week of which nothing was published; `known` are those of which something was.
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

/// The examples of these resources; the figures are made up.
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
        vec![Example::response("list_statistics", "first", "After the first release", index)];
    if let Some(release) = sample::sample(knowledge) {
        let written = json!(Statistics::of(&release));
        examples.push(Example::response("get_statistics", "week", "Made-up figures", written));
    }
    examples
}
