//! `GET /frameworks`: the frameworks in a table, with the filters of `GET /v1/frameworks`.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::fault::{Fault, Faults};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{FactKind, Framework, Support};
use maud::{Markup, html};

use super::layout::{self, Head};
use super::parts::dates_and_numbers::date;
use super::parts::{refusal, tables, terms};
use super::site::{LANGUAGE_PARAMETER, Site};
use crate::api::comparison::response::MAX_FRAMEWORKS;
use crate::api::frameworks::facts::fact;
use crate::api::frameworks::{
    Filter, MAX_SEARCH, PARAMETERS, filter_parameters, frameworks, read_filter,
};
use crate::api::openapi::responses::{Html, PlainProblems};
use crate::api::state::State;
use crate::http::extract::Query;
use crate::http::problem::Problem;

const PATH: &str = "/frameworks";
/// Id of the heading that names the table.
const TABLE: &str = "table";
/// Id of the form that the check boxes of the table belong to.
const COMPARE: &str = "compare";

/// The frameworks as a page
///
/// A table of the frameworks that fulfil every condition of the form above it.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/frameworks")]
pub async fn show_frameworks(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let knowledge = state.knowledge();
    let known: Vec<&str> = PARAMETERS.into_iter().chain([LANGUAGE_PARAMETER]).collect();
    let (filter, faults) = read_filter(knowledge, &query, &known);
    let view = View { site: &site, knowledge, filter: &filter, faults: &faults };
    let parameters: Vec<_> =
        query.pairs().filter(|(name, _)| *name != LANGUAGE_PARAMETER).collect();
    if !faults.is_empty() {
        let address = super::site::address(PATH, &parameters);
        let head = view.head(&address);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(refusal::page(&request, &site, status, head, &view.main()));
    }
    let address = match filter_parameters(&query) {
        Some(parameters) if parameters.is_empty() => PATH.to_owned(),
        Some(parameters) => format!("{PATH}?{parameters}"),
        // A search is not cached, because it is text of a caller.
        None => {
            let address = super::site::address(PATH, &parameters);
            return Ok(layout::page(&site, &view.head(&address), &view.main()).respond(&request));
        }
    };
    state.respond_with(&request, &site.cache_key(&address), || {
        Ok(layout::page(&site, &view.head(&address), &view.main()))
    })
}

struct View<'a> {
    site: &'a Site,
    knowledge: &'a Knowledge,
    filter: &'a Filter,
    faults: &'a Faults,
}

