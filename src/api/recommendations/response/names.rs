//! Ids and names of the knowledge by index.

use framewise_model::knowledge::Knowledge;
use framewise_model::request::FEATURE_PREFIX;

/// Id of a framework.
pub(super) fn framework_id(knowledge: &Knowledge, framework: usize) -> &str {
    &knowledge.frameworks[framework].record.id
}

/// Name of a framework.
pub(super) fn framework_name(knowledge: &Knowledge, framework: usize) -> &str {
    &knowledge.frameworks[framework].record.name
}

/// Id of a feature, given its attribute.
pub(super) fn feature_id(knowledge: &Knowledge, attribute: usize) -> &str {
    let id = &knowledge.attributes[attribute].id;
    id.strip_prefix(FEATURE_PREFIX).unwrap_or(id)
}

/// Id of a question.
pub(super) fn question_id(knowledge: &Knowledge, question: usize) -> &str {
    &knowledge.questions[question].id
}
