//! The tool `recommend`.

use framewise_mcp::tools::{Object, ToolResult};
use schemars::JsonSchema;
use serde::Serialize;

use super::arguments::{explain, parse};
use super::next_question::Asked;
use super::reasons::{Scored, Sourced, sourced};
use super::tool_result::{is_long, link, tool_result};
use crate::api::recommendations::response::{self, Recommendation, ScopeView};
use crate::api::state::State;
use crate::config::PublicUrl;

const MOST_STRENGTHS: usize = 3;
const MOST_CAUTIONS: usize = 2;
const MOST_CHANGES: usize = 2;

/// A recommendation.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Advice {
    /// Id of the first choice; null if all frameworks are excluded.
    recommended: Option<String>,
    /// The choice, its main reason, the closest alternative, and how sure it is.
    summary: String,
    /// Share of plausible weightings in which the first choice comes first.
    confidence: Option<f64>,
    /// Whether it is proved that no further answer changes the first choice.
    settled: bool,
    /// Null if the project needs a web framework.
    no_framework_needed: Option<NoFramework>,
    /// All frameworks that took part, best first.
    ranking: Vec<Scored>,
    /// Reasons for the first choice.
    strengths: Vec<Sourced>,
    /// Reasons against the first choice, with the usual remedy.
    cautions: Vec<Sourced>,
    /// Reason for the second in the ranking.
    for_the_second: Vec<Sourced>,
    /// Answers that would change the first choice.
    would_change_it: Vec<String>,
    /// Answers read from the text.
    understood: Vec<String>,
    /// What the text says that was not taken into account.
    not_considered: Vec<String>,
    /// Ask this next; null if nothing can change the first choice.
    ask: Option<Asked>,
    /// Address of the full recommendation, for the person; null if no service is known that has it.
    link: Option<String>,
    knowledge_version: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct NoFramework {
    reason: String,
    instead: Vec<String>,
}

/// Runs the tool.
pub(super) fn recommend(state: &State, arguments: Object, base: &PublicUrl) -> ToolResult {
    tool_result(parse(state, arguments).and_then(|parsed| {
        let knowledge = parsed.context.apply(state.knowledge());
        let full =
            response::recommend(&knowledge, &parsed, base).map_err(|refusal| explain(&refusal))?;
        Ok(advice(state, &full, base))
    }))
}

fn advice(state: &State, full: &Recommendation<'_>, base: &PublicUrl) -> Advice {
    let first = full.ranking.first();
    let second = full.ranking.get(1);
    let changes = full.would_change_it.iter().flatten().take(MOST_CHANGES);
    let understood = full.understood.iter().flatten().filter(|found| found.counts);
    let not_considered = full.also_understood.iter().flatten().filter(|found| !found.counts);
    let mut advice = Advice {
        recommended: full.recommended.map(str::to_owned),
        summary: full.summary.clone().unwrap_or_default(),
        confidence: full.confidence,
        settled: full.settled,
        no_framework_needed: no_framework(&full.scope),
        ranking: full.ranking.iter().map(Scored::of).collect(),
        strengths: first
            .map_or_else(Vec::new, |found| sourced(found.strengths.as_ref(), MOST_STRENGTHS)),
        cautions: first
            .map_or_else(Vec::new, |found| sourced(found.cautions.as_ref(), MOST_CAUTIONS)),
        for_the_second: second.map_or_else(Vec::new, |found| sourced(found.strengths.as_ref(), 1)),
        would_change_it: changes.map(|change| change.text.clone()).collect(),
        understood: understood
            .map(|found| format!("{}={}", found.question, found.option))
            .collect(),
        not_considered: not_considered.map(|found| found.text.to_owned()).collect(),
        ask: full.next_question.as_ref().map(|next| Asked::of(state.knowledge(), next)),
        link: full.links.page.clone().and_then(|page| link(base, page)),
        knowledge_version: full.knowledge_version.to_owned(),
    };
    // What says least goes first.
    while is_long(&advice)
        && (advice.would_change_it.pop().is_some()
            || advice.for_the_second.pop().is_some()
            || advice.cautions.pop().is_some())
    {}
    advice
}

fn no_framework(scope: &ScopeView<'_>) -> Option<NoFramework> {
    let reason = scope.reason.filter(|_| !scope.fits)?.to_owned();
    Some(NoFramework { reason, instead: scope.instead.to_vec() })
}
