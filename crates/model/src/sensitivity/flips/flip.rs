//! A set of changes that puts another framework first.

use super::change::Change;

/// The most changes in a set that makes a named framework win.
pub const MAX_TARGET_CHANGES: usize = 3;

/// A set of changes, and what is recommended after them.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// The changes, in the order of questions and options.
    pub changes: Vec<Change>,
    /// Index of the framework that is first then.
    pub winner: usize,
    /// Its lead over the second in normalised score points, in [0, 1]; 0 where they are tied.
    pub margin: f64,
    /// How far the normalised weights move, in [0, 2].
    pub distance: f64,
}
