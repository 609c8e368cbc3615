//! The description of the API as it is served: JSON and YAML.

use serde_json::Value;

use crate::http::caching::Representation;
use crate::http::negotiate;

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
    /// It cannot be serialised as YAML.
    #[error("the API description cannot be serialised as YAML: {0}")]
    Yaml(#[from] yaml_serde::Error),
}

/// The rendered description.
#[derive(Debug)]
pub struct Document {
    json: Representation,
    yaml: Representation,
}

impl Document {
    /// Renders a description.
    ///
    /// # Errors
    /// [`DescriptionError`] if it cannot be serialised as JSON or YAML.
    pub fn new(description: &Value) -> Result<Self, DescriptionError> {
        let json = serde_json::to_vec(description)?;
        let yaml = yaml_serde::to_string(description)?;
        Ok(Self {
            json: Representation::new(negotiate::JSON, json),
            yaml: Representation::new(negotiate::YAML, yaml),
        })
    }

    /// The description as JSON.
    #[must_use]
    pub fn json(&self) -> &Representation {
        &self.json
    }

    /// The description as YAML.
    #[must_use]
    pub fn yaml(&self) -> &Representation {
        &self.yaml
    }
}
