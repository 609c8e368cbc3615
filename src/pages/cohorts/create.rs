//! `GET /cohorts`: create a cohort. The tokens are shown once.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_storage::cohorts::{DEFAULT_PARTICIPANTS, DEFAULT_WEEKS, MAX_PARTICIPANTS};
use framewise_storage::privacy::MAX_WEEKS;
use maud::{Markup, html};

use super::trouble;
use crate::api::openapi::responses::{Html, PlainProblems};
use crate::api::state::State;
use crate::http::problem::Problem;
use crate::pages::assets::COHORTS;
use crate::pages::layout::{self, Head};
use crate::pages::site::Site;

/// Path of the page.
const PATH: &str = "/cohorts";

/// Create a cohort
///
/// An HTML page: creates a cohort and shows its tokens once.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/cohorts")]
pub async fn show_cohorts(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
) -> Result<HttpResponse, Problem> {
    state.respond_with(&request, &site.cache_key(PATH), || {
        let mut head = Head::new(PATH, site.text("cohorts-title"), site.text("cohorts-about"));
        head.scripts = &[COHORTS];
        Ok(layout::page(&site, &head, &main(&site)))
    })
}

fn main(site: &Site) -> Markup {
    html! {
        h1 { (site.text("cohorts-title")) }
        p { (site.text("cohorts-about")) }
        p { (site.text("cohorts-rules")) }
        (trouble(site))
        form.cohort id="create" data-api=(site.file("/v1/cohorts")) data-teacher=(site.link("/cohort"))
            data-advisor=(site.file("/")) data-options=(site.link("/embed/new")) {
            div.field {
                label for="weeks" { (site.text("cohorts-weeks")) }
                input type="number" id="weeks" name="weeks" min="1" max=(MAX_WEEKS) value=(DEFAULT_WEEKS) required;
            }
            div.field {
                label for="participants" { (site.text("cohorts-participants")) }
                input type="number" id="participants" name="participants" min="1" max=(MAX_PARTICIPANTS)
                    value=(DEFAULT_PARTICIPANTS) required aria-describedby="participants-help";
                p.help id="participants-help" { (site.text("cohorts-participants-help")) }
            }
            button type="submit" { (site.text("cohorts-create")) }
        }
        section.cohort id="created" tabindex="-1" hidden aria-labelledby="created-title" {
            h2 id="created-title" { (site.text("cohorts-created")) }
            p { strong { (site.text("cohorts-keep")) } }
            dl {
                dt { (site.text("cohorts-join")) }
                dd { code id="join" {} }
                dt { (site.text("cohorts-read")) }
                dd { code id="read" {} }
                dt { (site.text("cohort-ends")) }
                dd { time id="ends" {} }
            }
            p { a id="teacher" href=(site.link("/cohort")) { (site.text("cohorts-teacher")) } }
            (copied(site, "link", "cohorts-link", "cohorts-link-help"))
            (copied(site, "snippet", "cohorts-snippet", "cohorts-snippet-help"))
            p { a id="options" href=(site.link("/embed/new")) { (site.text("cohorts-options")) } }
        }
        h2 id="counted" { (site.text("cohorts-counted")) }
        ul {
            li { (site.text("cohorts-counted-what")) }
            li { (site.text("cohorts-counted-not")) }
            li { (site.text("cohorts-counted-once")) }
            li { (site.text("cohorts-counted-choice")) }
            li { (site.text("cohorts-counted-end")) }
        }
        p { a href=(site.link("/privacy")) { (site.text("nav-privacy")) } }
        p.quiet { (site.text("cohorts-api")) }
    }
}

/// A text that the script fills in, to copy.
fn copied(site: &Site, id: &str, title: &str, help: &str) -> Markup {
    html! {
        section {
            h3 { (site.text(title)) }
            p.help { (site.text(help)) }
            pre tabindex="0" aria-label=(site.text(title)) { code id=(id) {} }
            p { button type="button" data-copy data-done=(site.text("advisor-copied")) { (site.text("embed-new-copy")) } }
        }
    }
}
