//! Which phrases say nothing about the project: they stand in a question, in a remark about something
//! else, or in a sentence that the next one takes back.

use super::clues::is_clause;
use super::found_phrases::{Found, Role};
use super::words::Words;

/// What becomes of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relevance {
    /// It counts.
    Counts,
    /// It is asked about.
    Asked,
    /// It is about something else.
    Aside,
    /// It is taken back.
    Retracted,
}

/// For each of the phrases, in the order in which they begin, what becomes of it.
pub(super) fn relevance(words: &Words, found: &[Found]) -> Vec<Relevance> {
    let asked = |this: &Found| {
        let sentence = words.sentences[words.words[this.start].sentence];
        if sentence.asks && sentence.question { Relevance::Asked } else { Relevance::Counts }
    };
    let mut relevances: Vec<Relevance> = found.iter().map(asked).collect();
    for (index, cue) in found.iter().enumerate() {
        let sentence = |this: &Found| words.words[this.start].sentence;
        let ends = |this: &Found| this.role == Role::Stops || sentence(this) != sentence(cue);
        let to = || index + 1 + found[index + 1..].iter().take_while(|this| !ends(this)).count();
        match cue.role {
            Role::AsideRest => relevances[index..to()].fill(Relevance::Aside),
            Role::AsideSentence => {
                let before = found[..index].iter().rev().take_while(|this| !ends(this)).count();
                relevances[index - before..to()].fill(Relevance::Aside);
            }
            // A sentence that only negates takes back the one before: "A shop? We don't."
            Role::Before | Role::Either | Role::After
                if begins_sentence(words, cue) && is_clause(words, cue.start, cue.end) =>
            {
                take_back(words, &found[..index], cue, &mut relevances);
            }
            Role::Retracts if retracts(words, &found[..index], cue) => {
                take_back(words, &found[..index], cue, &mut relevances);
            }
            _ => {}
        }
    }
    relevances
}

/// Takes back the phrases `before` a cue in its sentence, or in the one before where it begins one.
fn take_back(words: &Words, before: &[Found], cue: &Found, relevances: &mut [Relevance]) {
    let sentence = |this: &Found| words.words[this.start].sentence;
    let of = if begins_sentence(words, cue) {
        sentence(cue).checked_sub(1)
    } else {
        Some(sentence(cue))
    };
    for (this, relevance) in before.iter().zip(relevances) {
        if Some(sentence(this)) == of && matches!(relevance, Relevance::Counts | Relevance::Asked) {
            *relevance = Relevance::Retracted;
        }
    }
}

fn begins_sentence(words: &Words, cue: &Found) -> bool {
    cue.start == 0 || words.words[cue.start - 1].sentence != words.words[cue.start].sentence
}

/// Whether a phrase is a clause of its own, at most with a word such as `but` before it.
fn retracts(words: &Words, before: &[Found], cue: &Found) -> bool {
    let opposed = |this: &&Found| this.role == Role::Stops && this.end == cue.start;
    let start = before.iter().rev().find(opposed).map_or(cue.start, |this| this.start);
    is_clause(words, start, cue.end) || is_clause(words, cue.start, cue.end)
}
