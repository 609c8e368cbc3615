//! Bars of ratings and shares, drawn as SVG by the server. A bar stands beside its number and repeats it, so it is
//! hidden from screen readers. Its colours are in the style sheet.

use maud::{Markup, html};

/// Width of a drawing in units of its own; it is stretched to where it is shown.
const WIDTH: f64 = 100.0;
/// Width of the marks at the ends of an interval.
const END: f64 = 0.6;

/// A rating from 0 to 1 as a bar, with its interval as a line across the end of the bar.
#[must_use]
pub fn rating(low: f64, value: f64, high: f64) -> Markup {
    html! {
        svg.meter viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track x="0" y="2.5" width="100" height="5" {}
            rect.filled x="0" y="2.5" width=(units(value)) height="5" {}
            rect.range x=(units(low)) y="4.4" width=(units(high - low)) height="1.2" {}
            @for end in [low, high] {
                rect.range x=(units(end - END / 2.0 / WIDTH)) y="1.5" width=(END) height="7" {}
            }
        }
    }
}

/// A number as a bar without the whole, in proportion to the largest of its column; `part` is its share of that one.
#[must_use]
pub fn length(part: f64) -> Markup {
    html! {
        svg.meter viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.filled x="0" y="2.5" width=(units(part)) height="5" {}
        }
    }
}

/// A share of a whole as a bar.
#[must_use]
pub fn share(share: f64) -> Markup {
    html! {
        svg.meter viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track x="0" y="1.5" width="100" height="7" {}
            rect.filled x="0" y="1.5" width=(units(share)) height="7" {}
        }
    }
}

/// A part of the width with two digits after the point.
fn units(part: f64) -> String {
    format!("{:.2}", (part * WIDTH).clamp(0.0, WIDTH))
}

#[cfg(test)]
mod tests {
    use super::{length, rating, share};

    #[test]
    fn a_bar_is_as_long_as_its_number() {
        let drawn = rating(0.25, 0.5, 1.0).into_string();
        for part in ["x=\"0\" y=\"2.5\" width=\"50.00\"", "x=\"25.00\" y=\"4.4\" width=\"75.00\""] {
            assert!(drawn.contains(part), "{drawn}");
        }
        assert!(share(0.125).into_string().contains("width=\"12.50\""));
        assert!(length(0.5).into_string().contains("width=\"50.00\""));
        assert!(share(7.0).into_string().contains("width=\"100.00\""));
    }
}
