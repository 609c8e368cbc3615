//! How well plain English is understood: the answers understood from the texts of items against those
//! of their profiles, by micro-averaged precision and recall.

use std::collections::BTreeMap;

use framewise_model::decision::Answers;
use framewise_model::knowledge::Knowledge;
use serde::Serialize;

use super::tally::Tally;

/// What was understood of all texts, against the profiles.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Understanding {
    /// All questions together.
    pub overall: Hits,
    /// Question by question.
    pub by_question: BTreeMap<String, Hits>,
    /// How the two forms of an item come out together.
    pub forms: Forms,
}

/// Understood answers compared with stated ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Hits {
    /// How many understood answers the profile states.
    pub right: usize,
    /// How many answers were understood.
    pub understood: usize,
    /// How many answers the profile states.
    pub stated: usize,
}

/// How many items agree in which form: as a profile, as a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Forms {
    /// Both agree.
    pub both: usize,
    /// Only the profile agrees.
    pub only_profile: usize,
    /// Only the text agrees.
    pub only_text: usize,
    /// Neither agrees.
    pub neither: usize,
}

impl Hits {
    /// The share of what was understood that is right; 0 where nothing was understood.
    #[must_use]
    pub fn precision(self) -> f64 {
        Tally { agree: self.right, items: self.understood }.share()
    }

    /// The share of the stated answers that was understood; 0 where none is stated.
    #[must_use]
    pub fn recall(self) -> f64 {
        Tally { agree: self.right, items: self.stated }.share()
    }
}

impl Forms {
    pub(super) fn count(&mut self, profile: bool, text: bool) {
        *match (profile, text) {
            (true, true) => &mut self.both,
            (true, false) => &mut self.only_profile,
            (false, true) => &mut self.only_text,
            (false, false) => &mut self.neither,
        } += 1;
    }
}

impl Understanding {
    pub(super) fn count(&mut self, knowledge: &Knowledge, stated: &Answers, understood: &Answers) {
        let question = |option: &usize| {
            let answer = &knowledge.options[*option];
            knowledge.questions[answer.question].id.clone()
        };
        for option in stated.options() {
            let hits = self.by_question.entry(question(option)).or_default();
            for hits in [hits, &mut self.overall] {
                hits.stated += 1;
            }
        }
        for option in understood.options() {
            let right = usize::from(stated.options().contains(option));
            let hits = self.by_question.entry(question(option)).or_default();
            for hits in [hits, &mut self.overall] {
                hits.understood += 1;
                hits.right += right;
            }
        }
    }
}
