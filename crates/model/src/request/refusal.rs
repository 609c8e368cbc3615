//! Why a request is rejected.

use crate::fault::{Fault, Faults};

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Names or values are not those that there are.
    Invalid(Faults),
    /// Each part makes sense, but together they ask for the impossible.
    Contradictory(Faults),
}

impl Refusal {
    /// A refusal of names or values, with one fault.
    #[must_use]
    pub fn invalid(fault: Fault) -> Self {
        Self::Invalid(fault.into())
    }

    /// A refusal of a combination, with one fault.
    #[must_use]
    pub fn contradictory(fault: Fault) -> Self {
        Self::Contradictory(fault.into())
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        let (Self::Invalid(faults) | Self::Contradictory(faults)) = self;
        faults
    }
}
