//! A refusal of the model as a problem; `http::problem_types` has the statuses.

use framewise_model::request::Refusal;

use crate::http::problem::Problem;

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(faults) => Self::invalid(faults),
            Refusal::Contradictory(faults) => Self::contradictory(faults),
        }
    }
}
