//! The ranking of all frameworks.

use maud::{Markup, html};

use super::view::{View, bar};
use crate::api::recommendations::response::{Ranked, Recommendation};
use crate::texts::catalogue::Value;

/// Digits of a score after the point.
const SCORE_DIGITS: usize = 3;
/// The least share of first places that is shown: half a percent.
const LEAST_SHARE: f64 = 0.005;

/// The ranking, and what does not take part.
pub fn ranking(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    html! {
        section #ranking data-part aria-labelledby="ranking-title" {
            h2 #ranking-title { (site.text("advisor-ranking")) }
            ol.ranking {
                @for place in &found.ranking { (row(view, place)) }
            }
            @if found.ranking.len() > 1 { p.help { (site.text("advisor-ranking-help")) } }
            (left_out(view, found))
        }
    }
}

fn row(view: &View<'_>, place: &Ranked<'_>) -> Markup {
    let site = view.site;
    let share = place.first_share.unwrap_or_default();
    html! {
        li value=(place.rank.unwrap_or(1)) data-framework=(place.framework) {
            span.line {
                a href=(site.link(&format!("/frameworks/{}", place.framework))) { (place.name.unwrap_or(place.framework)) }
                @if place.tied == Some(true) { " " span.quiet { (site.text("advisor-tied")) } }
                @if share >= LEAST_SHARE {
                    span.share { (site.text("advisor-first-share")) " " (site.percent(share)) }
                }
                span.score { (site.decimal(place.score, SCORE_DIGITS)) }
            }
            (bar(place.score))
        }
    }
}

/// The frameworks that lack something that they must have.
fn left_out(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    let excluded = found.excluded.as_deref().unwrap_or_default();
    let misses = found.nearest_misses.as_deref().unwrap_or_default();
    let n = excluded
        .iter()
        .map(|found| found.framework)
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    html! {
        @if n > 0 {
            details #excluded {
                summary { (site.with("advisor-excluded", &[("n", Value::from(n))])) }
                ul {
                    @for exclusion in excluded {
                        li {
                            strong { (view.framework(exclusion.framework)) } ": "
                            (exclusion.reason.as_deref().unwrap_or_default())
                        }
                    }
                }
            }
        }
        @if !misses.is_empty() {
            h3 { (site.text("advisor-misses")) }
            ul {
                @for miss in misses {
                    li {
                        strong { (view.framework(miss.framework)) } ": " (site.text("advisor-misses-lack")) " "
                        @for (index, id) in miss.missing.iter().enumerate() {
                            @if index > 0 { ", " }
                            (view.feature(id))
                        }
                    }
                }
            }
        }
    }
}
