//! What a framework does not do well in the environment of the request.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::Limit;
use framewise_model::request::Parsed;
use serde::Serialize;
use utoipa::ToSchema;

/// What a framework does not do well where the project must run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LimitView<'k> {
    /// The member of `environment`, such as `operating_system=windows`.
    #[schema(max_length = 64)]
    pub environment: &'k str,
    /// The limit as a sentence.
    #[schema(max_length = 500)]
    pub text: &'k str,
    /// Id of the source.
    #[schema(max_length = 100)]
    pub source: &'k str,
}

/// The limits of a framework in the environment of the request.
pub(super) fn limits<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    framework: usize,
) -> Vec<LimitView<'k>> {
    let limits = parsed.request.environment.cautions(knowledge, framework);
    let view = |limit: &'k Limit| LimitView {
        environment: &limit.constraint,
        text: &limit.text,
        source: &limit.source,
    };
    limits.map(view).collect()
}
