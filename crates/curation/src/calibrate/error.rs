//! Why weights cannot be calibrated.

/// Why there is no calibration.
#[derive(Debug, thiserror::Error)]
pub enum CalibrationError {
    /// There is nothing to learn from.
    #[error("none of the statements compares frameworks of the catalogue only")]
    NoStatements,
    /// The solver failed. Weights as judged always satisfy the programme, so this is a numerical matter.
    #[error("the linear programme could not be solved: {0}")]
    Programme(#[from] microlp::Error),
    /// The solver stopped early, although it has no limit.
    #[error("the solver of the linear programme stopped before it had an answer")]
    Interrupted,
}
