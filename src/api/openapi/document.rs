//! The description of the API in the forms in which it is served.

use std::sync::Arc;

use serde_json::Value;
use utoipa_swagger_ui::Config;

use crate::http::caching::Representation;
use crate::http::negotiate;

/// Why there is no description.
#[derive(Debug, thiserror::Error)]
pub enum DescriptionError {
    /// An example is meant for a place that the description does not have.
    #[error("the example “{name}” fits nowhere in the operation {operation}")]
    NoPlace {
        /// The operation.
        operation: &'static str,
        /// The name of the example.
        name: &'static str,
    },
    /// It cannot be written as JSON.
    #[error("the API description cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It cannot be written as YAML.
    #[error("the API description cannot be written as YAML: {0}")]
    Yaml(#[from] yaml_serde::Error),
}

/// The description in all its forms.
pub struct Document {
    json: Representation,
    yaml: Representation,
    swagger_ui: Arc<Config<'static>>,
}

impl Document {
    /// Renders a description.
    ///
    /// # Errors
    /// [`DescriptionError`] if it cannot be written as JSON or YAML.
    pub fn new(description: &Value) -> Result<Self, DescriptionError> {
        let json = serde_json::to_vec(description)?;
        let yaml = yaml_serde::to_string(description)?;
        Ok(Self {
            json: Representation::new(negotiate::JSON, json),
            yaml: Representation::new(negotiate::YAML, yaml),
            swagger_ui: Arc::new(
                Config::from("/openapi.json")
                    .use_base_layout()
                    .default_models_expand_depth(0)
                    .display_request_duration(true)
                    .validator_url("none"),
            ),
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

    /// The configuration of Swagger UI.
    #[must_use]
    pub fn swagger_ui(&self) -> Arc<Config<'static>> {
        Arc::clone(&self.swagger_ui)
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Document").finish_non_exhaustive()
    }
}
