//! What the methods compare frameworks by.

/// An attribute that counts: its normalised weight, and the ratings by framework.
#[derive(Debug)]
pub(super) struct Attribute {
    pub weight: f64,
    pub ratings: Vec<f64>,
}
