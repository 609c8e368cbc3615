//! An invented release, for the description of the API.

use framewise_model::knowledge::Knowledge;
use framewise_storage::disclosure::{InvalidCount, Noise, Release, Span, Tally};
use framewise_storage::privacy::{QUESTIONS, counts};
use framewise_storage::week::Week;

use crate::maintenance::vocabulary;

/// Number of queries.
const TOTAL: u64 = 1_240;
/// Counts by subject and key.
const COUNTS: [(&str, &str, u64); 19] = [
    (counts::WINNER, "django", 488),
    (counts::WINNER, "fastapi", 374),
    (counts::WINNER, "flask", 291),
    (counts::WINNER, "litestar", 54),
    (counts::WINNER, "", 33),
    ("project_type", "rest_api", 611),
    ("project_type", "microservice", 97),
    ("project_size", "small", 402),
    ("project_size", "medium", 377),
    ("project_size", "large", 131),
    ("goal", "ship_product", 540),
    ("goal", "get_hired", 204),
    ("features", "orm", 705),
    ("features", "api_docs", 660),
    ("features", "admin", 12),
    (counts::CHOSEN, "django>django", 88),
    (counts::CHOSEN, "fastapi>fastapi", 61),
    (counts::CHOSEN, "fastapi>flask", 17),
    (counts::RATING, "5", 166),
];

/// The release; `None` if the rules for releases reject it.
#[must_use]
pub fn sample(knowledge: &Knowledge) -> Option<Release> {
    let week = |text: &str| text.parse::<Week>().ok();
    let span = Span::new(week("2026-W46")?, week("2026-W47")?)?;
    let mut noise = Noise::from_seed([0; 32]);
    let tally = tally().ok()?;
    let total = tally.noisy_total(&mut noise);
    Release::publish(span, &vocabulary(knowledge), &tally, total, &mut noise).ok()
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
