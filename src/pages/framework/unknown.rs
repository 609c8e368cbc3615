//! The response for an unknown framework: a page for browsers, a problem for programs.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use framewise_model::fault::excerpt;
use framewise_model::knowledge::Knowledge;
use framewise_model::suggest::nearest;
use maud::{Markup, html};

use crate::http::error_page::prefers_page;
use crate::http::problem::Problem;
use crate::pages::layout::Head;
use crate::pages::parts::refusal;
use crate::pages::site::Site;

/// Responds to a request for a framework with this id, which does not exist.
///
/// # Errors
/// A problem for a caller that does not prefer a page.
pub fn refuse(
    request: &HttpRequest,
    site: &Site,
    knowledge: &Knowledge,
    id: &str,
) -> Result<HttpResponse, Problem> {
    if !prefers_page(request) {
        let known = knowledge.frameworks.iter().map(|found| found.record.id.as_str());
        return Err(Problem::unknown("framework", id, known));
    }
    let title = site.text("framework-unknown-title");
    let about = site.with("framework-unknown-text", &[("given", excerpt(id).into())]);
    let head = Head::new("/frameworks", title, about);
    Ok(refusal::page(request, site, StatusCode::NOT_FOUND, head, &main(site, knowledge, id)))
}

fn main(site: &Site, knowledge: &Knowledge, id: &str) -> Markup {
    let given = excerpt(id);
    let ids = || knowledge.frameworks.iter().map(|found| found.record.id.as_str());
    let meant = knowledge.known_as(id);
    let near = meant.or_else(|| knowledge.framework(nearest(id, ids())?));
    html! {
        p.kicker { a href=(site.link("/frameworks")) { (site.text("framework-up")) } }
        h1 { (site.text("framework-unknown-title")) }
        p { (site.with("framework-unknown-text", &[("given", given.as_str().into())])) }
        @if let Some(found) = near {
            @let name = found.record.name.as_str();
            @let address = format!("/frameworks/{}", found.record.id);
            p.lead {
                a href=(site.link(&address)) {
                    @if meant.is_some() {
                        (site.with("framework-unknown-known", &[("given", given.as_str().into()), ("name", name.into())]))
                    } @else {
                        (site.with("framework-unknown-meant", &[("name", name.into())]))
                    }
                }
            }
        }
        p { (site.text("framework-unknown-all")) }
        ul.inline {
            @for found in &knowledge.frameworks {
                @let address = format!("/frameworks/{}", found.record.id);
                li { a href=(site.link(&address)) { (found.record.name) } }
            }
        }
    }
}
