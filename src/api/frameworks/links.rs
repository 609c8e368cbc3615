//! Links of a framework: to its resource, and to the pages of its project.

use framewise_model::knowledge::format::Framework;
use serde::Serialize;
use utoipa::ToSchema;

use crate::config::PublicUrl;

/// Links of a framework.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FrameworkLinks<'k> {
    /// Address of the framework in full.
    #[serde(rename = "self")]
    #[schema(max_length = 2000)]
    pub resource: String,
    /// Home page; null if none is known.
    #[schema(max_length = 2000)]
    pub homepage: Option<&'k str>,
    /// Documentation; null if none is known.
    #[schema(max_length = 2000)]
    pub documentation: Option<&'k str>,
    /// First tutorial; null if none is known.
    #[schema(max_length = 2000)]
    pub tutorial: Option<&'k str>,
}

/// The links of a framework, from its facts.
#[must_use]
pub fn links<'k>(record: &'k Framework, public_url: &PublicUrl) -> FrameworkLinks<'k> {
    let address = |fact: &str| record.facts.get(fact).and_then(|fact| fact.text.as_deref());
    FrameworkLinks {
        resource: public_url.to(&format!("/v1/frameworks/{}", record.id)),
        homepage: address("homepage"),
        documentation: address("documentation"),
        tutorial: address("tutorial"),
    }
}
