//! What the teacher of a cohort sees: from exact counts to figures.
//!
//! A cohort has tens of answers, not thousands, so noise that hides one answer would hide the figures too. Other rules
//! take its place, and they hide less: not from somebody who knows who took part and what most of them answered.
//!
//! 1. **Ten answers** make the first release, and **ten more** the next; until then every reader gets the same text. A
//!    closed cohort needs five more for its last release. So the difference between two releases never stands for
//!    fewer than five members.
//! 2. **Cells of fewer than five answers are hidden**, empty ones as well, and further cells, the smallest first, by the
//!    rules 3 and 5 of the statistics with five in place of 60. If all hidden cells are empty, no other is hidden: there
//!    is nothing to protect. So somebody who knows the exact total and all rules finds at least four possible numbers
//!    for a hidden cell that is not empty. `attacks::cohorts` shows it for all tables of three cells with up to 35
//!    answers, and of four cells with up to 23.
//! 3. **Every count is rounded to 5.**
//! 4. **Shares of 90 % and more, and of 10 % and less, are shown as such**, without a count. So unanimous answers look
//!    like answers with dissent, and all other cells of their table are hidden. They hold at most a tenth of the
//!    answers together, which is one of ten.
//! 5. **One-way counters.** A count never decreases, so erasing a stored query changes no figure of a cohort.
//! 6. No filters, no days, no cross tables: one table for each question and one of the first frameworks.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::rules::{EmptyCells, Rules};
use super::table::{Cell, Table};
use super::tally::{Tally, is_key};
use super::vocabulary::{
    NOT_ANSWERED, Vocabulary, question_with_several_answers, questions_with_one_answer,
};
use crate::privacy::counts::WINNER;

/// Answers of the first release.
pub const COHORT_MIN_ANSWERS: u64 = 10;
/// Further answers of a later release.
pub const COHORT_STEP: u64 = 10;
/// Further answers of the last release of a closed cohort.
pub const COHORT_LAST_STEP: u64 = 5;
/// Minimum of answers in a shown cell.
pub const COHORT_THRESHOLD: u64 = 5;
/// Counts are rounded to multiples of this number.
pub const COHORT_ROUNDED_TO: u64 = 5;
/// A share of this many percent or more is shown as such.
pub const COHORT_MOST_PERCENT: u64 = 90;
/// A share of this many percent or less is shown as such.
pub const COHORT_FEW_PERCENT: u64 = 10;

/// The rules of a cohort, each with a value of its own, so that tests can break them one by one.
#[derive(Debug, Clone, Copy)]
pub(super) struct CohortRules {
    /// The rules of a table and the minimum of answers.
    pub table: Rules,
    /// Further answers of a later release.
    pub step: u64,
    /// Further answers of the last release of a closed cohort.
    pub last_step: u64,
    /// Whether very large and very small shares are shown as such.
    pub extremes: bool,
}

/// The rules that hold.
pub(super) const COHORT_RULES: CohortRules = CohortRules {
    table: Rules {
        scale: 0,
        threshold: COHORT_THRESHOLD,
        outside: COHORT_THRESHOLD,
        rounded_to: COHORT_ROUNDED_TO,
        complementary: true,
        in_doubt: true,
        empty: EmptyCells::Hidden,
        min_total: COHORT_MIN_ANSWERS,
    },
    step: COHORT_STEP,
    last_step: COHORT_LAST_STEP,
    extremes: true,
};

impl CohortRules {
    /// Whether a release with all `answers` may follow one with `released`; 0 for none.
    pub(super) fn is_due(self, released: u64, answers: u64, closed: bool) -> bool {
        let step = match released {
            0 => self.table.min_total,
            _ if closed => self.last_step,
            _ => self.step,
        };
        answers >= released.saturating_add(step)
    }
}

/// The figures of a cohort. It holds no exact count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortRelease {
    answers: u64,
    winners: CohortTable,
    questions: Vec<(String, CohortTable)>,
}

/// The shown cells of a question or of the first frameworks, and the number of hidden ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortTable {
    several: bool,
    cells: Vec<(String, CohortShare)>,
    hidden: u64,
}

/// What is shown of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CohortShare {
    /// About this many answers, rounded.
    About(u64),
    /// At least [`COHORT_MOST_PERCENT`] of the answers.
    Most,
    /// At most [`COHORT_FEW_PERCENT`] of the answers.
    Few,
}

/// Why a text is not the release of a cohort.
#[derive(Debug, thiserror::Error)]
pub enum InvalidCohortRelease {
    /// It is not JSON or lacks a member.
    #[error("the text of the release is invalid: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// A value that no release may show.
    #[error("the text of the release has {0} that must not be shown")]
    Unpublishable(&'static str),
}

impl CohortRelease {
    /// Whether a release with all `answers` may follow one with `released` answers; 0 for none.
    #[must_use]
    pub fn is_due(released: u64, answers: u64, closed: bool) -> bool {
        COHORT_RULES.is_due(released, answers, closed)
    }

    /// The figures of these counts; none with fewer than [`COHORT_MIN_ANSWERS`] answers.
    #[must_use]
    pub fn publish(vocabulary: &Vocabulary, tally: &Tally) -> Option<Self> {
        Self::publish_by(COHORT_RULES, vocabulary, tally)
    }

