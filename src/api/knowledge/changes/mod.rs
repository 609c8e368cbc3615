//! What has changed from release to release.

/// The releases as an Atom feed.
mod feed;
/// The changes as JSON.
pub mod response;
#[cfg(test)]
mod tests;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::fault::{Fault, excerpt};
use framewise_model::knowledge::Knowledge;
use framewise_model::sentences::Wrong;

use crate::api::knowledge::changes::response as changes;
use crate::api::knowledge::changes::response::ChangeList;
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::{ReadProblems, Text};
use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::caching::Representation;
use crate::http::extract::{NoQuery, Query};
use crate::http::negotiate::{self, ATOM};
use crate::http::problem::Problem;
use crate::texts::language::Language;

/// What has changed since a release
///
/// Claims, capabilities, facts, ratings, effects and criteria that were added, changed or removed from
/// one release of the knowledge to the last one. Without `since`: what the last release changed.
///
/// An entry that several releases changed is one change, from what it said first to what it says last;
/// what came and went in between is none.
#[utoipa::path(
    tag = "knowledge",
    params((
        "since" = Option<String>, Query, description = "The release from which on changes are listed: \
            a version of `releases` in the answer.",
        max_length = 32, pattern = r"^20[0-9]{2}\.(1[0-2]|[1-9])\.[1-9][0-9]*$",
    )),
    responses(
        (status = 200, description = "The changes.", body = ChangeList<'static>),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/knowledge/changes")]
pub async fn list_changes(
    request: HttpRequest,
    state: Data<State>,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let query = query.only(&["since"])?;
    let knowledge = state.knowledge();
    let history = &knowledge.history;
    let since = match query.get("since") {
        None => history.previous().map(|release| release.version),
        Some(version) => {
            let releases = history.releases().iter().rev().map(|release| release.version);
            let found = releases.clone().find(|known| known.to_string() == version);
            Some(found.ok_or_else(|| {
                let known: Vec<String> = releases.map(|version| version.to_string()).collect();
                let known = known.iter().map(String::as_str);
                let wrong = Wrong::Unknown { noun: "release", given: &excerpt(version) };
                let fault = Fault::wrong(&["since"], &wrong).with_allowed(version, known);
                Problem::invalid(vec![fault])
            })?)
        }
    };
    let key = format!("/v1/knowledge/changes?since={}", query.get("since").unwrap_or_default());
    state.respond(&request, &key, |knowledge| changes::since(knowledge, since, state.public_url()))
}

/// The releases as a feed
///
/// Atom (RFC 4287): one entry for each release of the knowledge, with what it changed.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "The feed.", content_type = "application/atom+xml", body = Text),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/knowledge/changes.atom")]
pub async fn get_changes_feed(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[ATOM])?;
    let render = || {
        let feed = feed::feed(state.knowledge(), state.public_url()).map_err(Problem::internal)?;
        Ok(Representation::new(ATOM, feed).in_language(Language::English))
    };
    state.respond_with(&request, request.path(), render)
}

/// The examples of these resources.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let first = knowledge.history.releases().first();
    let example = first.map(|first| {
        let changes = changes::since(knowledge, Some(first.version), &PublicUrl::default());
        Example::response("list_changes", "since", "Since the first release", &changes)
    });
    example.into_iter().collect()
}
