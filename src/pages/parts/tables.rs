//! Tables that are wider than a small screen: they scroll in a region of their own, which the keyboard can reach.

use maud::{Markup, Render, html};

/// A table in its region; `label` is the id of the heading that names it.
#[must_use]
pub fn scrolling(label: &str, table: &impl Render) -> Markup {
    html! {
        div.scroll role="region" aria-labelledby=(label) tabindex="0" { (table) }
    }
}
