//! Code within a text.

use maud::{Markup, html};

/// A text in which backquotes enclose code.
#[must_use]
pub fn code(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
