//! How robust a recommendation is, what would change it, and the next question.

use framewise_model::decision::Decision;
use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::acceptability::{Sampling, Spread};
use framewise_model::sensitivity::flips::{Change, Flip, MAX_TARGET_CHANGES, Target};
use framewise_model::sensitivity::methods::agreement;
use framewise_model::sensitivity::next_question::ExpectedGain;
use framewise_model::sensitivity::stability::stability;
use framewise_model::words::Sentence;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{framework_id, framework_name, question_id};
use super::wording;

/// Robustness of the ranking against variation of weights and ratings, and under other methods.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Robustness<'k> {
    /// Number of draws of weights and ratings.
    #[schema(format = Int32, minimum = 1, maximum = 100_000)]
    pub draws: usize,
    /// Spread of the weights: the standard deviation of the logarithm of each weight's factor; null for uniform weights.
    #[schema(minimum = 0, maximum = 3)]
    pub spread: Option<f64>,
    /// Whether the weights are uniform: all of them equally likely, whatever the answers.
    pub uniform: bool,
    /// For each criterion and feature that counts: the interval of its weight in which the first framework
    /// stays first, while the other weights keep their proportions.
    #[schema(max_items = 64)]
    pub stability: Vec<StabilityView<'k>>,
    /// Winners of other methods with the same weights; the weighted sum decides.
    #[schema(max_items = 8)]
    pub methods: Vec<MethodView<'k>>,
}

/// The interval of the weight of a criterion in which the first framework stays first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StabilityView<'k> {
    /// Id of the criterion, or `feature:` and the id of a feature.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// Its current share of the weights.
    #[schema(minimum = 0, maximum = 1)]
    pub weight: f64,
    /// The least share.
    #[schema(minimum = 0, maximum = 1)]
    pub from: f64,
    /// The largest share.
    #[schema(minimum = 0, maximum = 1)]
    pub to: f64,
}

/// The winner of one method.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MethodView<'k> {
    /// Name of the method.
    #[schema(max_length = 32)]
    pub method: &'static str,
    /// Id of the framework that comes first.
    #[schema(max_length = 64)]
    pub winner: &'k str,
    /// Whether another framework ties with it.
    pub tied: bool,
}

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

/// The next question.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct NextQuestionView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub question: &'k str,
    /// The question.
    #[schema(max_length = 500)]
    pub text: &'k str,
    /// Expected reduction of the uncertainty about the winner, in bits.
    #[schema(minimum = 0, maximum = 8)]
    pub expected_gain: f64,
}

/// The next question as a view.
pub(super) fn next(knowledge: &Knowledge, next: ExpectedGain) -> NextQuestionView<'_> {
    let question = &knowledge.questions[next.question];
    NextQuestionView { question: &question.id, text: &question.text, expected_gain: next.gain }
}

/// The robustness of a decision.
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
            Spread::LogNormal(spread) => Some(spread),
            Spread::Uniform => None,
        },
        uniform: sampling.spread == Spread::Uniform,
        stability: intervals
            .filter(|interval| interval.weight > 0.0)
            .map(|interval| StabilityView {
                criterion: &knowledge.attributes[interval.attribute].id,
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

/// Changed answers as a view.
pub(super) fn flip<'k>(knowledge: &'k Knowledge, flip: &Flip) -> FlipView<'k> {
    let winner = framework_name(knowledge, flip.winner);
    let condition = wording::changes(knowledge, &flip.changes);
    FlipView {
        changes: flip.changes.iter().map(|found| change(knowledge, *found)).collect(),
        recommended: framework_id(knowledge, flip.winner),
        margin: flip.margin,
        text: knowledge.words.say(&Sentence::Change { condition: &condition, winner }),
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
        (Target::First, _) => knowledge.words.say(&Sentence::TargetFirst { name }),
        (Target::Excluded, _) => knowledge.words.say(&Sentence::TargetExcluded { name }),
        _ => knowledge.words.say(&Sentence::TargetOutOfReach { name, changes }),
    };
    TargetView { framework: framework_id(knowledge, framework), outcome, flip: way, text }
}
