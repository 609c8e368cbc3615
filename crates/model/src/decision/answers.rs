//! What was answered: a set of options, at most one for a question that takes one.

use std::collections::BTreeSet;

use crate::knowledge::Knowledge;

/// The chosen options as indices of [`Knowledge::options`], ascending.
///
/// The order in which answers were given is gone here, so it can change nothing, not even the last
/// bit of a sum.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Answers(Vec<usize>);

/// Two options of a question that takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("question {question} takes one option")]
pub struct SeveralOptions {
    /// Index of the question.
    pub question: usize,
}

impl Answers {
    /// Takes chosen options; naming one twice is the same as naming it once.
    ///
    /// # Errors
    /// [`SeveralOptions`] if a question that takes one option would get two.
    pub fn new(
        knowledge: &Knowledge,
        options: impl IntoIterator<Item = usize>,
    ) -> Result<Self, SeveralOptions> {
        let mut chosen: Vec<usize> = options.into_iter().collect();
        chosen.sort_unstable();
        chosen.dedup();
        let mut last_question = None;
        for option in &chosen {
            let question = knowledge.options[*option].question;
            // Options are numbered question by question, so two of one question are neighbours.
            if last_question == Some(question) && !knowledge.questions[question].multiple {
                return Err(SeveralOptions { question });
            }
            last_question = Some(question);
        }
        Ok(Self(chosen))
    }

    /// The chosen options, ascending.
    #[must_use]
    pub fn options(&self) -> &[usize] {
        &self.0
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Indices of the questions that were left out.
    #[must_use]
    pub fn open_questions(&self, knowledge: &Knowledge) -> Vec<usize> {
        let answered: BTreeSet<usize> =
            self.0.iter().map(|option| knowledge.options[*option].question).collect();
        (0..knowledge.questions.len()).filter(|question| !answered.contains(question)).collect()
    }

    /// The attributes of the features that were asked for.
    pub fn features<'a>(&'a self, knowledge: &'a Knowledge) -> impl Iterator<Item = usize> + 'a {
        self.0.iter().filter_map(|option| knowledge.options[*option].feature)
    }
}
