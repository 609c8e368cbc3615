//! The description of the API as it is served: JSON and YAML, each rendered by the first request for it, so that the
//! service starts without them.

use std::fmt;
use std::sync::Arc;

use framewise_model::knowledge::Knowledge;
use serde_json::Value;

use crate::http::caching::Representation;
use crate::http::lazy_response::LazyResponse;
use crate::http::negotiate;
use crate::http::problem::Problem;

/// Why the description cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum DescriptionError {
    /// An example names a place that does not exist.
    #[error("the operation {operation} has no place for the example “{name}”")]
    NoPlace {
        /// The operation.
        operation: &'static str,
        /// The name of the example.
        name: &'static str,
    },
    /// It cannot be serialised as JSON.
    #[error("the API description cannot be serialised as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Describes the routes of the service on some knowledge.
pub type Describe = Arc<dyn Fn(&Knowledge) -> Result<Value, DescriptionError> + Send + Sync>;

/// The description as JSON and as YAML.
pub struct Document {
    describe: Describe,
    /// The description as JSON, once it has been rendered.
    pub json: LazyResponse,
    /// The description as YAML, once it has been rendered.
    pub yaml: LazyResponse,
}

impl Document {
    /// A document that is rendered later.
    #[must_use]
    pub fn new(describe: Describe) -> Self {
        Self { describe, json: LazyResponse::default(), yaml: LazyResponse::default() }
    }

    /// A document of the same routes on other knowledge, rendered later.
    #[must_use]
    pub fn to_unrendered(&self) -> Self {
        Self::new(Arc::clone(&self.describe))
    }

    /// Renders the description as JSON.
    ///
    /// # Errors
    /// An internal error if it cannot be built.
    pub fn render_json(&self, knowledge: &Knowledge) -> Result<Representation, Problem> {
        let description = (self.describe)(knowledge).map_err(Problem::internal)?;
        Representation::json(&description)
    }
}

/// Renders the description as YAML from its JSON, because reading that is quicker than describing everything again.
///
/// # Errors
/// An internal error if it cannot be written as YAML.
pub fn to_yaml(json: &Representation) -> Result<Representation, Problem> {
    let description: Value = serde_json::from_slice(&json.body()).map_err(Problem::internal)?;
    let yaml = yaml_serde::to_string(&description).map_err(Problem::internal)?;
    Ok(Representation::new(negotiate::YAML, yaml))
}

impl fmt::Debug for Document {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Document").field("json", &self.json).finish_non_exhaustive()
    }
}
