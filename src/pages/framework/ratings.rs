//! The ratings of a framework, each with its interval and with how it was made: the formula with its inputs, or the
//! reason of the editor.

use framewise_model::knowledge::Knowledge;
use framewise_model::request::FEATURE_PREFIX;
use maud::{Markup, html};

use crate::api::criteria::RatingBasis;
use crate::api::frameworks::detail::{FrameworkDetail, InputView, RatingView};
use crate::pages::parts::{bars, tables};
use crate::pages::site::Site;

/// Digits after the point of ratings.
const DIGITS: usize = 2;
/// Digits after the point of the numbers from which a rating is computed.
const EXACT: usize = 3;

pub(super) fn section(site: &Site, knowledge: &Knowledge, detail: &FrameworkDetail<'_>) -> Markup {
    let (features, criteria): (Vec<_>, Vec<_>) =
        detail.ratings.iter().partition(|rating| rating.criterion.starts_with(FEATURE_PREFIX));
    let rows = |ratings: &[&RatingView<'_>]| {
        html! {
            ul.ratings { @for rating in ratings { li { (row(site, knowledge, detail, rating)) } } }
        }
    };
    html! {
        section aria-labelledby="ratings" {
            h2 #ratings { (site.text("framework-ratings")) }
            p { (site.text("framework-ratings-lead")) }
            h3 { (site.text("framework-ratings-criteria")) }
            (rows(&criteria))
            h3 { (site.text("framework-ratings-features")) }
            p.quiet { (site.text("framework-ratings-features-lead")) }
            (rows(&features))
        }
    }
}

fn row(
    site: &Site,
    knowledge: &Knowledge,
    detail: &FrameworkDetail<'_>,
    rating: &RatingView<'_>,
) -> Markup {
    html! {
        details.rating id={ "rating-" (rating.criterion.replace(':', "-")) } {
            summary {
                span.rating-name { (site.attribute_of(knowledge, rating.criterion)) }
                (bars::rating(rating.low, rating.value, rating.high))
                span.rating-value {
                    strong { (site.decimal(rating.value, DIGITS)) }
                    " " span.quiet { (interval(site, rating)) }
                }
            }
            div.rating-made { (made(site, knowledge, detail, rating)) }
        }
    }
}

/// The range of a rating: `0.40 to 0.55`.
fn interval(site: &Site, rating: &RatingView<'_>) -> Markup {
    html! {
        (site.decimal(rating.low, DIGITS)) "–" (site.decimal(rating.high, DIGITS))
    }
}

fn made(
    site: &Site,
    knowledge: &Knowledge,
    detail: &FrameworkDetail<'_>,
    rating: &RatingView<'_>,
) -> Markup {
    html! {
        p { (site.text(match rating.basis {
            RatingBasis::Derived => "basis-derived",
            RatingBasis::Editorial => "basis-editorial",
            RatingBasis::Unknown => "basis-unknown",
        })) }
        @match rating.basis {
            RatingBasis::Derived => (inputs(site, knowledge, detail, rating)),
            RatingBasis::Editorial => @if let Some(rationale) = rating.rationale {
                blockquote lang="en" { (rationale) }
            },
            RatingBasis::Unknown => p { (site.text("framework-rating-unknown")) },
        }
        @if !rating.claims.is_empty() {
            p.label { (site.text("framework-rating-claims")) }
            ul.inline { @for id in &rating.claims { li { a href={ "#" (id) } { code { (id) } } } } }
        }
    }
}

/// The inputs of a formula with their products, whose sum is the rating.
fn inputs(
    site: &Site,
    knowledge: &Knowledge,
    detail: &FrameworkDetail<'_>,
    rating: &RatingView<'_>,
) -> Markup {
    let id = format!("inputs-{}", rating.criterion.replace(':', "-"));
    let name = rating.formula.unwrap_or_default();
    let table = html! {
        table.numbers.stacked {
            thead {
                tr {
                    th scope="col" { (site.text("framework-input")) }
                    th scope="col" { (site.text("framework-input-found")) }
                    th scope="col" { (site.text("framework-input-formula")) }
                    th.number scope="col" { (site.text("framework-input-value")) }
                    th.number scope="col" { (site.text("framework-input-share")) }
                    th.number scope="col" { (site.text("framework-input-product")) }
                }
            }
            tbody { @for input in &rating.inputs { (input_row(site, knowledge, detail, input)) } }
            tfoot {
                tr {
                    th scope="row" colspan="5" { (site.text("framework-rating-sum")) }
                    td.number { strong { (site.decimal(rating.value, EXACT)) } }
                }
            }
        }
    };
    html! {
        p id=(id) {
            (site.text("method-formula")) ": "
            a href=(site.link(&format!("/method#formula-{name}"))) { (site.formula(name)) }
        }
        (tables::scrolling(&id, &table))
    }
}

fn input_row(
    site: &Site,
    knowledge: &Knowledge,
    detail: &FrameworkDetail<'_>,
    input: &InputView<'_>,
) -> Markup {
    let formula = format!("/method#formula-{}", input.formula);
    let column = |key| tables::column(site, key);
    html! {
        tr {
            th scope="row" { (input_name(site, knowledge, detail, input)) }
            td {
                (column("framework-input-found"))
                span lang="en" { (input.found.replace("third_party", "package by others").replace('_', " ")) }
            }
            td { (column("framework-input-formula")) a href=(site.link(&formula)) { (site.formula(input.formula)) } }
            td.number { (column("framework-input-value")) (site.decimal(input.value, EXACT)) }
            td.number { (column("framework-input-share")) (site.decimal(input.share, EXACT)) }
            td.number {
                (column("framework-input-product")) (site.decimal(input.value * input.share, EXACT))
            }
        }
    }
}

/// The name of the capability, fact or measure behind an input, with a link to where it is recorded on this page.
fn input_name(
    site: &Site,
    knowledge: &Knowledge,
    detail: &FrameworkDetail<'_>,
    input: &InputView<'_>,
) -> Markup {
    let id = input.id;
    let capability = knowledge.capabilities.iter().find(|capability| capability.id == id);
    let fact = knowledge.facts.iter().find(|fact| fact.id == id);
    let measure = knowledge.measurements.measures.iter().find(|measure| measure.id == id);
    let (name, place) = if let Some(found) = capability {
        let is_recorded = detail.capabilities.iter().any(|view| view.id == id);
        (site.capability(id, &found.name), is_recorded.then(|| format!("#capability-{id}")))
    } else if let Some(found) = fact {
        let is_recorded = detail.facts.iter().any(|view| view.id == id);
        (site.fact(id, &found.name), is_recorded.then(|| format!("#fact-{id}")))
    } else if let Some(found) = measure {
        let is_recorded = detail.measurements.is_some();
        (site.measure(id, &found.name), is_recorded.then(|| "#measurements".to_owned()))
    } else {
        (site.english(id), None)
    };
    html! {
        @match place { Some(place) => a href=(place) { (name) }, None => (name) }
    }
}
