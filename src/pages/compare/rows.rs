//! Ratings, capabilities and facts of the compared frameworks in tables with a column for each framework.

use framewise_model::knowledge::Knowledge;
use framewise_model::request::FEATURE_PREFIX;
use maud::{Markup, Render, html};

use crate::api::comparison::response::{Comparison, Row};
use crate::pages::parts::facts::value;
use crate::pages::parts::{bars, support, tables};
use crate::pages::site::Site;

/// Digits after the point of ratings.
const DIGITS: usize = 2;

/// All ratings on criteria.
pub(super) fn ratings(site: &Site, knowledge: &Knowledge, comparison: &Comparison<'_>) -> Markup {
    let criteria = comparison.criteria.iter().filter(|row| !row.id.starts_with(FEATURE_PREFIX));
    let rows = criteria.map(|row| {
        let name = site.attribute_of(knowledge, row.id).render();
        let cells = cells(site, comparison, row, |rating| {
            html! {
                (bars::rating(rating.low, rating.value, rating.high))
                strong { (site.decimal(rating.value, DIGITS)) } " "
                span.quiet {
                    (site.decimal(rating.low, DIGITS)) "–" (site.decimal(rating.high, DIGITS))
                }
            }
        });
        html! { tr { th scope="row" { (name) } (cells) } }
    });
    let rows: Vec<Markup> = rows.collect();
    html! {
        section aria-labelledby="ratings" {
            h2 #ratings { (site.text("compare-ratings")) }
            (table(site, comparison, "ratings", "compare-criterion", &rows))
        }
    }
}

/// All capabilities; rows in which the levels of support differ are marked.
pub(super) fn capabilities(site: &Site, comparison: &Comparison<'_>) -> Markup {
    let rows = comparison.capabilities.iter().map(|row| {
        let mut levels = row.frameworks.values().map(|view| (view.support, view.partial));
        let first = levels.next();
        let differs = levels.any(|level| Some(level) != first);
        let cells = cells(site, comparison, row, |view| {
            html! {
                (support::level(site, view))
                @if let Some(via) = view.via { br; span.quiet lang="en" { (via) } }
            }
        });
        html! {
            tr.differs[differs] {
                th scope="row" {
                    (site.capability(row.id, row.name))
                    @if differs { " " span.tag { (site.text("compare-differs")) } }
                }
                (cells)
            }
        }
    });
    let rows: Vec<Markup> = rows.collect();
    html! {
        section aria-labelledby="capabilities" {
            h2 #capabilities { (site.text("compare-capabilities")) }
            p { (site.text("compare-capabilities-lead")) }
            (table(site, comparison, "capabilities", "framework-capability", &rows))
        }
    }
}

/// All facts.
pub(super) fn facts(site: &Site, comparison: &Comparison<'_>) -> Markup {
    let recorded = comparison.facts.iter().filter(|row| !row.frameworks.is_empty());
    let rows = recorded.map(|row| {
        let cells = cells(site, comparison, row, |fact| value(site, fact));
        html! { tr { th scope="row" { (site.fact(row.id, row.name)) } (cells) } }
    });
    let rows: Vec<Markup> = rows.collect();
    html! {
        section aria-labelledby="facts" {
            h2 #facts { (site.text("compare-facts")) }
            (table(site, comparison, "facts", "framework-fact", &rows))
        }
    }
}

fn table(
    site: &Site,
    comparison: &Comparison<'_>,
    label: &str,
    first_column: &str,
    rows: &[Markup],
) -> Markup {
    let table = html! {
        table.side-by-side.stacked {
            thead {
                tr {
                    th scope="col" { (site.text(first_column)) }
                    @for compared in &comparison.frameworks { th scope="col" { (compared.name) } }
                }
            }
            tbody { @for row in rows { (row) } }
        }
    };
    tables::scrolling(label, &table)
}

/// The cells of a row, in the order of the frameworks.
fn cells<T>(
    site: &Site,
    comparison: &Comparison<'_>,
    row: &Row<'_, T>,
    show: impl Fn(&T) -> Markup,
) -> Markup {
    html! {
        @for compared in &comparison.frameworks {
            td {
                (tables::named_column(compared.name))
                @match row.frameworks.get(compared.id) {
                    Some(found) => (show(found)),
                    None => span.quiet { (site.text("reference-nothing-recorded")) },
                }
            }
        }
    }
}
