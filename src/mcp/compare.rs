//! The tool `compare`.

use std::collections::BTreeMap;

use framewise_mcp::tools::{Object, ToolResult};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::Support;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::arguments::{explain, parse};
use super::reasons::{Scored, Sourced, sourced};
use super::tool_result::{is_long, link, tool_result};
use crate::api::recommendations::response::{self, Recommendation};
use crate::api::state::State;
use crate::config::PublicUrl;

/// Reasons for each framework and capabilities in which they differ, at most, for two, three and four frameworks.
const SIZES: [(usize, usize); 3] = [(2, 10), (1, 8), (1, 6)];
const FRAMEWORKS: &str = "frameworks";
/// What a request calls them.
const CANDIDATES: &str = "candidates";
const LEAST: usize = 2;
const MOST: usize = 4;

/// A comparison.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ComparisonAdvice {
    /// The choice among them for the project, its main reason, and how sure it is.
    summary: String,
    confidence: Option<f64>,
    /// The frameworks, best for the project first.
    ranking: Vec<Scored>,
    /// By framework.
    frameworks: BTreeMap<String, Side>,
    /// Capabilities in which they differ: the level of support by framework.
    differences: BTreeMap<String, BTreeMap<String, Support>>,
    /// Address of the whole comparison, for the person; null if no service is known that has it.
    link: Option<String>,
    knowledge_version: String,
}

/// One of the frameworks.
#[derive(Debug, Serialize, JsonSchema)]
struct Side {
    strengths: Vec<Sourced>,
    cautions: Vec<Sourced>,
}

/// Runs the tool.
pub(super) fn compare(state: &State, arguments: Object, base: &PublicUrl) -> ToolResult {
    tool_result(project(arguments).and_then(|request| {
        let parsed = parse(state, request).map_err(|faults| in_own_names(&faults))?;
        let knowledge = parsed.context.apply(state.knowledge());
        let full = response::recommend(&knowledge, &parsed, base)
            .map_err(|refusal| in_own_names(&explain(&refusal)))?;
        Ok(advice(&knowledge, &full, base))
    }))
}

/// The arguments as a request: the frameworks are its candidates.
fn project(mut arguments: Object) -> Result<Object, String> {
    let named = match arguments.remove(FRAMEWORKS) {
        Some(Value::Array(named)) if (LEAST..=MOST).contains(&named.len()) => named,
        _ => return Err(format!("{FRAMEWORKS}: name {LEAST} to {MOST} frameworks in a list")),
    };
    arguments.insert(CANDIDATES.to_owned(), Value::Array(named));
    Ok(arguments)
}

/// Faults with the name of the argument as the assistant gave it.
fn in_own_names(faults: &str) -> String {
    let lines = faults.lines().map(|line| match line.strip_prefix(CANDIDATES) {
        Some(rest) => format!("{FRAMEWORKS}{rest}"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn advice(knowledge: &Knowledge, full: &Recommendation<'_>, base: &PublicUrl) -> ComparisonAdvice {
    let (most_reasons, most_differences) = SIZES[full.ranking.len().clamp(LEAST, MOST) - LEAST];
    let ids: Vec<&str> = full.ranking.iter().map(|place| place.framework).collect();
    let sides = full.ranking.iter().map(|place| {
        let side = Side {
            strengths: sourced(place.strengths.as_ref(), most_reasons),
            cautions: sourced(place.cautions.as_ref(), 1),
        };
        (place.framework.to_owned(), side)
    });
    let mut advice = ComparisonAdvice {
        summary: full.summary.clone().unwrap_or_default(),
        confidence: full.confidence,
        ranking: full.ranking.iter().map(Scored::of).collect(),
        frameworks: sides.collect(),
        differences: differences(knowledge, &ids, most_differences),
        link: link(base, base.to(&format!("/compare?frameworks={}", ids.join(",")))),
        knowledge_version: full.knowledge_version.to_owned(),
    };
    // What says least goes first.
    while is_long(&advice)
        && (advice.differences.pop_last().is_some()
            || advice.frameworks.values_mut().rev().any(|side| side.cautions.pop().is_some()))
    {}
    advice
}

/// The first capabilities whose level of support is not the same everywhere, in the order of the knowledge.
fn differences(
    knowledge: &Knowledge,
    frameworks: &[&str],
    most: usize,
) -> BTreeMap<String, BTreeMap<String, Support>> {
    let levels = |capability: &str| -> BTreeMap<String, Support> {
        let found = frameworks.iter().filter_map(|id| {
            let framework = knowledge.framework(id)?;
            let recorded = framework.record.capabilities.get(capability);
            Some(((*id).to_owned(), recorded.map_or(Support::None, |recorded| recorded.support)))
        });
        found.collect()
    };
    let ids = knowledge.capabilities.iter().map(|capability| &capability.id);
    let rows = ids.map(|id| (id.clone(), levels(id)));
    let differ = |levels: &BTreeMap<String, Support>| {
        levels.values().next().is_some_and(|first| levels.values().any(|level| level != first))
    };
    rows.filter(|(_, levels)| differ(levels)).take(most).collect()
}
