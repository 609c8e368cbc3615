//! What became of the answers of a request: a part of the response that is known only after the rest is rendered.

use framewise_storage::cohorts::NotCounted;
use framewise_storage::stored_queries::StoringOutcome;
use serde::Serialize;
use utoipa::ToSchema;

/// What became of the answers of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageOutcome {
    /// Whether they are stored.
    pub storing: StoringOutcome,
    /// Whether they count for a cohort; none for a request without one.
    pub cohort: Option<CohortOutcome>,
}

/// Whether the answers count for a cohort, or why they do not.
pub type CohortOutcome = Result<(), NotCounted>;

/// Whether the answers count for the cohort of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct CohortCounting {
    /// Whether they count, once for each `Idempotency-Key`.
    pub counted: bool,
    /// Why they do not count; null if they do.
    #[schema(max_length = 32)]
    pub reason: Option<&'static str>,
}

impl From<StoringOutcome> for StorageOutcome {
    fn from(storing: StoringOutcome) -> Self {
        Self { storing, cohort: None }
    }
}

impl From<CohortOutcome> for CohortCounting {
    fn from(outcome: CohortOutcome) -> Self {
        Self { counted: outcome.is_ok(), reason: outcome.err().map(NotCounted::code) }
    }
}
