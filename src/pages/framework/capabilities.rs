//! What a framework supports, who provides it, and the packages that are usually installed with it.

use framewise_model::knowledge::Knowledge;
use maud::{Markup, html};

use crate::api::frameworks::detail::{FrameworkDetail, SupportView};
use crate::pages::parts::claims::source_link;
use crate::pages::parts::{support, tables};
use crate::pages::site::Site;

pub(super) fn section(site: &Site, knowledge: &Knowledge, detail: &FrameworkDetail<'_>) -> Markup {
    let table = html! {
        table.stacked {
            thead {
                tr {
                    th scope="col" { (site.text("framework-capability")) }
                    th scope="col" { (site.text("framework-support")) }
                    th scope="col" { (site.text("reference-note")) }
                    th scope="col" { (site.text("reference-source-read")) }
                }
            }
            tbody { @for view in &detail.capabilities { (row(site, knowledge, view)) } }
        }
    };
    html! {
        section aria-labelledby="capabilities" {
            h2 #capabilities { (site.text("framework-capabilities")) }
            p { (site.text("framework-capabilities-lead")) }
            (tables::scrolling("capabilities", &table))
            @if !detail.companions.is_empty() {
                h3 { (site.text("framework-companions")) }
                p.quiet { (site.text("framework-companions-lead")) }
                ul {
                    @for companion in &detail.companions {
                        li { strong { (companion.name) } ": " (site.english(companion.summary)) }
                    }
                }
            }
        }
    }
}

fn row(site: &Site, knowledge: &Knowledge, view: &SupportView<'_>) -> Markup {
    html! {
        tr id={ "capability-" (view.id) } {
            th scope="row" { (site.capability(view.id, view.name)) }
            td {
                (support::level(site, view))
                @if let Some(via) = view.via { br; span.quiet lang="en" { (via) } }
                @if let Some(companion) = view.companion {
                    br;
                    span.quiet { (site.with("framework-capability-companion", &[("companion", companion.into())])) }
                }
            }
            td lang="en" { (view.note) }
            td { (source_link(site, knowledge, view.source)) }
        }
    }
}
