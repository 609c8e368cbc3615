//! The value of a fact: a number with its unit, an address, a date or a text.

use maud::{Markup, html};

use super::dates_and_numbers::{date, number};
use super::links::{external, is_web, shown};
use crate::api::frameworks::facts::FactView;
use crate::pages::site::Site;

/// The value of a fact.
#[must_use]
pub fn value(site: &Site, fact: &FactView<'_>) -> Markup {
    html! {
        @if let Some(found) = fact.number {
            (number(site, found))
            @if let Some(unit) = site.fact_unit(fact) { " " span.quiet { (unit) } }
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
