//! The criteria: definition, weight before any answer, and the meaning of their scale.

use framewise_model::knowledge::Knowledge;
use maud::{Markup, html};

use crate::api::criteria::{CriterionView, RatingBasis, criteria};
use crate::pages::parts::bars;
use crate::pages::site::Site;

/// Digits after the point of base weights and of points of a scale.
const DIGITS: usize = 2;

pub(super) fn section(site: &Site, knowledge: &Knowledge) -> Markup {
    let criteria = criteria(knowledge).items;
    let largest = criteria.iter().map(|criterion| criterion.base_weight).fold(0.0, f64::max);
    html! {
        section aria-labelledby="criteria" {
            h2 #criteria { (site.text("method-criteria")) }
            p { (site.text("method-criteria-lead")) }
            ul.ratings {
                @for found in &criteria {
                    li { (criterion(site, knowledge, found, largest)) }
                }
            }
        }
    }
}

fn criterion(
    site: &Site,
    knowledge: &Knowledge,
    criterion: &CriterionView<'_>,
    largest: f64,
) -> Markup {
    let weight = site.language().decimal(criterion.base_weight, DIGITS);
    html! {
        details.rating id={ "criterion-" (criterion.id) } {
            summary {
                span.rating-name { (site.attribute_of(knowledge, criterion.id)) }
                (bars::length(criterion.base_weight / largest.max(f64::MIN_POSITIVE)))
                span.rating-value.quiet {
                    data value=(criterion.base_weight) {
                        (site.with("method-criterion-base", &[("weight", weight.into())]))
                    }
                }
            }
            div.rating-made {
                p { (site.about_criterion(criterion.id, criterion.definition)) }
                p { (site.text(match criterion.basis {
                    RatingBasis::Derived => "method-criterion-basis-derived",
                    RatingBasis::Editorial | RatingBasis::Unknown => "method-criterion-basis-editorial",
                })) }
                p.label { (site.text("method-criterion-scale")) }
                dl.scale {
                    @for point in &criterion.rubric {
                        dt { (site.decimal(point.rating, DIGITS)) }
                        dd lang="en" { (point.meaning) }
                    }
                }
            }
        }
    }
}
