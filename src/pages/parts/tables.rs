//! Tables that are wider than a small screen: they scroll in a group of their own, which the keyboard can reach. Those
//! of the class `stacked` show their cells below one another there, each with the heading of its column.

use maud::{Markup, Render, html};

use crate::pages::site::Site;

/// A table in its group; `label` is the id of the heading that names it.
#[must_use]
pub fn scrolling(label: &str, table: &impl Render) -> Markup {
    html! {
        div.scroll role="group" aria-labelledby=(label) tabindex="0" { (table) }
    }
}

/// The heading of the column before a value, which is shown where cells are stacked. Programs that read the page aloud
/// find it in the head of the table.
#[must_use]
pub fn column(site: &Site, key: &str) -> Markup {
    named_column(&site.text(key))
}

/// The same with the heading itself.
#[must_use]
pub fn named_column(heading: &str) -> Markup {
    html! { span.cell-label aria-hidden="true" { (heading) ": " } }
}
