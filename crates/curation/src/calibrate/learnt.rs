//! What weights are learnt from.

use crate::evaluate::items::Selected;

/// A statement in one of its forms.
pub(super) struct Learnt {
    /// The statement, with the answers of this form.
    pub selected: Selected,
    /// How much it counts.
    pub weight: f64,
}
