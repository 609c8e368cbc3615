//! `GET /corrections`: how to dispute a claim, a rating or a fact. `?claim=` names the claim in question.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::fault::excerpt;
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Claim, Verdict};
use framewise_model::knowledge::model::Framework;
use maud::{Markup, html};

use super::layout::{self, Head};
use super::parts::claims::{brief, verdict};
use super::parts::code::code;
use super::parts::tables;
use super::parts::terms::{self, GRADES, VERDICTS};
use super::site::{Site, address};
use crate::api::frameworks::claims::claim as claim_view;
use crate::api::openapi::responses::{Html, PlainProblems};
use crate::api::state::State;
use crate::http::extract::Query;
use crate::http::problem::Problem;

const PATH: &str = "/corrections";
const PARAMETER: &str = "claim";
const CHECK: &str = "cargo run -p framewise-curation -- check";
/// The verdicts of claims that do not hold, or not everywhere.
const DISPUTED: [Verdict; 3] = [Verdict::Contested, Verdict::Outdated, Verdict::Wrong];

/// How to correct the knowledge
///
/// How to dispute a claim, a rating or a fact, and what happens then.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/corrections")]
pub async fn explain_corrections(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let knowledge = state.knowledge();
    let given = query.get(PARAMETER);
    let found = given.and_then(|id| find(knowledge, id));
    let page = |address: &str| {
        let head = Head::new(
            address,
            site.text("corrections-title"),
            site.text("corrections-description"),
        );
        let head = Head { is_listed: given.is_none(), ..head };
        layout::page(&site, &head, &main(&site, knowledge, given, found))
    };
    match (given, found) {
        // Text of a caller is not cached.
        (Some(_), None) => Ok(page(PATH).respond(&request)),
        (Some(id), Some(_)) => {
            let address = address(PATH, &[(PARAMETER, id)]);
            state.respond_with(&request, &site.cache_key(&address), || Ok(page(&address)))
        }
        (None, _) => state.respond_with(&request, &site.cache_key(PATH), || Ok(page(PATH))),
    }
}

/// A claim and the framework on whose page it is.
type Found<'k> = (&'k Framework, &'k Claim);

fn find<'k>(knowledge: &'k Knowledge, id: &str) -> Option<Found<'k>> {
    let claims = knowledge
        .frameworks
        .iter()
        .flat_map(|framework| framework.record.claims.iter().map(move |claim| (framework, claim)));
    claims.into_iter().find(|(_, claim)| claim.id == id)
}

/// The file of a claim in the repository.
fn file((framework, claim): Found<'_>) -> String {
    let companions = framework.companions.iter();
    let companion = companions
        .into_iter()
        .find(|companion| companion.claims.iter().any(|other| other.id == claim.id));
    match companion {
        Some(companion) => format!("knowledge/companions/{}.toml", companion.id),
        None => format!("knowledge/frameworks/{}.toml", framework.record.id),
    }
}

fn main(
    site: &Site,
    knowledge: &Knowledge,
    given: Option<&str>,
    found: Option<Found<'_>>,
) -> Markup {
    html! {
        h1 { (site.text("corrections-title")) }
        p.lead { (site.text("corrections-lead")) }
        (claim_in_question(site, given, found))
        (steps(site, knowledge))
        h2 { (site.text("corrections-after")) }
        ul {
            li { (site.text("corrections-after-kept")) }
            li { (site.text("corrections-after-rating")) }
            li {
                (site.text("corrections-after-log")) " "
                a href=(site.file("/v1/knowledge/changes")) { (site.text("corrections-changes")) } " · "
                a href=(site.file("/v1/knowledge/changes.atom")) { (site.text("corrections-feed")) }
            }
        }
        h2 { (site.text("corrections-ratings")) }
        p { (site.text("corrections-ratings-derived")) }
        p { (site.text("corrections-ratings-editorial")) }
        h2 { (site.text("corrections-verdicts")) }
        dl.scale {
            @for found in VERDICTS {
                @let [_, about] = terms::verdict(site, found);
                dt { (verdict(site, found)) }
                dd { (about) }
            }
        }
        h2 { (site.text("corrections-grades")) }
        p { (site.text("corrections-grades-lead")) }
        dl.scale {
            @for found in GRADES {
                @let [name, about] = terms::grade(site, found);
                dt { (name) }
                dd { (about) }
            }
        }
        (disputed(site, knowledge))
    }
}

/// The claim that the address names.
fn claim_in_question(site: &Site, given: Option<&str>, found: Option<Found<'_>>) -> Markup {
    html! {
        @match (given, found) {
            (Some(_), Some(found)) => {
                @let (framework, claim) = found;
                div.card {
                    h2 { (site.text("corrections-claim")) }
                    p { (brief(site, &framework.record.id, &claim_view(claim))) }
                    p.quiet {
                        (code(&site.with("corrections-claim-file", &[
                            ("file", file(found).into()),
                            ("id", claim.id.as_str().into()),
                        ])))
                    }
                }
            }
            (Some(given), None) => {
                div.card.notice role="alert" {
                    p { (site.with("corrections-claim-unknown", &[("given", excerpt(given).into())])) }
                }
            }
            (None, _) => {}
        }
    }
}

fn steps(site: &Site, knowledge: &Knowledge) -> Markup {
    let first = knowledge
        .frameworks
        .iter()
        .find_map(|framework| Some((framework, framework.record.claims.first()?)));
    html! {
        h2 { (site.text("corrections-steps")) }
        ol.steps {
            @if let Some(found) = first {
                li {
                    (code(&site.with("corrections-step-find", &[
                        ("example", found.1.id.as_str().into()),
                        ("file", file(found).into()),
                    ])))
                }
            }
            li { (site.text("corrections-step-read")) }
            li { (site.text("corrections-step-source")) }
            li { (code(&site.text("corrections-step-edit"))) }
            li {
                (site.text("corrections-step-check"))
                pre tabindex="0" { code { (CHECK) } }
            }
            li { (site.text("corrections-step-send")) }
        }
    }
}

/// How many claims do not hold, by framework and verdict.
fn disputed(site: &Site, knowledge: &Knowledge) -> Markup {
    let table = html! {
        table.numbers.stacked {
            thead {
                tr {
                    th scope="col" { (site.text("corrections-frameworks")) }
                    @for found in DISPUTED { th.number scope="col" { (verdict(site, found)) } }
                }
            }
            tbody {
                @for framework in &knowledge.frameworks {
                    @let record = &framework.record;
                    @let address = format!("/frameworks/{}#claims", record.id);
                    tr {
                        th scope="row" { a href=(site.link(&address)) { (record.name) } }
                        @for found in DISPUTED {
                            td.number {
                                (tables::named_column(&terms::verdict(site, found)[0]))
                                (record.claims.iter().filter(|claim| claim.verdict == found).count())
                            }
                        }
                    }
                }
            }
        }
    };
    html! {
        h2 #disputed { (site.text("corrections-open")) }
        p { (site.text("corrections-open-lead")) }
        (tables::scrolling("disputed", &table))
    }
}
