//! `GET /statistics`: the releases of `GET /v1/statistics`, and one of them with charts. `?week=` chooses another one
//! than the newest.

/// The charts of a release.
mod release;
/// The weeks of a release in words.
mod span;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::fault::excerpt;
use framewise_storage::ReleasedWeek;
use framewise_storage::disclosure::{MIN_TOTAL, Release};
use framewise_storage::week::Week;
use maud::{Markup, html};

use self::span::span_words;
use super::layout::{self, Head};
use super::parts::dates_and_numbers::count_words;
use super::parts::refusal;
use super::site::{Site, address};
use crate::api::openapi::responses::{Html, PageProblems};
use crate::api::state::State;
use crate::api::statistics::lookup::{LookupError, WeekState, closed_weeks, look_up};
use crate::api::statistics::problem;
use crate::api::statistics::views::{MergedWeek, ReleasedSpan, StatisticsIndex};
use crate::http::error_page::prefers_page;
use crate::http::extract::Query;
use crate::http::problem::Problem;

const PATH: &str = "/statistics";
const PARAMETER: &str = "week";

/// The statistics
///
/// The releases of the statistics, and charts of the newest or of the one that `week` names.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PageProblems,
    ),
)]
#[get("/statistics")]
pub async fn show_statistics(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let found = match look(&state, query.get(PARAMETER)).await {
        Ok(found) => found,
        Err(error) => return unavailable(&request, &site, error),
    };
    let address = match (&found.shown, query.get(PARAMETER)) {
        (Shown::Release(release), Some(_)) => {
            address(PATH, &[(PARAMETER, &release.span().last().to_string())])
        }
        _ => PATH.to_owned(),
    };
    let view = View { site: &site, state: &state, found: &found };
    let head =
        Head::new(&address, site.text("statistics-title"), site.text("statistics-description"));
    Ok(match found.shown {
        Shown::Unknown { .. } => {
            refusal::page(&request, &site, StatusCode::NOT_FOUND, head, &view.main())
        }
        Shown::Nothing | Shown::Release(_) => {
            layout::page(&site, &head, &view.main()).respond(&request)
        }
    })
}

/// What the page shows.
struct Found {
    weeks: Vec<ReleasedWeek>,
    shown: Shown,
}

/// The release in the middle of the page.
enum Shown {
    /// Nothing has been released.
    Nothing,
    /// A release.
    Release(Box<Release>),
    /// The week of the address has no release.
    Unknown {
        /// The week, as it is shown.
        week: String,
        /// Why.
        because: Absence,
    },
}

/// Why a week has no release.
#[derive(Clone, Copy)]
enum Absence {
    /// It is not a week.
    NotAWeek,
    /// It had too few queries.
    Merged,
    /// It is too early or not over yet.
    Unreleased,
}

/// Looks up the week of the address, or the newest release.
async fn look(state: &State, given: Option<&str>) -> Result<Found, LookupError> {
    let stored_queries = state.stored_queries();
    let weeks = closed_weeks(stored_queries).await?;
    let newest = weeks.iter().rev().find(|row| row.published).map(|row| row.week);
    let unknown = |week: String, because| Shown::Unknown { week, because };
    let week = match given.map(str::parse::<Week>) {
        Some(Ok(week)) => Some(week),
        None => newest,
        Some(Err(_)) => {
            let week = excerpt(given.unwrap_or_default());
            return Ok(Found { weeks, shown: unknown(week, Absence::NotAWeek) });
        }
    };
    let shown = match week {
        None => Shown::Nothing,
        Some(week) => match look_up(stored_queries, week).await? {
            WeekState::Released(release) => Shown::Release(release),
            WeekState::Merged(_) => unknown(week.to_string(), Absence::Merged),
            WeekState::Unreleased(_) => unknown(week.to_string(), Absence::Unreleased),
        },
    };
    Ok(Found { weeks, shown })
}

