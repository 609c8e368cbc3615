//! The tool `next_question`.

use framewise_mcp::tools::{Object, ToolResult};
use framewise_model::knowledge::Knowledge;
use schemars::JsonSchema;
use serde::Serialize;

use super::arguments::{explain, parse};
use super::tool_result::tool_result;
use crate::api::recommendations::response::{self, NextQuestionView};
use crate::api::state::State;

/// What to ask next.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Question {
    /// Id of the framework that comes first so far.
    recommended: Option<String>,
    confidence: Option<f64>,
    /// Whether it is proved that no further answer changes the first choice; then stop asking.
    settled: bool,
    /// The most informative question; null if none helps.
    ask: Option<Asked>,
    /// Open questions that can still change the first choice.
    can_change: Vec<String>,
}

/// A question to put to the person.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Asked {
    /// Its id, the key in `answers`.
    question: String,
    text: String,
    /// Whether it takes a list of options.
    several: bool,
    /// Ids of the options.
    options: Vec<String>,
}

impl Asked {
    pub fn of(knowledge: &Knowledge, next: &NextQuestionView<'_>) -> Self {
        let question = knowledge.questions.iter().find(|question| question.id == next.question);
        let options = question.map_or(&[][..], |question| &question.options);
        Self {
            question: next.question.to_owned(),
            text: next.text.to_owned(),
            several: question.is_some_and(|question| question.multiple),
            options: options.iter().map(|option| option.id.clone()).collect(),
        }
    }
}

/// Runs the tool.
pub(super) fn next_question(state: &State, arguments: Object) -> ToolResult {
    tool_result(parse(state, arguments).and_then(|parsed| {
        let knowledge = parsed.context.apply(state.knowledge());
        let full = response::recommend(&knowledge, &parsed, state.public_url())
            .map_err(|refusal| explain(&refusal))?;
        Ok(Question {
            recommended: full.recommended.map(str::to_owned),
            confidence: full.confidence,
            settled: full.settled,
            ask: full.next_question.as_ref().map(|next| Asked::of(&knowledge, next)),
            can_change: full.can_change.iter().flatten().map(|id| (*id).to_owned()).collect(),
        })
    }))
}
