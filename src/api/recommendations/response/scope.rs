//! Whether a project needs a web framework at all.

use framewise_model::context::scope::{NoNeed, no_need};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Parsed;
use serde::Serialize;
use utoipa::ToSchema;

use super::understood::{EvidenceView, evidence};

/// Whether a project needs a web framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScopeView<'k> {
    /// False if the project does not seem to need a web framework of the catalogue. The ranking is computed all the
    /// same.
    pub fits: bool,
    /// Why it needs none; null if `fits`.
    #[schema(max_length = 400)]
    pub reason: Option<&'k str>,
    /// What to use instead; empty if `fits`.
    #[schema(max_items = 16, value_type = Vec<String>)]
    pub instead: &'k [String],
    /// From `standard` on: the words of the text that say it; empty if the answers mean it, or if `fits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 2000)]
    pub evidence: Option<Vec<EvidenceView>>,
}

impl<'k> ScopeView<'k> {
    /// Whether the project of a request needs a web framework.
    pub(super) fn of(knowledge: &'k Knowledge, parsed: &Parsed) -> Self {
        match no_need(knowledge, &parsed.request.answers, parsed.understood.as_ref()) {
            None => Self { fits: true, reason: None, instead: &[], evidence: Some(Vec::new()) },
            Some(NoNeed { reading, heard }) => Self {
                fits: false,
                reason: Some(&reading.text),
                instead: &reading.instead,
                evidence: Some(heard.map_or_else(Vec::new, |heard| evidence(&heard.evidence))),
            },
        }
    }
}
