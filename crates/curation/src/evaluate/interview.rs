//! Number of questions until the recommendation is final, for two orders: by expected information, and as in
//! the questionnaire.
//!
//! An interview asks one question after another. A question that the item does not answer is skipped but
//! counted. The interview ends when the recommendation equals the one for all answers and does not change any
//! more.

use framewise_model::decision::{Answers, NothingCounts, decide};
use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::acceptability::{DEFAULT_SPREAD, Spread};
use framewise_model::sensitivity::certificate::certificate;
use framewise_model::sensitivity::next_question::best_question;
use serde::Serialize;

use super::items::Selected;

/// Both ways to ask, over the items whose compared frameworks are all in the catalogue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Interviews {
    /// How many items.
    pub items: usize,
    /// Questions until the recommendation is final, over all items, the most informative question first.
    pub adaptive: usize,
    /// The same in the order of the questionnaire.
    pub fixed: usize,
    /// Items for which adaptive asking takes fewer questions.
    pub fewer: usize,
    /// Items for which it takes more.
    pub more: usize,
}

/// Holds both interviews for every item.
///
/// # Errors
/// [`NothingCounts`] if answers give nothing any weight.
pub fn interviews(knowledge: &Knowledge, items: &[Selected]) -> Result<Interviews, NothingCounts> {
    let mut found = Interviews::default();
    for item in items.iter().filter(|item| item.complete) {
        let adaptive = adaptive(knowledge, item)?;
        let fixed = questions(knowledge, item, |_, asked| {
            (0..knowledge.questions.len()).find(|question| !asked.contains(question))
        })?;
        found.items += 1;
        found.adaptive += adaptive;
        found.fixed += fixed;
        found.fewer += usize::from(adaptive < fixed);
        found.more += usize::from(adaptive > fixed);
    }
    Ok(found)
}

/// How many questions each item takes, the most informative question first.
///
/// # Errors
/// [`NothingCounts`] if answers give nothing any weight.
pub fn interview_lengths(
    knowledge: &Knowledge,
    items: &[Selected],
) -> Result<Vec<usize>, NothingCounts> {
    items.iter().map(|item| adaptive(knowledge, item)).collect()
}

/// How many questions an item takes, the most informative question first.
fn adaptive(knowledge: &Knowledge, item: &Selected) -> Result<usize, NothingCounts> {
    questions(knowledge, item, |answers, asked| {
        let request = item.request(answers.clone());
        let decision = decide(knowledge, &request).ok()?;
        let mut questions = certificate(knowledge, &request, &decision).can_change;
        questions.retain(|question| !asked.contains(question));
        let spread = Spread::LogNormal(DEFAULT_SPREAD);
        let best = best_question(knowledge, &request, &questions, &item.compared, spread);
        best.map(|found| found.question)
    })
}

/// How many questions `next` asks until the recommendation is final. It is given the answers so far and
/// the questions asked, and ends the interview where it has none.
fn questions(
    knowledge: &Knowledge,
    item: &Selected,
    next: impl Fn(&Answers, &[usize]) -> Option<usize>,
) -> Result<usize, NothingCounts> {
    let stated = item.answers.options();
    let mut options: Vec<usize> = Vec::new();
    let mut answers = Answers::default();
    let mut asked = Vec::new();
    let mut winners = vec![winner(knowledge, item, &answers)?];
    while let Some(question) = next(&answers, &asked) {
        asked.push(question);
        options.extend(
            stated.iter().filter(|option| knowledge.options[**option].question == question),
        );
        // They are answers of one set, so no question that takes one gets two.
        answers = Answers::new(knowledge, options.iter().copied()).unwrap_or_default();
        winners.push(winner(knowledge, item, &answers)?);
    }
    let last = winners.last().copied().flatten();
    let other = winners.iter().rposition(|winner| *winner != last);
    Ok(other.map_or(0, |position| position + 1))
}

fn winner(
    knowledge: &Knowledge,
    item: &Selected,
    answers: &Answers,
) -> Result<Option<usize>, NothingCounts> {
    let decision = decide(knowledge, &item.request(answers.clone()))?;
    Ok(decision.ranking.first().map(|place| place.framework))
}
