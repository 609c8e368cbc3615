//! What is claimed about a framework, by kind.

use framewise_model::knowledge::Knowledge;
use maud::{Markup, html};

use crate::api::frameworks::claims::ClaimView;
use crate::api::frameworks::detail::FrameworkDetail;
use crate::pages::parts::claims::{claim, verdict};
use crate::pages::parts::terms::{self, CLAIM_KINDS, VERDICTS};
use crate::pages::site::Site;

pub(super) fn section(site: &Site, knowledge: &Knowledge, detail: &FrameworkDetail<'_>) -> Markup {
    let count = detail.claims.len();
    let values = [("count", count.into()), ("framework", detail.name.into())];
    html! {
        section aria-labelledby="claims" {
            h2 #claims { (site.text("framework-claims")) }
            p { (site.with("framework-claims-lead", &values)) }
            ul.inline aria-label=(site.text("framework-claims-summary")) {
                @for found in VERDICTS {
                    @let count = detail.claims.iter().filter(|claim| claim.verdict == found).count();
                    @if count > 0 { li { (verdict(site, found)) " " (count) } }
                }
            }
            @for kind in CLAIM_KINDS {
                @let claims: Vec<_> = detail.claims.iter().filter(|claim| claim.kind == kind).collect();
                @if !claims.is_empty() { (group(site, knowledge, &terms::claim_kind(site, kind), &claims)) }
            }
        }
    }
}

fn group(site: &Site, knowledge: &Knowledge, title: &str, claims: &[&ClaimView<'_>]) -> Markup {
    html! {
        h3 { (title) " " span.quiet { "(" (claims.len()) ")" } }
        @for found in claims { (claim(site, knowledge, found)) }
    }
}
