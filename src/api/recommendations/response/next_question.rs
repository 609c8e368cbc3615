//! The question that is best asked next; `analysis` decides which questions take part.

use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::next_question::ExpectedGain;
use serde::Serialize;
use utoipa::ToSchema;

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
