//! The whole page, from what is asked.

use framewise_model::knowledge::Knowledge;
use framewise_model::request::{Detail, Parsed};
use maud::{Markup, html};

use super::description::description;
use super::form::{Next, form};
use super::page_request::{LeftOut, PageRequest, Why};
use super::preview;
use super::ranking::ranking;
use super::result::{headline, result};
use super::view::View;
use crate::api::recommendations::response::{self, Recommendation};
use crate::api::state::State;
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;
use crate::pages::assets::ADVISOR;
use crate::pages::cohorts::participant::{answered, notice};
use crate::pages::layout::{self, Head};
use crate::pages::site::Site;
use crate::texts::catalogue::Value;

/// Decides the request and renders the page.
///
/// # Errors
/// A problem if nothing would count.
pub fn page(state: &State, site: &Site, page_request: &PageRequest) -> Result<String, Problem> {
    let parsed = Parsed { detail: Detail::Full, limit: None, ..page_request.parsed.clone() };
    let knowledge = parsed.context.apply(state.knowledge_in(site.language()));
    let found = response::recommend(&knowledge, &parsed, state.public_url())?;
    let next = next(state, &knowledge, &parsed, page_request, &found)?;
    let parameters = page_request.parameters(&knowledge);
    let view = View { site, knowledge: &knowledge, page_request, parameters: &parameters };
    let is_start = parameters.is_empty() && page_request.text.is_none();
    let main = html! {
        div #notices data-part { (notices(&view, &page_request.left_out)) }
        (trouble(site))
        header #headline data-part {
            @if is_start { (introduction(site)) } @else { (headline(&view, &found, next)) }
        }
        (notice(site))
        div.advisor {
            (form(&view, next))
            (ranking(&view, &found))
        }
        (description(&view, Some(&found)))
        @if is_start { section #result data-part { (links(site)) } } @else { (result(&view, &found)) }
        (answered(&view, !matches!(next, Next::Question(_))))
        (announcement(&view, &found))
    };
    Ok(document(&view, found.recommended, &main))
}

/// The page when nothing can be computed: what is wrong, and the form with all answers.
pub fn page_without_result(
    state: &State,
    site: &Site,
    page_request: &PageRequest,
    problem: &Problem,
) -> String {
    let knowledge = state.knowledge();
    let parameters = page_request.parameters(knowledge);
    let view = View { site, knowledge, page_request, parameters: &parameters };
    let text = match problem.kind() {
        ProblemType::TooManyRequests => site.text("advisor-too-many"),
        ProblemType::ContradictoryRequest | ProblemType::InvalidRequest => {
            site.text("advisor-contradictory")
        }
        _ => site.text("advisor-unavailable"),
    };
    let main = html! {
        div #notices data-part {
            div.card.notice role="alert" {
                h1 { (site.text("advisor-failed")) }
                p { (text) }
                p { a href=(view.link(&parameters)) { (site.text("advisor-try-again")) } }
            }
        }
        (trouble(site))
        (notice(site))
        div.advisor { (form(&view, Next::Unknown)) }
        (description(&view, None))
    };
    document(&view, None, &main)
}

/// The address of the page, with the language and the skipped questions.
pub fn address(site: &Site, knowledge: &Knowledge, page_request: &PageRequest) -> String {
    let parameters = page_request.parameters(knowledge);
    View { site, knowledge, page_request, parameters: &parameters }.link(&parameters)
}

fn document(view: &View<'_>, recommended: Option<&str>, main: &Markup) -> String {
    let site = view.site;
    let address = view.parameters.address("/");
    let title = match recommended.filter(|_| !view.parameters.is_empty()) {
        Some(id) => {
            site.with("advisor-result-title", &[("framework", view.framework(id).into())]).into()
        }
        None => site.text("advisor-title"),
    };
    let picture = view.parameters.address(preview::PATH);
    let head = Head {
        scripts: &[ADVISOR],
        picture: recommended.map(|_| picture.as_str()),
        is_listed: view.parameters.is_empty(),
        ..Head::new(&address, title, site.text("advisor-about"))
    };
    layout::document(site, &head, main).into_string()
}

