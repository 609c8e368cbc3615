//! Rounded numbers, which take a third of the bytes.

/// A number with this many digits after the point.
pub(super) fn rounded(number: f64, digits: i32) -> f64 {
    let steps = 10_f64.powi(digits);
    (number * steps).round() / steps
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn digits_after_the_point_are_cut_to_the_nearest() {
        for (number, digits, shown) in [(0.123_46, 4, "0.1235"), (2.0 / 3.0, 3, "0.667")] {
            assert_eq!(rounded(number, digits).to_string(), shown);
        }
    }
}
