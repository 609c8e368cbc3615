//! The value of a fact: a number with its unit, an address, a date or a text.

use maud::{Markup, html};

use super::figures::{date, number};
use super::links::{external, is_web, shown};
use crate::api::frameworks::facts::FactView;
use crate::pages::names::Phrase;
use crate::pages::site::Site;

/// The unit of a rank.
const RANK: &str = "rank";

/// The value of a fact.
#[must_use]
pub fn value(site: &Site, fact: &FactView<'_>) -> Markup {
    html! {
        @if let Some(found) = fact.number {
            (number(site, found))
            @if let Some(unit) = unit(site, fact, found) { " " span.quiet { (unit) } }
        } @else if let Some(text) = fact.text {
            @if is_web(text) {
                span.address lang="en" { (external(text, shown(text))) }
            } @else if text.contains(' ') {
                // A sentence; single words, such as versions, have no language.
                span lang="en" { (text) }
            } @else {
                (date(site, text))
            }
        }
    }
}

/// The unit after a number: in the singular after 1, and none after a rank, which is a place and no amount.
fn unit<'k>(site: &Site, fact: &FactView<'k>, number: f64) -> Option<Phrase<'k>> {
    let unit = site.fact_unit(fact).filter(|_| fact.unit != Some(RANK))?;
    let is_plural = site.is_translated() || (number - 1.0).abs() > f64::EPSILON;
    let singular = unit.text.strip_suffix('s').filter(|_| !is_plural).map(str::to_owned);
    Some(match singular {
        Some(singular) => Phrase { text: singular.into(), ..unit },
        None => unit,
    })
}
