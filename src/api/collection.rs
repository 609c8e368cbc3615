//! A whole list, as the API returns it.

use framewise_model::knowledge::Knowledge;
use serde::Serialize;
use utoipa::ToSchema;

/// A whole list; it is bounded by the knowledge base, so there are no pages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Collection<'k, T> {
    /// The things.
    #[schema(max_items = 10000)]
    pub items: Vec<T>,
    /// How many there are.
    #[schema(minimum = 0, maximum = 10000)]
    pub total: usize,
    /// Version of the knowledge that they are from.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

impl<'k, T> Collection<'k, T> {
    /// All items of a knowledge base.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge, items: Vec<T>) -> Self {
        Self { total: items.len(), items, knowledge_version: &knowledge.version }
    }
}
