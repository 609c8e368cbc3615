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

/// The unit of a rank.
const RANK: &str = "rank";

impl<'k> FactView<'k> {
    /// The unit to write after its number, in English: in the singular after 1, and none after a rank, which is a place
    /// and no amount.
    #[must_use]
    pub fn written_unit(&self) -> Option<&'k str> {
        let unit = self.unit.filter(|unit| *unit != RANK)?;
        let is_one = self.number.is_some_and(|number| (number - 1.0).abs() < f64::EPSILON);
        Some(unit.strip_suffix('s').filter(|_| is_one).unwrap_or(unit))
    }
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
