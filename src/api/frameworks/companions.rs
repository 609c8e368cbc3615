//! Companions of a framework in responses.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::Companion;
use framewise_model::knowledge::model::Framework;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::frameworks::facts::{FactView, fact};

/// A package that is commonly installed with a framework and adds capabilities.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompanionView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Description in one sentence.
    #[schema(max_length = 500)]
    pub summary: &'k str,
    /// The framework or companion that it extends.
    #[schema(max_length = 64)]
    pub companion_of: &'k str,
    /// Facts.
    #[schema(max_items = 100)]
    pub facts: Vec<FactView<'k>>,
}

/// The companions of a framework.
#[must_use]
pub fn companions<'k>(
    knowledge: &'k Knowledge,
    framework: &'k Framework,
) -> Vec<CompanionView<'k>> {
    let view = |companion: &'k Companion| CompanionView {
        id: &companion.id,
        name: &companion.name,
        summary: &companion.summary,
        companion_of: &companion.companion_of,
        facts: knowledge.facts.iter().filter_map(|kind| fact(&companion.facts, kind)).collect(),
    };
    framework.companions.iter().map(view).collect()
}
