//! The inputs of a derived rating.

use crate::numbers::UnitInterval;

/// One input of a derived rating.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Id of the capability, fact or measure.
    pub id: String,
    /// Name of the formula that turned what was found into a value.
    pub formula: &'static str,
    /// What was found, in words: `built_in`, `30.14`.
    pub found: String,
    /// What that counts.
    pub value: UnitInterval,
    /// Lower end of its uncertainty.
    pub low: UnitInterval,
    /// Upper end of its uncertainty.
    pub high: UnitInterval,
    /// Its share in the mean, of a sum of 1.
    pub share: f64,
}
