//! Why a request is rejected.

use crate::fault::Fault;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Names or values are not those that there are.
    Invalid(Vec<Fault>),
    /// Each part makes sense, but together they ask for the impossible.
    Contradictory(Vec<Fault>),
}
