//! Whether a project needs a web framework of the catalogue at all.
//!
//! The reasons against it are readings of the kind `scope` in `lexicon.toml`: a text says them, or certain answers
//! together mean them. The ranking does not depend on them.

use crate::decision::Answers;
use crate::knowledge::Knowledge;
use crate::knowledge::format::{Reading, ReadingKind};
use crate::text::{Understood, UnderstoodReading};

/// Why a project needs no web framework of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct NoNeed<'k, 'a> {
    /// The reason, and what to use instead.
    pub reading: &'k Reading,
    /// The words of the text that say it; `None` where the answers mean it.
    pub heard: Option<&'a UnderstoodReading>,
}

/// The reason why a project needs no web framework: what its text says, otherwise what its answers mean; `None` if
/// nothing speaks against one.
#[must_use]
pub fn no_need<'k, 'a>(
    knowledge: &'k Knowledge,
    answers: &Answers,
    understood: Option<&'a Understood>,
) -> Option<NoNeed<'k, 'a>> {
    let readings = &knowledge.lexicon.readings;
    let heard = understood.into_iter().flat_map(|understood| &understood.readings);
    let mut heard = heard.filter(|found| readings[found.reading].kind == ReadingKind::Scope);
    if let Some(found) = heard.next() {
        return Some(NoNeed { reading: &readings[found.reading], heard: Some(found) });
    }
    let meant = readings.iter().find(|reading| is_meant(knowledge, answers, reading));
    meant.map(|reading| NoNeed { reading, heard: None })
}

/// Whether the answers contain all of one of the sets that mean a reading, and nothing that speaks against it.
fn is_meant(knowledge: &Knowledge, answers: &Answers, reading: &Reading) -> bool {
    let given = |label: &String| {
        answers.options().iter().any(|option| knowledge.options[*option].label == *label)
    };
    reading.answers.iter().any(|set| set.iter().all(given)) && !reading.unless.iter().any(given)
}
