//! The criteria on which the compared frameworks differ most.

use framewise_model::knowledge::Knowledge;
use framewise_model::request::FEATURE_PREFIX;
use maud::{Markup, html};

use crate::api::comparison::response::{Comparison, Row};
use crate::api::frameworks::detail::RatingView;
use crate::pages::parts::bars;
use crate::pages::site::Site;

/// The most criteria that are shown.
const SHOWN: usize = 6;
/// Digits after the point of ratings.
const DIGITS: usize = 2;

pub(super) fn section(site: &Site, knowledge: &Knowledge, comparison: &Comparison<'_>) -> Markup {
    let rows = largest(comparison);
    html! {
        @if !rows.is_empty() {
            section aria-labelledby="differences" {
                h2 #differences { (site.text("compare-differences")) }
                p { (site.text("compare-differences-lead")) }
                ul.differences {
                    @for (difference, row) in rows {
                        li {
                            p.label {
                                (site.attribute_of(knowledge, row.id)) " "
                                span.quiet { (points(site, difference)) }
                            }
                            (ratings(site, comparison, row))
                        }
                    }
                }
            }
        }
    }
}

fn points(site: &Site, difference: f64) -> String {
    let points = site.language().decimal(difference, DIGITS);
    site.with("compare-difference", &[("points", points.into())])
}

fn ratings(site: &Site, comparison: &Comparison<'_>, row: &Row<'_, RatingView<'_>>) -> Markup {
    html! {
        dl.rated {
            @for compared in &comparison.frameworks {
                @if let Some(rating) = row.frameworks.get(compared.id) {
                    dt { (compared.name) }
                    dd {
                        (bars::rating(rating.low, rating.value, rating.high))
                        strong { (site.decimal(rating.value, DIGITS)) }
                    }
                }
            }
        }
    }
}

/// The criteria with the largest difference between their highest and their lowest rating, the largest first.
fn largest<'c, 'k>(comparison: &'c Comparison<'k>) -> Vec<(f64, &'c Row<'k, RatingView<'k>>)> {
    let criteria = comparison.criteria.iter().filter(|row| !row.id.starts_with(FEATURE_PREFIX));
    let mut rows: Vec<_> = criteria
        .map(|row| {
            let values = row.frameworks.values().map(|rating| rating.value);
            let (low, high) = values
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                    (low.min(value), high.max(value))
                });
            (high - low, row)
        })
        .filter(|(difference, _)| *difference > 0.0)
        .collect();
    // Stable: criteria with equal differences keep their order.
    rows.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    rows.truncate(SHOWN);
    rows
}
