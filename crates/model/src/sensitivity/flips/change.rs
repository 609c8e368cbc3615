//! Changes of answers: an answer given, replaced, or a feature no longer asked for.

use crate::decision::Answers;
use crate::decision::answers::SeveralOptions;
use crate::knowledge::Knowledge;

/// One changed answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Index of the question.
    pub question: usize,
    /// The option that is given up (index of [`Knowledge::options`]); `None` where one is added.
    pub from: Option<usize>,
    /// The option that is chosen instead; `None` where one of several is dropped.
    pub to: Option<usize>,
}

impl Change {
    /// Label of the option, which distinguishes this change from the other possible ones: options are either
    /// chosen or given up.
    pub(super) fn label(self, knowledge: &Knowledge) -> &str {
        self.to.or(self.from).map_or("", |option| &knowledge.options[option].label)
    }
}

/// Every change of one answer: of a question that takes one option to every option that is not given,
/// of one that takes several every option added or dropped. In the order of the options.
#[must_use]
pub fn changes(knowledge: &Knowledge, answers: &Answers) -> Vec<Change> {
    let mut given = vec![None; knowledge.questions.len()];
    for option in answers.options() {
        given[knowledge.options[*option].question] = Some(*option);
    }
    let change = |(option, answer): (usize, &crate::knowledge::model::Answer)| {
        let question = answer.question;
        let chosen = answers.options().binary_search(&option).is_ok();
        let (from, to) = match (knowledge.questions[question].multiple, chosen) {
            (true, false) => (None, Some(option)),
            (true, true) => (Some(option), None),
            (false, false) => (given[question], Some(option)),
            // To take an answer back is no change of mind about the project.
            (false, true) => return None,
        };
        Some(Change { question, from, to })
    };
    knowledge.options.iter().enumerate().filter_map(change).collect()
}

/// The answers after these changes.
///
/// # Errors
/// [`SeveralOptions`] if two of the changes choose different options of a question that takes one.
pub fn apply(
    knowledge: &Knowledge,
    answers: &Answers,
    changes: &[Change],
) -> Result<Answers, SeveralOptions> {
    let given_up = |option: &usize| changes.iter().any(|change| change.from == Some(*option));
    let kept = answers.options().iter().copied().filter(|option| !given_up(option));
    Answers::new(knowledge, kept.chain(changes.iter().filter_map(|change| change.to)))
}
