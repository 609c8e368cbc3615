//! The first frameworks side by side: what each criterion and feature adds to their scores, as a stacked chart (SVG)
//! and as a table.

use maud::{Markup, html};

use super::view::View;
use crate::api::recommendations::response::{Ranked, Recommendation};

/// The number of frameworks.
const FRAMEWORKS: usize = 3;
/// The number of criteria with a colour of their own; the others share the last one.
const COLOURS: usize = 6;
/// Digits of points after the point.
const DIGITS: usize = 3;
/// Width of a bar in its own units, for a score of 1.
const WIDTH: f64 = 1000.0;

/// The chart with its legend, and the same numbers as a table.
pub fn chart(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    let places = &found.ranking[..found.ranking.len().min(FRAMEWORKS)];
    let criteria = largest(places);
    let (named, others) = criteria.split_at(criteria.len().min(COLOURS));
    html! {
        figure.chart aria-labelledby="chart-title" {
            figcaption { h2 #chart-title { (site.text("advisor-chart")) } p.help { (site.text("advisor-chart-help")) } }
            (bars(view, places, named, others))
            ul.legend {
                @for (index, id) in named.iter().enumerate() {
                    li { (swatch(index)) " " (site.attribute_of(view.knowledge, id)) }
                }
                @if !others.is_empty() { li { (swatch(COLOURS)) " " (site.text("advisor-chart-others")) } }
            }
            details #chart-table {
                summary { (site.text("advisor-chart-table")) }
                div.scroll tabindex="0" role="region" aria-labelledby="chart-title" {
                    table {
                        thead { tr {
                            th scope="col" { (site.text("advisor-chart-criterion")) }
                            th scope="col" { (site.text("advisor-chart-weight")) }
                            @for place in places { th scope="col" { (view.framework(place.framework)) } }
                        } }
                        tbody {
                            @for id in &criteria { (table_row(view, places, id)) }
                        }
                        tfoot { tr {
                            th scope="row" { (site.text("advisor-chart-score")) }
                            td {}
                            @for place in places { td { (site.decimal(place.score, DIGITS)) } }
                        } }
                    }
                }
            }
        }
    }
}

fn table_row(view: &View<'_>, places: &[Ranked<'_>], id: &str) -> Markup {
    let site = view.site;
    let weight = places.iter().flat_map(|place| place.contributions.iter().flatten());
    let weight = weight.into_iter().find(|part| part.criterion == id).map(|part| part.weight);
    html! {
        tr {
            th scope="row" { (site.attribute_of(view.knowledge, id)) }
            td { (site.percent(weight.unwrap_or_default())) }
            @for place in places { td { (site.decimal(points(place, id), DIGITS)) } }
        }
    }
}

fn bars(view: &View<'_>, places: &[Ranked<'_>], named: &[&str], others: &[&str]) -> Markup {
    html! {
        ol.stacks {
            @for place in places {
                li {
                    span.line {
                        span { (view.framework(place.framework)) }
                        (view.site.decimal(place.score, DIGITS))
                    }
                    svg.stack viewBox=(format!("0 0 {WIDTH} 10")) preserveAspectRatio="none"
                        aria-hidden="true" focusable="false" {
                        rect.track width=(WIDTH) height="10" {}
                        @for (class, from, width) in segments(place, named, others) {
                            rect class=(class) x=(format!("{from:.1}")) width=(format!("{width:.1}")) height="10" {}
                        }
                    }
                }
            }
        }
    }
}

/// The parts of a bar: class, place and width.
fn segments(place: &Ranked<'_>, named: &[&str], others: &[&str]) -> Vec<(String, f64, f64)> {
    let rest: f64 = others.iter().map(|id| points(place, id)).sum();
    let parts = named.iter().map(|id| points(place, id)).chain([rest]);
    let mut from = 0.0;
    let mut segments = Vec::new();
    for (index, points) in parts.enumerate() {
        let width = points * WIDTH;
        let colour = if index == named.len() { COLOURS } else { index };
        segments.push((format!("c{colour}"), from, width));
        from += width;
    }
    segments.retain(|(_, _, width)| *width > 0.0);
    segments
}

fn swatch(colour: usize) -> Markup {
    html! {
        svg.swatch viewBox="0 0 10 10" aria-hidden="true" focusable="false" {
            rect class=(format!("c{colour}")) width="10" height="10" rx="2" {}
        }
    }
}

/// The criteria and features with points, those that add most to the first framework first.
fn largest<'k>(places: &[Ranked<'k>]) -> Vec<&'k str> {
    // The contributions of a framework are sorted, most points first.
    let parts = places.iter().flat_map(|place| place.contributions.iter().flatten());
    let mut criteria = Vec::new();
    for part in parts.filter(|part| part.points > 0.0) {
        if !criteria.contains(&part.criterion) {
            criteria.push(part.criterion);
        }
    }
    criteria
}

fn points(place: &Ranked<'_>, id: &str) -> f64 {
    let parts = place.contributions.iter().flatten();
    parts.into_iter().find(|part| part.criterion == id).map_or(0.0, |part| part.points)
}
