//! What is recorded about a framework.

use framewise_model::knowledge::Knowledge;
use maud::{Markup, html};

use crate::api::frameworks::detail::FrameworkDetail;
use crate::pages::parts::claims::source_link;
use crate::pages::parts::{facts, tables};
use crate::pages::site::Site;

pub(super) fn section(site: &Site, knowledge: &Knowledge, detail: &FrameworkDetail<'_>) -> Markup {
    let table = html! {
        table.stacked {
            thead {
                tr {
                    th scope="col" { (site.text("framework-fact")) }
                    th scope="col" { (site.text("framework-fact-value")) }
                    th scope="col" { (site.text("reference-source-read")) }
                }
            }
            tbody {
                @for fact in &detail.facts {
                    tr id={ "fact-" (fact.id) } {
                        th scope="row" { (site.fact(fact.id, fact.name)) }
                        td {
                            (facts::value(site, fact))
                            @if let Some(note) = fact.note { br; span.quiet lang="en" { (note) } }
                        }
                        td { (source_link(site, knowledge, fact.source)) }
                    }
                }
            }
        }
    };
    html! {
        section aria-labelledby="facts" {
            h2 #facts { (site.text("framework-facts")) }
            p { (site.text("framework-facts-lead")) }
            (tables::scrolling("facts", &table))
        }
    }
}
