//! Which changed answers would change the recommendation.

use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::flips::{Change, Flip, MAX_TARGET_CHANGES, Target};
use framewise_model::sentences::Sentence;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{framework_id, framework_name, question_id};
use super::wording;

/// Changed answers after which another framework is recommended.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FlipView<'k> {
    /// The answers to change.
    #[schema(max_items = 3)]
    pub changes: Vec<ChangedAnswer<'k>>,
    /// Id of the framework that is recommended after the changes.
    #[schema(max_length = 64)]
    pub recommended: &'k str,
    /// Its lead over the second framework after the changes.
    #[schema(minimum = 0, maximum = 1)]
    pub margin: f64,
    /// The same as a sentence.
    #[schema(max_length = 2000)]
    pub text: String,
}

/// An answer that is added, replaced or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangedAnswer<'k> {
    /// Id of the question.
    #[schema(max_length = 64)]
    pub question: &'k str,
    /// Id of the option that is replaced or removed; null if one is added.
    #[schema(max_length = 64)]
    pub from: Option<&'k str>,
    /// Id of the option that is chosen instead or added; null if one is removed.
    #[schema(max_length = 64)]
    pub to: Option<&'k str>,
}

/// What would make the target win.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TargetView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// `first`: it comes first already; `reached`: the changes make it win; `out_of_reach`: no three changes
    /// make it win; `excluded`: it lacks a required feature.
    #[schema(pattern = "^(first|reached|out_of_reach|excluded)$", max_length = 16)]
    pub outcome: &'static str,
    /// The smallest set of changed answers that makes it win; null if none is needed or none helps.
    pub flip: Option<FlipView<'k>>,
    /// The same as a sentence.
    #[schema(max_length = 2000)]
    pub text: String,
}

/// Changed answers as a view.
pub(super) fn flip<'k>(knowledge: &'k Knowledge, flip: &Flip) -> FlipView<'k> {
    let winner = framework_name(knowledge, flip.winner);
    let condition = wording::changes(knowledge, &flip.changes);
    FlipView {
        changes: flip.changes.iter().map(|found| change(knowledge, *found)).collect(),
        recommended: framework_id(knowledge, flip.winner),
        margin: flip.margin,
        text: knowledge.sentences.say(&Sentence::Change { condition: &condition, winner }),
    }
}

fn change(knowledge: &Knowledge, change: Change) -> ChangedAnswer<'_> {
    let option = |index: usize| knowledge.chosen(&knowledge.options[index]).1.id.as_str();
    ChangedAnswer {
        question: question_id(knowledge, change.question),
        from: change.from.map(option),
        to: change.to.map(option),
    }
}

/// The result for the target as a view.
pub(super) fn target<'k>(
    knowledge: &'k Knowledge,
    framework: usize,
    target: &Target,
) -> TargetView<'k> {
    let name = framework_name(knowledge, framework);
    let (outcome, way) = match target {
        Target::First => ("first", None),
        Target::Reached(found) => ("reached", Some(flip(knowledge, found))),
        Target::OutOfReach => ("out_of_reach", None),
        Target::Excluded => ("excluded", None),
    };
    let changes = &MAX_TARGET_CHANGES.to_string();
    let text = match (target, &way) {
        (_, Some(way)) => way.text.clone(),
        (Target::First, _) => knowledge.sentences.say(&Sentence::TargetFirst { name }),
        (Target::Excluded, _) => knowledge.sentences.say(&Sentence::TargetExcluded { name }),
        _ => knowledge.sentences.say(&Sentence::TargetOutOfReach { name, changes }),
    };
    TargetView { framework: framework_id(knowledge, framework), outcome, flip: way, text }
}
