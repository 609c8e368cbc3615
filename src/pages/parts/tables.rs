//! Tables that are wider than a small screen: they scroll in a group of their own, which the keyboard can reach.

use maud::{Markup, Render, html};

/// A table in its group; `label` is the id of the heading that names it.
#[must_use]
pub fn scrolling(label: &str, table: &impl Render) -> Markup {
    html! {
        div.scroll role="group" aria-labelledby=(label) tabindex="0" { (table) }
    }
}
