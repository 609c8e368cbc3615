//! A point in [0, 1] with its interval.

/// How far two readers of the same documentation differ about something that is there in full.
pub(super) const FULL_MARGIN: f64 = 0.1;

/// A point with its interval.
#[derive(Clone, Copy)]
pub(super) struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// Nothing is known.
    pub(super) const UNKNOWN: Self = Self { value: 0.5, low: 0.0, high: 1.0 };

    /// A value with the same margin on both sides, cut off at 0 and 1.
    pub(super) fn around(value: f64, margin: f64) -> Self {
        Self { value, low: (value - margin).max(0.0), high: (value + margin).min(1.0) }
    }
}
