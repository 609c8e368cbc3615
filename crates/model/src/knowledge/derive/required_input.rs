//! What an input alone would have to be to change a derived rating.

use super::support::level_that_counts;
use super::term_points::DAYS_OF_A_YEAR;
use crate::knowledge::derive::Input;
use crate::knowledge::format::{Framework, Term};

/// What an input would have to be; `None` where no value of this input alone is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredInput {
    /// To raise the rating by the step.
    pub up: Option<String>,
    /// To lower the rating by the step.
    pub down: Option<String>,
}

/// What one input of a derived rating would have to be to move the rating by at least `step`, if all other
/// inputs stayed as they are.
#[must_use]
pub fn required_input(
    framework: &Framework,
    term: &Term,
    input: &Input,
    step: f64,
) -> RequiredInput {
    let of = |direction: f64| {
        let target = input.value.get() + direction * step / input.share;
        // Rounding must not hide an end of the scale that is exactly far enough.
        let target = if target.abs() < 1e-9 { 0.0 } else { target };
        let reachable = (0.0..=1.0 + 1e-9).contains(&target);
        reachable.then(|| at(framework, term, target.min(1.0), direction > 0.0)).flatten()
    };
    RequiredInput { up: of(1.0), down: of(-1.0) }
}

/// An input in words with which a term counts at least (`up`) or at most `target`.
fn at(framework: &Framework, term: &Term, target: f64, up: bool) -> Option<String> {
    if term.capability.is_some() {
        return level_that_counts(framework, term, target, up);
    }
    if term.stated.is_some() {
        return Some(if up { "stated" } else { "not stated" }.to_owned());
    }
    let (zero, one) = (term.at_zero?, term.at_one?);
    let number = (zero.ln() + target * (one.ln() - zero.ln())).exp();
    let bound = if up == (one > zero) { "or more" } else { "or less" };
    Some(if term.years_since.is_some() {
        let days = (number * DAYS_OF_A_YEAR).round();
        format!("{number:.2} years {bound} ({days} days)")
    } else {
        format!("{} {bound}", rounded(number))
    })
}

/// Four significant digits at least.
fn rounded(number: f64) -> String {
    if number >= 1_000.0 { format!("{number:.0}") } else { format!("{number:.3}") }
}
