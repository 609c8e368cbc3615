//! What the context of a project adds to a recommendation: limits of the environment, and whether to move.

use framewise_model::context::scope::{NoNeed, no_need};
use framewise_model::decision::Decision;
use framewise_model::decision::explain::gap;
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Parsed;
use framewise_model::words::Sentence;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{framework_id, framework_name};
use super::understood::{EvidenceView, evidence};
use super::wording::joined;

/// What a framework does not do well where the project must run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LimitView<'k> {
    /// The member of `environment`, such as `operating_system=windows`.
    #[schema(max_length = 64)]
    pub environment: &'k str,
    /// The limit as a sentence.
    #[schema(max_length = 500)]
    pub text: &'k str,
    /// Id of the source.
    #[schema(max_length = 100)]
    pub source: &'k str,
}

/// Whether a move from the present framework pays off.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MoveView<'k> {
    /// Id of the present framework.
    #[schema(max_length = 64)]
    pub from: &'k str,
    /// Whether the recommendation is to stay with it.
    pub stay: bool,
    /// Estimated share of the present code that stays as it is after a move to the recommended framework; 1 if
    /// the recommendation is to stay; null if no framework is recommended.
    #[schema(minimum = 0, maximum = 1)]
    pub code_kept: Option<f64>,
    /// The same in a sentence or two.
    #[schema(max_length = 1000)]
    pub text: String,
}

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

/// The limits of a framework in the environment of the request.
pub(super) fn limits<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    framework: usize,
) -> Vec<LimitView<'k>> {
    let limits = parsed.request.environment.cautions(knowledge, framework);
    let view = |limit: &'k framewise_model::knowledge::format::Limit| LimitView {
        environment: &limit.constraint,
        text: &limit.text,
        source: &limit.source,
    };
    limits.map(view).collect()
}

/// Whether to move; `None` without a present framework.
pub(super) fn moving<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    decision: &Decision,
) -> Option<MoveView<'k>> {
    let present = parsed.context.migrating_from?;
    let first = decision.ranking.first().map(|place| place.framework);
    let stay = first == Some(present);
    let code_kept = first.map(|first| knowledge.context.nearness[present][first].code);
    let text = text(knowledge, decision, present, first);
    Some(MoveView { from: framework_id(knowledge, present), stay, code_kept, text })
}

fn text(
    knowledge: &Knowledge,
    decision: &Decision,
    present: usize,
    first: Option<usize>,
) -> String {
    let (words, name) = (knowledge.words, framework_name(knowledge, present));
    let Some(first) = first else { return words.say(&Sentence::MoveNowhere { name }) };
    let best = framework_name(knowledge, first);
    if first == present {
        return words.say(&Sentence::MoveNot { name });
    }
    if decision.ranking.iter().all(|place| place.framework != present) {
        return words.say(&Sentence::MoveAnyway { name, best });
    }
    let gaps = gap(knowledge, &decision.weights, first, present);
    let hurts = gaps.iter().filter(|gap| gap.points > 0.0).take(2);
    let criteria = hurts.map(|gap| words.lower_first(&knowledge.attributes[gap.attribute].name));
    let criteria = &joined(knowledge, criteria);
    words.say(&Sentence::MovePays { name, best, criteria })
}
