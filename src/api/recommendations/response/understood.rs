//! Answers that were found in a text, as they are reported. How they join the answers of the request is in
//! `framewise_model::request`; `links.self` contains them by `request::query_string`.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Reading, ReadingKind};
use framewise_model::request::{Parsed, counts, reading_counts};
use framewise_model::sentences::Sentence;
use framewise_model::text::{Contradiction, Evidence, Note, UnderstoodAnswer};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::framework_id;

/// An answer that was found in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnderstoodView<'k> {
    /// Id of the question.
    #[schema(max_length = 64)]
    pub question: &'k str,
    /// Id of the option.
    #[schema(max_length = 64)]
    pub option: &'k str,
    /// Whether it counts. An explicit answer to the same question takes precedence; a feature that the request asks
    /// for is not unwanted.
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

/// Something in the text that no question asks about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReadingView<'k> {
    /// Id, such as `operating_system=windows` or `team_knows`.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Kind: `constraint` (a condition) or `framework` (a framework that has to do with the project).
    #[schema(max_length = 16)]
    pub kind: &'static str,
    /// What the text says.
    #[schema(max_length = 400)]
    pub text: &'k str,
    /// Id of the framework that the text names; null for other kinds than `framework`.
    #[schema(max_length = 64)]
    pub framework: Option<&'k str>,
    /// Whether it counts: it is a part of `team_knows`, `migrating_from` or `environment`.
    pub counts: bool,
    /// The words that it was found by.
    #[schema(max_items = 2000)]
    pub evidence: Vec<EvidenceView>,
}

/// Why nothing was understood of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TextNote {
    /// Code: `not_english` or `only_frameworks`.
    #[schema(max_length = 32)]
    pub code: &'static str,
    /// Explanation.
    #[schema(max_length = 400)]
    pub detail: String,
}

/// What the text of a request says that no question asks about. A reason against any framework is in `scope`.
pub(super) fn readings<'k>(knowledge: &'k Knowledge, parsed: &Parsed) -> Vec<ReadingView<'k>> {
    let found = parsed.understood.iter().flat_map(|understood| &understood.readings);
    found
        .filter(|found| knowledge.lexicon.readings[found.reading].kind != ReadingKind::Scope)
        .map(|found| {
            let Reading { id, kind, text, .. } = &knowledge.lexicon.readings[found.reading];
            ReadingView {
                id,
                kind: match kind {
                    ReadingKind::Constraint => "constraint",
                    ReadingKind::Framework => "framework",
                    ReadingKind::Scope => "scope",
                },
                text,
                framework: found.framework.map(|index| framework_id(knowledge, index)),
                counts: reading_counts(
                    knowledge,
                    &parsed.context,
                    &parsed.request.environment,
                    found,
                ),
                evidence: evidence(&found.evidence),
            }
        })
        .collect()
}

/// What callers should know about the text of a request as a whole.
pub(super) fn notes(knowledge: &Knowledge, parsed: &Parsed) -> Vec<TextNote> {
    let notes = parsed.understood.iter().flat_map(|understood| &understood.notes);
    let note = |note: &Note| {
        let (code, sentence) = match note {
            Note::NotEnglish => ("not_english", Sentence::NotEnglish {}),
            Note::OnlyFrameworks => ("only_frameworks", Sentence::OnlyFrameworks {}),
        };
        TextNote { code, detail: knowledge.sentences.say(&sentence) }
    };
    notes.map(note).collect()
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
    let counts = |option| parsed.context.unwanted.contains(&option);
    refused.map(|meant| view(knowledge, meant, counts(meant.option))).collect()
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
        evidence: evidence(&meant.evidence),
    }
}

pub(super) fn evidence(words: &[Evidence]) -> Vec<EvidenceView> {
    let view = |words: &Evidence| EvidenceView {
        start: words.start,
        end: words.end,
        text: words.text.clone(),
    };
    words.iter().map(view).collect()
}
