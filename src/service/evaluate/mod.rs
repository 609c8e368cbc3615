//! How well recommendations agree with published advice.
//!
//! A statement ([`items::Item`]) agrees when the first of its compared frameworks in the ranking is one
//! that the author chooses and none that the author advises against.

/// Published statements that a recommendation can be judged by.
pub mod items;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::items::{Item, Selected, Selection, Unusable, items};
use crate::knowledge::Knowledge;
use crate::scoring::{self, Answers};

/// How one item came out.
#[derive(Debug, Clone, Serialize)]
pub struct Judged {
    /// Id of the item.
    pub id: String,
    /// Whether all compared frameworks are in the catalogue.
    pub complete: bool,
    /// Whether the recommendation agrees.
    pub agrees: bool,
    /// What the author chooses.
    pub recommended: Vec<String>,
    /// What comes first here.
    pub first: String,
    /// Its lead over the second, in points.
    pub lead: f64,
    /// The situation as `question=option`.
    pub factors: Vec<String>,
}

/// A count of agreeing items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many agree,
    pub agree: usize,
    /// of how many.
    pub items: usize,
}

/// The agreement over a file of items.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Items whose compared frameworks are all in the catalogue.
    pub complete: Tally,
    /// Items of which some compared frameworks are in the catalogue, a recommended one among them.
    pub partial: Tally,
    /// Items left out because the author's reason cannot be expressed as answers.
    pub left_out_reason: usize,
    /// Items left out because fewer than two compared frameworks, or no recommended one, are in the
    /// catalogue.
    pub left_out_catalogue: usize,
    /// Complete items by `question=option`.
    pub by_factor: BTreeMap<String, Tally>,
    /// Complete items by recommended framework.
    pub by_framework: BTreeMap<String, Tally>,
    /// Among complete items that share situation and choice with another one: how many choose as the
    /// most authors do. No model can agree with more of them.
    pub authors: Tally,
    /// Every item that was judged.
    pub items: Vec<Judged>,
}

impl Tally {
    /// Share in [0, 1]; 0 where there are no items.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "there are only thousands of items")]
    pub fn share(self) -> f64 {
        self.agree as f64 / self.items.max(1) as f64
    }

    /// Counts one more item.
    pub(in crate::service) fn count(&mut self, agrees: bool) {
        self.items += 1;
        self.agree += usize::from(agrees);
    }
}

/// Judges all lines of a file in JSON Lines form; empty lines are skipped.
///
/// # Errors
/// All lines that cannot be used.
pub fn evaluate(knowledge: &Knowledge, lines: &str) -> Result<Report, Vec<Unusable>> {
    let selection = items(knowledge, lines)?;
    let mut report = Report {
        left_out_reason: selection.left_out_reason,
        left_out_catalogue: selection.left_out_catalogue,
        authors: authors(&selection.items),
        ..Report::default()
    };
    let mut unusable = Vec::new();
    for selected in &selection.items {
        match judge(knowledge, selected, selected.answers.clone()) {
            Ok(judged) => report.add(judged),
            Err(why) => unusable.push(Unusable { line: selected.line, why }),
        }
    }
    if unusable.is_empty() { Ok(report) } else { Err(unusable) }
}

impl Report {
    fn add(&mut self, judged: Judged) {
        if judged.complete {
            self.complete.count(judged.agrees);
            for factor in &judged.factors {
                self.by_factor.entry(factor.clone()).or_default().count(judged.agrees);
            }
            for framework in &judged.recommended {
                self.by_framework.entry(framework.clone()).or_default().count(judged.agrees);
            }
        } else {
            self.partial.count(judged.agrees);
        }
        self.items.push(judged);
    }
}

/// Compares an author's choice with the one that `answers` lead to.
fn judge(knowledge: &Knowledge, selected: &Selected, answers: Answers) -> Result<Judged, String> {
    let decision = scoring::decide(knowledge, &selected.request(answers))
        .map_err(|error| error.to_string())?;
    let [best, second, ..] = decision.ranking.as_slice() else {
        return Err("fewer than two frameworks were ranked".to_owned());
    };
    let id = |framework: &usize| knowledge.frameworks[*framework].record.id.clone();
    Ok(Judged {
        id: selected.item.id.clone(),
        complete: selected.complete,
        agrees: selected.agrees_with(best.framework),
        recommended: selected.recommended.iter().map(id).collect(),
        first: id(&best.framework),
        lead: best.score - second.score,
        factors: labels(knowledge, &selected.answers),
    })
}

/// Answers as `question=option`.
fn labels(knowledge: &Knowledge, answers: &Answers) -> Vec<String> {
    answers.options().iter().map(|option| knowledge.options[*option].label.clone()).collect()
}

/// How many choose as the most authors do in the same situation, among complete items that share it.
fn authors(items: &[Selected]) -> Tally {
    let mut situations: BTreeMap<_, BTreeMap<&[usize], usize>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.complete) {
        let choices = situations.entry((item.answers.options(), &item.compared)).or_default();
        *choices.entry(&item.recommended).or_default() += 1;
    }
    let mut tally = Tally::default();
    for choices in situations.values() {
        let items: usize = choices.values().sum();
        if items > 1 {
            tally.items += items;
            tally.agree += choices.values().max().copied().unwrap_or_default();
        }
    }
    tally
}
