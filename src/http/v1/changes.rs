//! What has changed from release to release.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use super::feed;
use crate::base::Fault;
use crate::base::fault::excerpt;
use crate::http::State;
use crate::http::cache::Representation;
use crate::http::example::Example;
use crate::http::extract::{NoQuery, Query};
use crate::http::negotiate::{self, ATOM, JSON};
use crate::http::problem::Problem;
use crate::http::responses::{ReadProblems, Text};
use crate::knowledge::Knowledge;
use crate::knowledge::releases::{Release, Version};
use crate::service::changes::{self, ChangeList};

/// The lists of changes since each release, and the feed, written once at the start.
#[derive(Debug)]
pub struct PreparedChanges {
    /// The versions as they are written in requests, the newest first.
    since: Vec<(String, Representation)>,
    latest: Representation,
    feed: Representation,
}

impl PreparedChanges {
    /// Writes the lists.
    ///
    /// # Errors
    /// If one of them cannot be written.
    pub fn new(knowledge: &Knowledge) -> serde_json::Result<Self> {
        let list = |version: Option<Version>| super::written(&changes::since(knowledge, version));
        let history = &knowledge.history;
        let since = history
            .releases()
            .iter()
            .rev()
            .map(|release| Ok((release.version.to_string(), list(Some(release.version))?)))
            .collect::<serde_json::Result<_>>()?;
        Ok(Self {
            since,
            latest: list(history.previous().map(|release: &Release| release.version))?,
            feed: Representation::new(ATOM, feed::feed(knowledge)?),
        })
    }

    /// All of them by their addresses.
    pub(super) fn by_address(&self) -> impl Iterator<Item = (String, &Representation)> {
        let since = self.since.iter();
        let since = since.map(|(from, list)| (format!("/v1/knowledge/changes?since={from}"), list));
        since.chain([
            ("/v1/knowledge/changes".to_owned(), &self.latest),
            ("/v1/knowledge/changes.atom".to_owned(), &self.feed),
        ])
    }
}

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
        max_length = 32, pattern = r"^20[0-9]{2}\.(1[0-2]|[1-9])\.[1-9][0-9]*$", example = "2026.11.1",
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
    negotiate::choose(&request, &[JSON])?;
    let query = query.only(&["since"])?;
    let prepared = &state.prepared().changes;
    let Some(version) = query.get("since") else {
        return Ok(prepared.latest.respond(&request));
    };
    let found = prepared.since.iter().find(|(known, _)| known == version).ok_or_else(|| {
        let known = prepared.since.iter().map(|(known, _)| known.as_str());
        let detail = format!("there is no release {}", excerpt(version));
        Problem::invalid(vec![Fault::at(&["since"], detail).with_allowed(version, known)])
    })?;
    Ok(found.1.respond(&request))
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
    Ok(state.prepared().changes.feed.respond(&request))
}

/// The examples of these resources.
#[must_use]
pub fn examples() -> Vec<Example> {
    let address = "/v1/knowledge/changes?since=2026.11.1";
    vec![Example::live("list_changes", "since", "Since the first release", address)]
}
