//! A complete list in a response.

use framewise_model::knowledge::Knowledge;
use serde::Serialize;
use utoipa::ToSchema;

/// A complete list; it is bounded by the knowledge base, so there are no pages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Collection<'k, T> {
    /// The items.
    #[schema(max_items = 10000)]
    pub items: Vec<T>,
    /// Number of items.
    #[schema(minimum = 0, maximum = 10000)]
    pub total: usize,
    /// Version of the knowledge.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

impl<'k, T> Collection<'k, T> {
    /// A list of items of a knowledge base.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge, items: Vec<T>) -> Self {
        Self { total: items.len(), items, knowledge_version: &knowledge.version }
    }
}
