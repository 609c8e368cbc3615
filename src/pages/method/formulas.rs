//! The formulas that turn what is recorded into ratings.

use framewise_model::knowledge::derive::formulas::ALL;
use maud::{Markup, html};

use crate::pages::site::Site;

pub(super) fn section(site: &Site) -> Markup {
    html! {
        section aria-labelledby="formulas" {
            h2 #formulas { (site.text("method-formulas")) }
            p { (site.text("method-formulas-lead")) }
            @for formula in ALL {
                div.card id={ "formula-" (formula.name) } {
                    h3 {
                        (site.language().upper_first(&site.formula(formula.name).text))
                        // In English, this is the name in responses.
                        @if site.is_translated() { " " code.quiet { (formula.name) } }
                    }
                    p.label { (site.text("method-formula-expression")) }
                    p { (site.formula_expression(formula.name, formula.expression)) }
                    p.label { (site.text("method-formula-reason")) }
                    p { (site.formula_reason(formula.name, formula.reason)) }
                }
            }
        }
    }
}
