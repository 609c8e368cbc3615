//! Facts about a framework or companion, as the API returns them.

use std::collections::BTreeMap;

use framewise_model::knowledge::format as raw;
use serde::Serialize;
use utoipa::ToSchema;

/// A fact: text, or a number with its unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FactView<'k> {
    /// What it is a fact about.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// The same in words.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Its value, if it is text.
    #[schema(max_length = 2000)]
    pub text: Option<&'k str>,
    /// Its value, if it is a number.
    #[schema(minimum = 0)]
    pub number: Option<f64>,
    /// Unit of the number.
    #[schema(max_length = 100)]
    pub unit: Option<&'k str>,
    /// Id of the source.
    #[schema(max_length = 100)]
    pub source: &'k str,
    /// What a reader should know about it.
    #[schema(max_length = 2000)]
    pub note: Option<&'k str>,
}

/// One fact, if it is recorded.
#[must_use]
pub fn fact<'k>(
    facts: &'k BTreeMap<String, raw::Fact>,
    kind: &'k raw::FactKind,
) -> Option<FactView<'k>> {
    let fact = facts.get(&kind.id)?;
    Some(FactView {
        id: &kind.id,
        name: &kind.name,
        text: fact.text.as_deref(),
        number: fact.number,
        unit: kind.unit.as_deref(),
        source: &fact.source,
        note: fact.note.as_deref(),
    })
}