impl<'a> View<'a> {
    fn head<'h>(&self, address: &'h str) -> Head<'h> {
        let text = |key| self.site.text(key);
        let head = Head::new(address, text("frameworks-title"), text("frameworks-description"));
        // Search engines list the whole table and not each of its parts.
        Head { is_listed: address == PATH, ..head }
    }

    fn main(&self) -> Markup {
        let Self { site, knowledge, filter, .. } = *self;
        let total = knowledge.frameworks.len();
        let found = frameworks(knowledge, filter, site.public_url());
        let records: Vec<&Framework> = found
            .items
            .iter()
            .filter_map(|item| knowledge.framework(item.id))
            .map(|framework| &*framework.record)
            .collect();
        html! {
            h1 { (site.text("frameworks-title")) }
            p.lead { (site.with("frameworks-lead", &[("count", total.into())])) }
            (self.faults())
            @if site.is_translated() { p.quiet { (site.text("reference-in-english")) } }
            (self.form())
            h2 id=(TABLE) { (site.text("frameworks-table")) }
            @if records.len() < total {
                p role="status" {
                    (site.with("frameworks-found", &[("count", records.len().into()), ("total", total.into())]))
                }
            }
            @if !records.is_empty() { (self.table(&records)) }
            p.quiet {
                (site.with("reference-knowledge", &[
                    ("version", knowledge.version.as_str().into()),
                    ("date", super::parts::dates_and_numbers::date_words(site, &knowledge.released_on.to_string()).into()),
                ]))
                " " a href=(site.file("/v1/frameworks")) { (site.text("reference-see-json")) }
            }
        }
    }

    /// The conditions that could not be read.
    fn faults(&self) -> Markup {
        let Self { site, faults, .. } = *self;
        html! {
            @if !faults.is_empty() {
                div.card.notice role="alert" {
                    p.label { (site.with("frameworks-faults", &[("count", faults.total().into())])) }
                    ul { @for fault in faults.kept() { li { (self.fault(fault)) } } }
                }
            }
        }
    }

    fn fault(&self, fault: &Fault) -> Markup {
        let Self { site, .. } = *self;
        let name = fault.pointer.trim_start_matches("#/");
        let Some(field) = self.field(name) else {
            return html! { (site.text("frameworks-fault-parameter")) };
        };
        let field = [("field", field.into())];
        html! {
            @if !fault.allowed.is_empty() {
                (site.with("frameworks-fault-unknown", &field))
                @if let Some(suggestion) = &fault.suggestion {
                    " " (site.with("frameworks-fault-suggestion", &[("suggestion", suggestion.as_str().into())]))
                }
            } @else if fault.detail.english.ends_with("occurs twice") {
                (site.with("frameworks-fault-twice", &field))
            } @else if name == "q" {
                (site.with("frameworks-fault-search", &[field[0].clone(), ("limit", MAX_SEARCH.into())]))
            } @else if name == "support" {
                (site.with("frameworks-fault-support", &field))
            } @else {
                (site.with("frameworks-fault-list", &field))
            }
        }
    }

    /// The label of a field of the form.
    fn field(&self, name: &str) -> Option<String> {
        let key = match name {
            "capability" => "frameworks-filter-capabilities",
            "support" => "frameworks-filter-support",
            "interface" => "frameworks-filter-interface",
            "kind" => "frameworks-filter-kind",
            "q" => "frameworks-filter-search",
            _ => return None,
        };
        Some(self.site.text(key).into_owned())
    }

    fn form(&self) -> Markup {
        let Self { site, filter, .. } = *self;
        html! {
            form.filters method="get" action=(site.file(PATH)) {
                h2 { (site.text("frameworks-filter")) }
                @if site.is_chosen() {
                    input type="hidden" name=(LANGUAGE_PARAMETER) value=(site.language().tag());
                }
                div.fields {
                    div.field {
                        label for="q" { (site.text("frameworks-filter-search")) }
                        input #q name="q" type="search" maxlength=(MAX_SEARCH) value=[filter.q.as_deref()];
                    }
                    div.field {
                        label for="kind" { (site.text("frameworks-filter-kind")) }
                        select #kind name="kind" {
                            option value="" { (site.text("frameworks-filter-any")) }
                            @for kind in terms::KINDS {
                                @let [name, about] = terms::kind(site, kind);
                                option value=(terms::kind_parameter(kind)) selected[filter.kind == Some(kind)] {
                                    (name) ": " (about)
                                }
                            }
                        }
                    }
                    div.field {
                        label for="interface" { (site.text("frameworks-filter-interface")) }
                        select #interface name="interface" {
                            option value="" { (site.text("frameworks-filter-any")) }
                            @for interface in terms::INTERFACES {
                                option value=(terms::interface_parameter(interface))
                                    selected[filter.interface == Some(interface)] {
                                    (terms::interface(site, interface))
                                }
                            }
                        }
                    }
                }
                (self.capabilities())
                p.buttons {
                    button.primary type="submit" { (site.text("frameworks-filter-apply")) }
                    a href=(site.link(PATH)) { (site.text("frameworks-filter-reset")) }
                }
            }
        }
    }

    fn capabilities(&self) -> Markup {
        let Self { site, knowledge, filter, .. } = *self;
        let chosen = filter.capabilities.len();
        html! {
            details open[chosen > 0 || filter.support.is_some()] {
                summary {
                    (site.text("frameworks-filter-capabilities"))
                    @if chosen > 0 {
                        " (" (site.with("frameworks-filter-chosen", &[("count", chosen.into())])) ")"
                    }
                }
                fieldset.checks aria-describedby="capabilities-hint" {
                    legend.hidden { (site.text("frameworks-filter-capabilities")) }
                    p.quiet #capabilities-hint { (site.text("frameworks-filter-capabilities-hint")) }
                    ul {
                        @for capability in knowledge.capabilities.iter() {
                            li {
                                label {
                                    input type="checkbox" name="capability" value=(capability.id)
                                        checked[filter.capabilities.contains(&capability.id)];
                                    " " (site.capability(&capability.id, &capability.name))
                                }
                            }
                        }
                    }
                }
                div.field {
                    label for="support" { (site.text("frameworks-filter-support")) }
                    select #support name="support" {
                        option value="" { (site.text("support-least-third-party")) }
                        @for (support, key) in [
                            (Support::OfficialExtension, "support-least-official-extension"),
                            (Support::BuiltIn, "support-least-built-in"),
                        ] {
                            option value=(support.as_str()) selected[filter.support == Some(support)] {
                                (site.text(key))
                            }
                        }
                    }
                }
            }
        }
    }

    /// The table, whose check boxes choose frameworks for the comparison.
    fn table(&self, records: &[&'a Framework]) -> Markup {
        let Self { site, .. } = *self;
        let rows = html! {
            // On a small screen, the style sheet shows rows below one another; the roles keep it a table there.
            table.list role="table" {
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { (site.text("frameworks-column-compare")) }
                        th scope="col" role="columnheader" { (site.text("frameworks-column-name")) }
                        th scope="col" role="columnheader" { (site.text("frameworks-column-kind")) }
                        th scope="col" role="columnheader" { (site.text("frameworks-column-interfaces")) }
                        th scope="col" role="columnheader" { (site.text("frameworks-column-python")) }
                        th scope="col" role="columnheader" { (site.text("frameworks-column-release")) }
                    }
                }
                tbody role="rowgroup" { @for record in records { (self.row(record)) } }
            }
        };
        html! {
            (tables::scrolling(TABLE, &rows))
            form id=(COMPARE) method="get" action=(site.file("/compare")) {
                @if site.is_chosen() {
                    input type="hidden" name=(LANGUAGE_PARAMETER) value=(site.language().tag());
                }
                p.buttons {
                    button.primary type="submit" { (site.text("frameworks-compare")) }
                    span.quiet {
                        (site.with("frameworks-compare-hint", &[("limit", MAX_FRAMEWORKS.into())]))
                    }
                }
            }
        }
    }

    fn row(&self, record: &'a Framework) -> Markup {
        let Self { site, .. } = *self;
        let value = |id: &str| self.fact_text(record, id);
        let [kind, about] = terms::kind(site, record.kind);
        let address = format!("{PATH}/{}", record.id);
        let label = |key| tables::column(site, key);
        html! {
            tr role="row" {
                td role="cell" {
                    input type="checkbox" name="frameworks" value=(record.id) form=(COMPARE)
                        aria-label=(site.with("frameworks-compare-one", &[("framework", record.name.as_str().into())]));
                }
                th scope="row" role="rowheader" {
                    a href=(site.link(&address)) { (record.name) }
                    p.quiet { (site.english(&record.summary)) }
                }
                td role="cell" { (label("frameworks-column-kind")) span title=(about) { (kind) } }
                td role="cell" {
                    (label("frameworks-column-interfaces")) (terms::interfaces(site, &record.interfaces))
                }
                td.plain role="cell" {
                    (label("frameworks-column-python")) (value("requires_python").unwrap_or("–"))
                }
                td.plain role="cell" {
                    (label("frameworks-column-release"))
                    (value("latest_release").unwrap_or_default())
                    @if let Some(day) = value("latest_release_on") {
                        " " span.quiet { (date(site, day)) }
                    }
                }
            }
        }
    }

    fn fact_text(&self, record: &'a Framework, id: &str) -> Option<&'a str> {
        let kind: &FactKind = self.knowledge.facts.iter().find(|kind| kind.id == id)?;
        fact(&record.facts, kind)?.text
    }
}
