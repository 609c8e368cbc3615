//! How numbers and names stand in a sentence.

use std::fmt;

/// A share as whole percent, "under 1 %" where it would be 0.
pub(super) struct Percent(pub f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match hundredfold(self.0) {
            0 => f.write_str("under 1 %"),
            percent => write!(f, "{percent} %"),
        }
    }
}

/// A number in [0, 1] with two digits after the point; several times faster than `{:.2}`, which is
/// exact for every double there is.
pub(super) struct Hundredths(pub f64);

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = hundredfold(self.0);
        write!(f, "{}.{:02}", hundredths / 100, hundredths % 100)
    }
}

/// A difference of scores; one that is there but too small for two digits is not called nothing.
pub(super) struct Lead(pub f64);

impl fmt::Display for Lead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match hundredfold(self.0) {
            0 => f.write_str("less than 0.01"),
            _ => Hundredths(self.0).fmt(f),
        }
    }
}

/// A hundred times a number in [0, 1], rounded.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "weights and ratings lie in [0, 1]"
)]
fn hundredfold(number: f64) -> u32 {
    (number * 100.0).round() as u32
}

/// "1 feature", "2 features".
pub(super) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("{count} {noun}") } else { format!("{count} {noun}s") }
}

/// A name inside a sentence: "Forms" becomes "forms", "REST API" and "ORM" stay.
pub(super) fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => name.to_owned(),
    }
}
