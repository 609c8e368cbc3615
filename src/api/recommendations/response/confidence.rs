//! How sure an answer is, what would change it, and what to ask next, as callers read it.

use serde::Serialize;
use utoipa::ToSchema;

use super::names::{framework_id, framework_name, question_id};
use super::wording;
use crate::api::recommendations::request::spread_schema;
use framewise_model::decision::Decision;
use framewise_model::knowledge::Knowledge;
use framewise_model::request::UNIFORM;
use framewise_model::sensitivity::acceptability::{Sampling, Spread};
use framewise_model::sensitivity::flips::{Change, Flip, MOST_TARGET_CHANGES, Target};
use framewise_model::sensitivity::methods::agreement;
use framewise_model::sensitivity::next_question::ExpectedGain;
use framewise_model::sensitivity::stability::stability;

/// How the ranking fares when weights and ratings vary, and under other methods.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Robustness<'k> {
    /// How often weights and ratings were drawn.
    #[schema(format = Int32, minimum = 1, maximum = 100_000)]
    pub draws: usize,
    /// How far the weights were spread.
    #[schema(schema_with = spread_schema)]
    pub spread: SpreadView,
    /// For every criterion and feature that counts, how much of the weight it may have while the first
    /// stays first; the others keep their proportions.
    #[schema(max_items = 64)]
    pub stability: Vec<StabilityView<'k>>,
    /// Who would be first by other methods under the same weights; the weighted sum decides.
    #[schema(max_items = 8)]
    pub methods: Vec<MethodView<'k>>,
}

/// How far weights are spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SpreadView {
    /// The standard deviation of the logarithm of each weight's factor.
    LogNormal(f64),
    /// `uniform`.
    Uniform(&'static str),
}

/// How much of the weight a criterion may have while the first stays first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StabilityView<'k> {
    /// Id of the criterion, or `feature:` and the id of a feature.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// Its share of the weights now.
    #[schema(minimum = 0, maximum = 1)]
    pub weight: f64,
    /// The least share.
    #[schema(minimum = 0, maximum = 1)]
    pub from: f64,
    /// The largest share.
    #[schema(minimum = 0, maximum = 1)]
    pub to: f64,
}

/// Who is first by one method.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MethodView<'k> {
    /// Name of the method.
    #[schema(max_length = 32)]
    pub method: &'static str,
    /// Id of the framework that it puts first.
    #[schema(max_length = 64)]
    pub winner: &'k str,
    /// Whether another framework is equal to it by this method.
    pub tied: bool,
}

/// Changed answers after which another framework is recommended.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FlipView<'k> {
    /// The answers to change.
    #[schema(max_items = 3)]
    pub changes: Vec<ChangedAnswer<'k>>,
    /// Id of the framework that is recommended then.
    #[schema(max_length = 64)]
    pub recommended: &'k str,
    /// Its lead over the second then.
    #[schema(minimum = 0, maximum = 1)]
    pub margin: f64,
    /// The same as a sentence.
    #[schema(max_length = 2000)]
    pub text: String,
}

/// An answer that is given, replaced or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangedAnswer<'k> {
    /// Id of the question.
    #[schema(max_length = 64)]
    pub question: &'k str,
    /// Id of the option that is given up; null where one is added.
    #[schema(max_length = 64)]
    pub from: Option<&'k str>,
    /// Id of the option that is chosen instead; null where one of several is taken back.
    #[schema(max_length = 64)]
    pub to: Option<&'k str>,
}

/// What would make a named framework win.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TargetView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// `first` already, `reached` by the changes, `out_of_reach` of any three changes, or `excluded`,
    /// because it lacks something that must be there.
    #[schema(pattern = "^(first|reached|out_of_reach|excluded)$", max_length = 16)]
    pub outcome: &'static str,
    /// The smallest set of changed answers that makes it win; null where none is needed or none helps.
    pub flip: Option<FlipView<'k>>,
    /// The same as a sentence.
    #[schema(max_length = 2000)]
    pub text: String,
}

/// The question to ask next.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct NextQuestionView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub question: &'k str,
    /// The question as a beginner reads it.
    #[schema(max_length = 500)]
    pub text: &'k str,
    /// By how many bits its answer is expected to lower the uncertainty about who comes first.
    #[schema(minimum = 0, maximum = 8)]
    pub expected_gain: f64,
}

/// The question to ask next, as it is shown.
pub(super) fn next(knowledge: &Knowledge, next: ExpectedGain) -> NextQuestionView<'_> {
    let question = &knowledge.questions[next.question];
    NextQuestionView { question: &question.id, text: &question.text, expected_gain: next.gain }
}

/// How the ranking fares when weights vary, and under other methods.
pub(super) fn robustness<'k>(
    knowledge: &'k Knowledge,
    decision: &Decision,
    sampling: Sampling,
) -> Robustness<'k> {
    let intervals = stability(knowledge, decision).into_iter();
    let methods = agreement(knowledge, decision).outcomes.into_iter();
    Robustness {
        draws: sampling.draws,
        spread: match sampling.spread {
            Spread::LogNormal(spread) => SpreadView::LogNormal(spread),
            Spread::Uniform => SpreadView::Uniform(UNIFORM),
        },
        stability: intervals
            .filter(|interval| interval.weight > 0.0)
            .map(|interval| StabilityView {
                criterion: &knowledge.columns[interval.column].id,
                weight: interval.weight,
                from: interval.from,
                to: interval.to,
            })
            .collect(),
        methods: methods
            .map(|outcome| MethodView {
                method: outcome.method.as_str(),
                winner: framework_id(knowledge, outcome.winner),
                tied: outcome.tied,
            })
            .collect(),
    }
}

/// Changed answers, as they are shown.
pub(super) fn flip<'k>(knowledge: &'k Knowledge, flip: &Flip) -> FlipView<'k> {
    let winner = framework_name(knowledge, flip.winner);
    let condition = wording::changes(knowledge, &flip.changes);
    FlipView {
        changes: flip.changes.iter().map(|found| change(knowledge, *found)).collect(),
        recommended: framework_id(knowledge, flip.winner),
        margin: flip.margin,
        text: format!("If {condition}, {winner} would come first."),
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

/// What would make a framework win, as it is shown.
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
    let text = match (target, &way) {
        (Target::First, _) => format!("{name} comes first already."),
        (Target::Excluded, _) => format!("{name} lacks something that must be there."),
        (_, Some(way)) => way.text.clone(),
        _ => format!(
            "No set of up to {MOST_TARGET_CHANGES} changed or added answers makes {name} come \
             first; all of them were ruled out."
        ),
    };
    TargetView { framework: framework_id(knowledge, framework), outcome, flip: way, text }
}
