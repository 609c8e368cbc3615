//! Answers that were found in a text.

use framewise_model::knowledge::Knowledge;
use framewise_model::request::{Parsed, counts};
use framewise_model::text::{Contradiction, UnderstoodAnswer};
use serde::Serialize;
use utoipa::ToSchema;

/// An answer that was found in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnderstoodView<'k> {
    /// Id of the question.
    #[schema(max_length = 64)]
    pub question: &'k str,
    /// Id of the option.
    #[schema(max_length = 64)]
    pub option: &'k str,
    /// Whether it counts; an explicit answer to the same question takes precedence.
    pub counts: bool,
    /// The words that it was found by.
    #[schema(max_items = 2000)]
    pub evidence: Vec<EvidenceView>,
}

/// Words of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EvidenceView {
    /// Index of the first character, in Unicode code points from 0.
    #[schema(format = Int32, minimum = 0, maximum = 2000)]
    pub start: usize,
    /// Index after the last character.
    #[schema(format = Int32, minimum = 0, maximum = 2000)]
    pub end: usize,
    /// The words.
    #[schema(max_length = 2000)]
    pub text: String,
}

/// Several options in the text of which only one can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ContradictionView<'k> {
    /// Id of the question.
    #[schema(max_length = 64)]
    pub question: &'k str,
    /// The options in the text, the best supported first.
    #[schema(max_items = 64)]
    pub options: Vec<UnderstoodView<'k>>,
    /// Id of the option that was chosen; null if none was.
    #[schema(max_length = 64)]
    pub chosen: Option<&'k str>,
}

/// The answers in the text of a request.
pub(super) fn understood<'k>(knowledge: &'k Knowledge, parsed: &Parsed) -> Vec<UnderstoodView<'k>> {
    let answers = parsed.understood.iter().flat_map(|understood| &understood.answers);
    answers
        .map(|meant| view(knowledge, meant, counts(knowledge, &parsed.explicit, meant.option)))
        .collect()
}

/// The features that the text rejects.
pub(super) fn unwanted<'k>(knowledge: &'k Knowledge, parsed: &Parsed) -> Vec<UnderstoodView<'k>> {
    let refused = parsed.understood.iter().flat_map(|understood| &understood.refused);
    refused.map(|meant| view(knowledge, meant, false)).collect()
}

/// Where the text of a request contradicts itself.
pub(super) fn contradictions<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
) -> Vec<ContradictionView<'k>> {
    let found = parsed.understood.iter().flat_map(|understood| &understood.contradictions);
    found
        .map(|Contradiction { question, options, chosen }| ContradictionView {
            question: &knowledge.questions[*question].id,
            options: options
                .iter()
                .map(|meant| view(knowledge, meant, *chosen == Some(meant.option)))
                .collect(),
            chosen: chosen.map(|option| {
                let (_, choice) = knowledge.chosen(&knowledge.options[option]);
                choice.id.as_str()
            }),
        })
        .collect()
}

fn view<'k>(
    knowledge: &'k Knowledge,
    meant: &UnderstoodAnswer,
    counts: bool,
) -> UnderstoodView<'k> {
    let (question, choice) = knowledge.chosen(&knowledge.options[meant.option]);
    UnderstoodView {
        question: &question.id,
        option: &choice.id,
        counts,
        evidence: meant
            .evidence
            .iter()
            .map(|words| EvidenceView {
                start: words.start,
                end: words.end,
                text: words.text.clone(),
            })
            .collect(),
    }
}