/// The next question, or why there is none: the one with the largest expected gain. A visitor without any answer gets the
/// first one of the knowledge, because people begin with what they build.
pub fn next<'k>(
    state: &State,
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    page_request: &PageRequest,
    found: &Recommendation<'k>,
) -> Result<Next<'k>, Problem> {
    let open = found.open_questions.as_ref().map_or(0, Vec::len);
    if open == 0 {
        return Ok(Next::Complete);
    }
    if found.settled {
        return Ok(Next::Settled(open));
    }
    if open == knowledge.questions.len() && !page_request.skipped.contains(&0) {
        return Ok(knowledge.questions.first().map_or(Next::Complete, Next::Question));
    }
    let question = |id: &str| knowledge.questions.iter().position(|found| found.id == id);
    let first = found.next_question.and_then(|next| question(next.question));
    let next = match first {
        Some(first) if page_request.skipped.contains(&first) => {
            let public_url = state.public_url();
            response::next_question(knowledge, parsed, public_url, &page_request.skipped)?
                .and_then(|next| question(next.question))
        }
        next => next,
    };
    Ok(next.map_or(Next::Nothing, |next| Next::Question(&knowledge.questions[next])))
}

/// What this is, for visitors without answers.
fn introduction(site: &Site) -> Markup {
    html! {
        h1 { (site.text("advisor-title")) }
        p.lead { (site.text("advisor-lead")) }
    }
}

/// What of an address does not count.
pub fn notices(view: &View<'_>, left_out: &[LeftOut]) -> Markup {
    let site = view.site;
    html! {
        @if !left_out.is_empty() {
            div.card.notice role="note" {
                h2 { (site.text("advisor-left-out")) }
                ul {
                    @for found in left_out {
                        li {
                            code { (found.name) @if let Some(value) = &found.value { " " (value) } } " "
                            @match found.why {
                                Why::Unknown => (site.text("advisor-left-out-unknown")),
                                Why::Contradiction => (site.text("advisor-left-out-contradiction")),
                                Why::Length => (site.text("advisor-left-out-length")),
                            }
                            @if let Some(meant) = &found.suggestion {
                                " " (site.with("advisor-left-out-meant", &[("name", Value::from(meant.as_str()))]))
                            }
                        }
                    }
                }
                p { (site.text("advisor-left-out-rest")) }
            }
        }
    }
}

/// What the script shows if the service cannot be reached.
pub fn trouble(site: &Site) -> Markup {
    html! {
        div #trouble.card.notice role="alert" hidden {
            p data-case="offline" hidden { (site.text("advisor-offline")) }
            p data-case="busy" hidden { (site.text("advisor-busy")) }
            button #again type="button" { (site.text("advisor-try-again")) }
        }
    }
}

/// What the script reads to people who do not see the ranking move.
pub fn announcement(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    let text = match found.ranking.first() {
        Some(first) => {
            let share = site.language().percent(found.confidence.unwrap_or_default());
            let name = view.framework(first.framework);
            site.with(
                "advisor-announcement",
                &[("framework", name.into()), ("share", share.into())],
            )
        }
        None => site.text("advisor-none").into_owned(),
    };
    html! {
        div #announcement.hidden data-text=(text) {}
        div #live.hidden role="status" aria-live="polite" {}
    }
}

/// Where else to go from the start page.
fn links(site: &Site) -> Markup {
    html! {
        h2 { (site.text("advisor-elsewhere")) }
        ul.links {
            li { a href=(site.link("/compare?frameworks=django,flask")) { (site.text("advisor-example")) } }
            li { a href=(site.link("/frameworks")) { (site.text("advisor-frameworks")) } }
            li { a href=(site.link("/method")) { (site.text("advisor-method")) } }
            li {
                (site.text("advisor-api")) " "
                a href=(site.file("/swagger-ui/")) { "Swagger UI" } " · "
                a href=(site.file("/openapi.json")) { "openapi.json" } " · "
                a href=(site.file("/openapi.yaml")) { "openapi.yaml" }
            }
            li { (site.text("advisor-mcp")) " " code { (site.file("/mcp")) } }
        }
    }
}
