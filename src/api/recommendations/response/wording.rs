//! Sentences on what would change a recommendation.

use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::flips::Change;

/// Changed answers as a condition: “How large is it?” were answered with “Large” instead of “Small”.
pub(super) fn changes(knowledge: &Knowledge, changes: &[Change]) -> String {
    let conditions: Vec<String> =
        changes.iter().map(|change| condition(knowledge, *change)).collect();
    conditions.join(" and ")
}

fn condition(knowledge: &Knowledge, change: Change) -> String {
    let question = &knowledge.questions[change.question];
    let option = |index: usize| knowledge.chosen(&knowledge.options[index]).1.text.as_str();
    match (change.from, change.to) {
        (None, Some(to)) if question.multiple => {
            format!("\u{201C}{}\u{201D} were asked for too", option(to))
        }
        (Some(from), None) => format!("\u{201C}{}\u{201D} were not asked for", option(from)),
        (Some(from), Some(to)) => format!(
            "\u{201C}{}\u{201D} were answered with \u{201C}{}\u{201D} instead of \u{201C}{}\u{201D}",
            question.text,
            option(to),
            option(from)
        ),
        (None, to) => format!(
            "\u{201C}{}\u{201D} were answered with \u{201C}{}\u{201D}",
            question.text,
            to.map_or("", option)
        ),
    }
}
