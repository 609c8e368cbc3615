//! Invented figures and tokens, for the description of the API.

use framewise_model::knowledge::Knowledge;
use framewise_storage::disclosure::{CohortRelease, InvalidCount, Tally};
use framewise_storage::privacy::{QUESTIONS, counts};
use jiff::civil::{Date, date};

use crate::maintenance::vocabulary;

/// The secret part of the join token of the examples, which no cohort has.
pub(super) const JOIN: &[u8; 18] = b"a join token shown";
/// Likewise of the read token.
pub(super) const READ: &[u8; 18] = b"a read token shown";
/// The end of the cohort of the examples, so far away that they are not refused because of it.
pub(super) const ENDS_ON: Date = date(2099, 12, 31);

/// Number of answers.
const TOTAL: u64 = 41;
/// Counts by subject and key.
const COUNTS: [(&str, &str, u64); 10] = [
    (counts::WINNER, "django", 19),
    (counts::WINNER, "fastapi", 12),
    (counts::WINNER, "flask", 10),
    ("project_type", "rest_api", 16),
    ("project_type", "content_site", 25),
    ("experience", "beginner", 38),
    ("goal", "learn_fundamentals", 24),
    ("goal", "get_hired", 11),
    ("features", "orm", 31),
    ("features", "admin_interface", 3),
];

/// The figures; `None` if the rules reject them.
pub(super) fn sample(knowledge: &Knowledge) -> Option<CohortRelease> {
    CohortRelease::publish(&vocabulary(knowledge), &tally().ok()?)
}

fn tally() -> Result<Tally, InvalidCount> {
    let mut tally = Tally::from_rows(COUNTS)?;
    tally.add(counts::TOTAL, "", TOTAL)?;
    for question in &QUESTIONS[..QUESTIONS.len() - 1] {
        let answered: u64 = COUNTS.iter().filter(|row| row.0 == *question).map(|row| row.2).sum();
        tally.add(question, "", TOTAL - answered)?;
    }
    Ok(tally)
}
