//! What is claimed about each of the compared frameworks, in columns.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::api::comparison::response::{Compared, Comparison};
use crate::api::frameworks::claims::ClaimView;
use crate::pages::parts::claims::brief;
use crate::pages::site::Site;

/// The number of claims that are shown at once; the others are one click away.
const SHOWN: usize = 6;

type Claims<'k> = BTreeMap<&'k str, Vec<ClaimView<'k>>>;

/// When to use each, and when not.
pub(super) fn when(site: &Site, comparison: &Comparison<'_>) -> Markup {
    html! {
        section aria-labelledby="when" {
            h2 #when { (site.text("compare-when")) }
            (columns(site, comparison, &comparison.use_when, "compare-use"))
            (columns(site, comparison, &comparison.avoid_when, "compare-avoid"))
        }
    }
}

/// What speaks for and against each.
pub(super) fn pros_and_cons(site: &Site, comparison: &Comparison<'_>) -> Markup {
    html! {
        section aria-labelledby="pros" {
            h2 #pros { (site.text("compare-pros")) }
            (columns(site, comparison, &comparison.advantages, "compare-for"))
            (columns(site, comparison, &comparison.disadvantages, "compare-against"))
        }
    }
}

fn columns(site: &Site, comparison: &Comparison<'_>, claims: &Claims<'_>, title: &str) -> Markup {
    html! {
        div.columns {
            @for compared in &comparison.frameworks {
                div.card { (column(site, compared, &sorted(claims, compared.id), title)) }
            }
        }
    }
}

/// The claims about a framework, those that hold first; claims with the same verdict keep their order.
fn sorted<'c, 'k>(claims: &'c Claims<'k>, framework: &str) -> Vec<&'c ClaimView<'k>> {
    let mut sorted: Vec<_> = claims.get(framework).into_iter().flatten().collect();
    sorted.sort_by_key(|claim| claim.verdict);
    sorted
}

fn column(site: &Site, compared: &Compared<'_>, claims: &[&ClaimView<'_>], title: &str) -> Markup {
    let (shown, more) = claims.split_at(claims.len().min(SHOWN));
    let list = |claims: &[&ClaimView<'_>]| {
        html! { ul.brief { @for claim in claims { li { (brief(site, compared.id, claim)) } } } }
    };
    html! {
        h3 { (site.with(title, &[("framework", compared.name.into())])) }
        @if claims.is_empty() {
            p.quiet { (site.text("compare-nothing")) }
        } @else {
            (list(shown))
        }
        @if !more.is_empty() {
            details {
                summary { (site.with("compare-more-claims", &[("count", more.len().into())])) }
                (list(more))
            }
        }
    }
}