    pub(super) fn publish_by(
        rules: CohortRules,
        vocabulary: &Vocabulary,
        tally: &Tally,
    ) -> Option<Self> {
        let total = tally.total();
        if total < rules.table.min_total {
            return None;
        }
        let partition = |cells: &BTreeSet<String>, subject: &str| {
            let counts: Vec<_> = tally.counts(subject).collect();
            CohortTable::partition(rules, cells, &counts, total)
        };
        let questions = questions_with_one_answer().iter().map(|question| {
            ((*question).to_owned(), partition(&vocabulary.answers(question), question))
        });
        let several = question_with_several_answers();
        let chosen: Vec<_> =
            tally.counts(several).filter(|(key, _)| *key != NOT_ANSWERED).collect();
        let features = CohortTable::several(rules, &vocabulary.options(several), &chosen, total);
        Some(Self {
            answers: rules.table.round(total),
            winners: partition(&vocabulary.winners(), WINNER),
            questions: questions.chain([(several.to_owned(), features)]).collect(),
        })
    }

    /// The number of answers, rounded.
    #[must_use]
    pub fn answers(&self) -> u64 {
        self.answers
    }

    /// The frameworks that came first.
    #[must_use]
    pub fn winners(&self) -> &CohortTable {
        &self.winners
    }

    /// The answers, by the id of the question.
    #[must_use]
    pub fn questions(&self) -> &[(String, CohortTable)] {
        &self.questions
    }

    /// The text to store. Equal releases have equal texts.
    ///
    /// # Errors
    /// If it cannot be encoded as JSON.
    pub fn to_text(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// Reads a stored text, and rejects values that no release may show.
    ///
    /// # Errors
    /// [`InvalidCohortRelease`] if the text is not a release.
    pub fn from_text(text: &str) -> Result<Self, InvalidCohortRelease> {
        let release: Self = serde_json::from_str(text)?;
        let reject = |what| Err(InvalidCohortRelease::Unpublishable(what));
        let is_rounded = |count: u64| count.is_multiple_of(COHORT_ROUNDED_TO);
        if release.answers < COHORT_MIN_ANSWERS || !is_rounded(release.answers) {
            return reject("a total");
        }
        for (_, table) in release.tables() {
            for (key, share) in &table.cells {
                if !is_key(key) {
                    return reject("a key");
                }
                if let CohortShare::About(count) = share
                    && (*count < COHORT_THRESHOLD || !is_rounded(*count))
                {
                    return reject("a count");
                }
            }
        }
        Ok(release)
    }

    /// Every table with what it counts.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &CohortTable)> {
        let questions = self.questions.iter().map(|(id, table)| (id.as_str(), table));
        [(WINNER, &self.winners)].into_iter().chain(questions)
    }
}

impl CohortTable {
    /// Whether an answer may be in several cells or in none.
    #[must_use]
    pub fn is_several(&self) -> bool {
        self.several
    }

    /// The shown cells, sorted by key.
    #[must_use]
    pub fn cells(&self) -> &[(String, CohortShare)] {
        &self.cells
    }

    /// Number of cells of the vocabulary that are not shown, empty or not.
    #[must_use]
    pub fn hidden(&self) -> u64 {
        self.hidden
    }

    /// A table in which each answer is in one cell.
    pub(super) fn partition<'a>(
        rules: CohortRules,
        vocabulary: &'a BTreeSet<String>,
        counts: &[(&'a str, u64)],
        total: u64,
    ) -> Self {
        let mut known = counts.iter().filter(|(key, _)| vocabulary.contains(*key));
        let most = known.find(|(_, count)| rules.extremes && is_most(*count, total));
        if let Some((key, _)) = most {
            let hidden = vocabulary.len() as u64 - 1;
            let cells = vec![((*key).to_owned(), CohortShare::Most)];
            return Self { several: false, cells, hidden };
        }
        Self::coarsened(
            rules,
            &Table::partition(rules.table, vocabulary, counts.iter().copied(), total),
            total,
        )
    }

    /// A table in which each cell is shown or hidden by its own count.
    pub(super) fn several<'a>(
        rules: CohortRules,
        vocabulary: &'a BTreeSet<String>,
        counts: &[(&'a str, u64)],
        total: u64,
    ) -> Self {
        let known = counts.iter().filter(|(key, _)| vocabulary.contains(*key));
        let most = known.filter(|(_, count)| rules.extremes && is_most(*count, total));
        let most: Vec<_> = most.map(|(key, _)| ((*key).to_owned(), CohortShare::Most)).collect();
        let table = Table::several(rules.table, vocabulary, counts.iter().copied(), total);
        let mut table = Self::coarsened(rules, &table, total);
        for (key, share) in most {
            if let Some(cell) = table.cells.iter_mut().find(|(known, _)| *known == key) {
                cell.1 = share;
            } else {
                table.cells.push((key, share));
                table.hidden -= 1;
            }
        }
        table.cells.sort_by(|one, other| one.0.cmp(&other.0));
        table
    }

    /// The same with large and small shares shown as such. It sees rounded figures only.
    fn coarsened(rules: CohortRules, table: &Table, total: u64) -> Self {
        let total = rules.table.round(total);
        let share = |cell: &Cell| match cell.queries() {
            count if rules.extremes && is_most(count, total) => CohortShare::Most,
            count if rules.extremes && is_few(count, total) => CohortShare::Few,
            count => CohortShare::About(count),
        };
        let cells = table.cells().iter().map(|cell| (cell.key().to_owned(), share(cell)));
        Self { several: table.is_several(), cells: cells.collect(), hidden: table.hidden() }
    }
}

fn is_most(count: u64, total: u64) -> bool {
    count * 100 >= total * COHORT_MOST_PERCENT
}

fn is_few(count: u64, total: u64) -> bool {
    count * 100 <= total * COHORT_FEW_PERCENT
}