/// The page while the database cannot be read; a problem for programs and for internal errors.
fn unavailable(
    request: &HttpRequest,
    site: &Site,
    error: LookupError,
) -> Result<HttpResponse, Problem> {
    if !prefers_page(request) || !matches!(error, LookupError::Database(_)) {
        return Err(problem(error));
    }
    let title = site.text("statistics-unavailable");
    let main = html! {
        h1 { (title) }
        p.lead { (site.text("statistics-unavailable-text")) }
    };
    let head = Head::new(PATH, title, site.text("statistics-unavailable-text"));
    Ok(refusal::page(request, site, StatusCode::SERVICE_UNAVAILABLE, head, &main))
}

struct View<'a> {
    site: &'a Site,
    state: &'a State,
    found: &'a Found,
}

impl View<'_> {
    fn main(&self) -> Markup {
        let Self { site, state, found } = *self;
        let index = StatisticsIndex::of(&found.weeks, site.public_url());
        html! {
            h1 { (site.text("statistics-title")) }
            p.lead { (site.text("statistics-lead")) }
            @match &found.shown {
                Shown::Nothing => (self.nothing()),
                Shown::Release(release) => (release::section(site, state.knowledge(), release)),
                Shown::Unknown { week, because } => (self.unknown(week, *because)),
            }
            (self.releases(&index))
            p.quiet {
                a href=(site.link("/privacy")) { (site.text("statistics-privacy")) } " · "
                a href=(site.file("/v1/statistics")) { (site.text("reference-see-json")) }
            }
        }
    }

    fn nothing(&self) -> Markup {
        let Self { site, state, .. } = *self;
        html! {
            div.card.notice {
                p.label { (site.text("statistics-none")) }
                @if state.stored_queries().is_some() {
                    p { (site.with("statistics-none-text", &[("least", count_words(site, MIN_TOTAL).into())])) }
                } @else {
                    p { (site.text("statistics-none-storage")) }
                }
            }
        }
    }

    fn unknown(&self, week: &str, because: Absence) -> Markup {
        let Self { site, .. } = *self;
        let week = [("week", week.into())];
        html! {
            div.card.notice role="alert" {
                @match because {
                    Absence::NotAWeek => {
                        p.label { (site.with("statistics-unknown-week", &week)) }
                        p { (site.text("statistics-unknown-week-text")) }
                    }
                    Absence::Merged => p { (site.with("statistics-unknown-merged", &week)) },
                    Absence::Unreleased => p.label { (site.with("statistics-unknown", &week)) },
                }
                p { (site.text("statistics-unknown-text")) }
            }
        }
    }

    /// All releases, and the weeks without one.
    fn releases(&self, index: &StatisticsIndex) -> Markup {
        let Self { site, .. } = *self;
        html! {
            @if !index.items.is_empty() {
                section aria-labelledby="releases" {
                    h2 #releases { (site.text("statistics-releases")) }
                    ul { @for span in &index.items { li { (self.release(span)) } } }
                }
            }
            @if !index.merged.is_empty() {
                section aria-labelledby="merged" {
                    h2 #merged { (site.text("statistics-merged")) }
                    ul { @for week in &index.merged { li { (merged(site, week)) } } }
                }
            }
        }
    }

    fn release(&self, span: &ReleasedSpan) -> Markup {
        let Self { site, found, .. } = *self;
        let is_shown = matches!(&found.shown, Shown::Release(shown) if shown.span().last().to_string() == span.week);
        html! {
            a href=(site.link_with(PATH, &[(PARAMETER, &span.week)])) aria-current=[is_shown.then_some("true")] {
                (span_words(site, &span.first_week, &span.week))
            }
            @if is_shown { " " span.tag { (site.text("statistics-current")) } }
        }
    }
}

fn merged(site: &Site, week: &MergedWeek) -> String {
    let name = ("week", week.week.as_str().into());
    match &week.released_in {
        Some(into) => site.with("statistics-merged-into", &[name, ("into", into.as_str().into())]),
        None => site.with("statistics-merged-waiting", &[name]),
    }
}
