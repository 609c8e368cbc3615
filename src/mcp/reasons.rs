//! Reasons with the address of their source, and scores, as an assistant repeats them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::api::recommendations::response::{Ranked, Reason};

/// Scores are rounded to four digits after the point, as in a brief answer.
const SCORE_STEPS: f64 = 1e4;

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Sourced {
    pub text: String,
    /// Where to read it; null for figures that framewise measured.
    pub source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Scored {
    pub framework: String,
    pub score: f64,
}

impl Scored {
    pub fn of(place: &Ranked<'_>) -> Self {
        let score = (place.score * SCORE_STEPS).round() / SCORE_STEPS;
        Self { framework: place.framework.to_owned(), score }
    }
}

/// The first reasons, as many as are shown.
pub(super) fn sourced(reasons: Option<&Vec<Reason<'_>>>, most: usize) -> Vec<Sourced> {
    let view = |reason: &Reason<'_>| Sourced {
        text: reason.text.clone(),
        source: reason.sources.first().map(|source| source.url.to_owned()),
    };
    reasons.into_iter().flatten().take(most).map(view).collect()
}
