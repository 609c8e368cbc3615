//! Whether a move from the present framework (`migrating_from`) pays off.

use framewise_model::decision::Decision;
use framewise_model::decision::contributions::gap;
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Parsed;
use framewise_model::sentences::Sentence;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{framework_id, framework_name};
use super::wording::joined;

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
    let (words, name) = (knowledge.sentences, framework_name(knowledge, present));
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
