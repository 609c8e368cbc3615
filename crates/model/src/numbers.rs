//! Numbers that cannot leave their range, so that NaN and infinity end at the edge.

use std::cmp::Ordering;

/// A number in [0, 1]: a rating, or a point of a scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitInterval(f64);

impl UnitInterval {
    /// The lower end, 0.
    pub const ZERO: Self = Self(0.0);
    /// The middle, 0.5: where what is unknown is put.
    pub const HALF: Self = Self(0.5);
    /// The upper end, 1.
    pub const ONE: Self = Self(1.0);

    /// Takes `value` if it lies in [0, 1]; NaN does not.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        // `+ 0.0` turns -0 into 0, so that equal numbers also print alike.
        (0.0..=1.0).contains(&value).then_some(Self(value + 0.0))
    }

    /// Moves `value` to the nearest end if it lies outside [0, 1]; NaN becomes 0.
    #[must_use]
    pub fn clipped(value: f64) -> Self {
        Self(if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) + 0.0 })
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Eq for UnitInterval {}

impl Ord for UnitInterval {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for UnitInterval {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A weight: finite, not negative and at most [`Weight::MAX`], so that sums stay finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight(f64);

impl Weight {
    /// No weight.
    pub const ZERO: Self = Self(0.0);
    /// Weight 1: the priority of a criterion that the caller does not mention.
    pub const ONE: Self = Self(1.0);
    /// The largest weight that one line of the knowledge or one priority can give.
    pub const MAX: f64 = 10.0;

    /// Takes `value` if it lies in [0, [`Weight::MAX`]]; NaN does not.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=Self::MAX).contains(&value).then_some(Self(value + 0.0))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_unit_is_made_of_exactly_the_numbers_from_0_to_1(value in proptest::num::f64::ANY) {
            prop_assert_eq!(UnitInterval::new(value).is_some(), (0.0..=1.0).contains(&value));
        }

        #[test]
        fn clipping_always_gives_a_valid_unit(value in proptest::num::f64::ANY) {
            prop_assert!(UnitInterval::new(UnitInterval::clipped(value).get()).is_some());
        }

        #[test]
        fn a_weight_is_finite_bounded_and_not_negative(value in proptest::num::f64::ANY) {
            prop_assert_eq!(Weight::new(value).is_some(), (0.0..=10.0).contains(&value));
        }
    }
}
