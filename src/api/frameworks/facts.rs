//! Facts about a framework or companion in responses.

use std::collections::BTreeMap;

use framewise_model::knowledge::format::{Fact, FactKind};
use serde::Serialize;
use utoipa::ToSchema;

/// A fact: text, or a number with its unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FactView<'k> {
    /// Id of its kind.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Name of its kind.
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
    /// A remark.
    #[schema(max_length = 2000)]
    pub note: Option<&'k str>,
}

/// The fact of a kind, if it is recorded.
#[must_use]
pub fn fact<'k>(facts: &'k BTreeMap<String, Fact>, kind: &'k FactKind) -> Option<FactView<'k>> {
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
