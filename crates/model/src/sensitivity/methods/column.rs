//! What the methods compare frameworks by.

/// A column that counts: its normalised weight, and the ratings by framework.
#[derive(Debug)]
pub(super) struct Column {
    pub weight: f64,
    pub ratings: Vec<f64>,
}
