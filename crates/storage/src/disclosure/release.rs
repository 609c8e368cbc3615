//! A release: the published statistics of some weeks.

use std::collections::BTreeSet;

use super::covered_weeks::Span;
use super::noise::Noise;
use super::rules::{MIN_TOTAL, RULES, Rules};
use super::table::Table;
use super::tally::Tally;
use super::vocabulary::{
    NOT_ANSWERED, Vocabulary, question_with_several_answers, questions_with_one_answer,
};
use crate::privacy::counts::{CHOSEN, RATING, WINNER};

/// The published statistics of some weeks. It holds no exact count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    pub(super) span: Span,
    pub(super) threshold: u64,
    pub(super) rounded_to: u64,
    pub(super) noise_scale: u64,
    pub(super) total: u64,
    pub(super) winners: Table,
    pub(super) questions: Vec<(String, Table)>,
    pub(super) chosen: Table,
    pub(super) ratings: Table,
}

/// Why the counts cannot be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// The weeks are merged into the next one.
    #[error("there are fewer than {MIN_TOTAL} queries")]
    TooFew,
    /// The counts contradict one another.
    #[error("the counts of `{0}` contradict the total")]
    DoesNotAddUp(&'static str),
}

impl Release {
    /// The release of these weeks. `total` is the sum of [`Tally::noisy_total`] of each week, drawn once for each.
    /// Equal inputs and seeds give equal releases.
    ///
    /// # Errors
    /// [`PublishError`] if there are too few queries, or if the counts contradict one another.
    pub fn publish(
        span: Span,
        vocabulary: &Vocabulary,
        tally: &Tally,
        total: i64,
        noise: &mut Noise,
    ) -> Result<Self, PublishError> {
        Self::publish_by(RULES, span, vocabulary, tally, total, noise)
    }

    pub(super) fn publish_by(
        rules: Rules,
        span: Span,
        vocabulary: &Vocabulary,
        tally: &Tally,
        total: i64,
        noise: &mut Noise,
    ) -> Result<Self, PublishError> {
        let total = u64::try_from(total).unwrap_or_default();
        if total < rules.min_total {
            return Err(PublishError::TooFew);
        }
        let exact = tally.total();
        let adding_up = questions_with_one_answer().iter().copied().chain([WINNER]);
        if let Some(wrong) = adding_up.into_iter().find(|subject| tally.sum(subject) != exact) {
            return Err(PublishError::DoesNotAddUp(wrong));
        }
        let several = question_with_several_answers();
        if tally.counts(several).any(|(_, count)| count > exact) {
            return Err(PublishError::DoesNotAddUp(several));
        }
        let mut partition = |cells: &BTreeSet<String>, subject: &str, total: u64| {
            Table::partition(rules, cells, rules.noisy(cells, tally.counts(subject), noise), total)
        };
        let winners = partition(&vocabulary.winners(), WINNER, total);
        let mut questions = Vec::new();
        for question in questions_with_one_answer() {
            let table = partition(&vocabulary.answers(question), question, total);
            questions.push(((*question).to_owned(), table));
        }
        // The number of queries without an option would bound the count of the smallest option.
        let chosen = tally.counts(several).filter(|(key, _)| *key != NOT_ANSWERED);
        let cells = vocabulary.options(several);
        let table = Table::several(rules, &cells, rules.noisy(&cells, chosen, noise), total);
        questions.push((several.to_owned(), table));
        let feedback = rules.with_noise(tally.sum(RATING), noise);
        let mut of_feedback = |cells: &BTreeSet<String>, subject: &str| {
            let counts = rules.noisy(cells, tally.counts(subject), noise);
            Table::partition(rules, cells, counts, feedback)
        };
        Ok(Self {
            span,
            threshold: rules.threshold,
            rounded_to: rules.rounded_to,
            noise_scale: rules.scale,
            total: rules.round(total),
            winners,
            questions,
            chosen: of_feedback(&vocabulary.pairs(), CHOSEN),
            ratings: of_feedback(&Vocabulary::ratings(), RATING),
        })
    }

    /// The weeks that it covers.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Minimum of queries in a shown cell.
    #[must_use]
    pub fn threshold(&self) -> u64 {
        self.threshold
    }

    /// Counts are multiples of this number.
    #[must_use]
    pub fn rounded_to(&self) -> u64 {
        self.rounded_to
    }

    /// Scale of the noise in every count.
    #[must_use]
    pub fn noise_scale(&self) -> u64 {
        self.noise_scale
    }

    /// Number of queries, rounded.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The recommended frameworks.
    #[must_use]
    pub fn winners(&self) -> &Table {
        &self.winners
    }

    /// The answers, by the id of the question.
    #[must_use]
    pub fn questions(&self) -> &[(String, Table)] {
        &self.questions
    }

    /// The recommended and the chosen frameworks of final feedback, whose queries are from earlier weeks. The keys
    /// are `recommended>chosen`.
    #[must_use]
    pub fn chosen(&self) -> &Table {
        &self.chosen
    }

    /// The ratings of the same feedback.
    #[must_use]
    pub fn ratings(&self) -> &Table {
        &self.ratings
    }
}
