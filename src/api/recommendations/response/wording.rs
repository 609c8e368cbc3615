//! Sentences on what would change a recommendation.

use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::flips::Change;
use framewise_model::sentences::Sentence;

/// Changed answers as a condition: “How large is it?” were answered with “Large” instead of “Small”.
pub(super) fn changes(knowledge: &Knowledge, changes: &[Change]) -> String {
    let conditions = changes.iter().map(|change| condition(knowledge, *change));
    joined(knowledge, conditions)
}

/// "a", "a and b", "a and b and c".
pub(super) fn joined(knowledge: &Knowledge, parts: impl Iterator<Item = String>) -> String {
    let both = |one: String, other: String| {
        knowledge.sentences.say(&Sentence::Both { one: &one, other: &other })
    };
    parts.reduce(both).unwrap_or_default()
}

fn condition(knowledge: &Knowledge, change: Change) -> String {
    let asked = &knowledge.questions[change.question];
    let question = &asked.text;
    let option = |index: usize| knowledge.chosen(&knowledge.options[index]).1.text.as_str();
    let (from, to) = (change.from.map(option), change.to.map(option));
    knowledge.sentences.say(&match (from, to) {
        (None, Some(to)) if asked.multiple => Sentence::Added { to },
        (Some(from), None) => Sentence::Removed { from },
        (Some(from), Some(to)) => Sentence::Replaced { question, to, from },
        (None, to) => Sentence::Answered { question, to: to.unwrap_or_default() },
    })
}
