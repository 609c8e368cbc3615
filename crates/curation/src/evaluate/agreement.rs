//! How well recommendations agree with published advice.
//!
//! A statement (`Item`) agrees when the first of its compared frameworks in the ranking is one
//! that the author chooses and none that the author advises against.

use std::collections::BTreeMap;

use framewise_model::context::Context;
use framewise_model::decision::{self, Answers, Request};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::of_text;
use framewise_model::text::{Lexicon, MAX_CHARACTERS};
use serde::Serialize;

use super::advice_texts::Understanding;
use super::items::{Selected, Unusable, items};
use super::tally::Tally;

/// Source of the answers of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Its `profile`.
    Profile,
    /// The answers found in its text.
    Text,
}

/// How one item came out.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
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
    /// What was understood of its text, likewise, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub understood: Option<Vec<String>>,
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
    /// Complete items by the site that they stand on.
    pub by_domain: BTreeMap<String, Tally>,
    /// Of the complete items with the same situation and the same compared frameworks as another item: how
    /// many make the most frequent choice. No model can agree with more of them.
    pub authors: Tally,
    /// What was understood of the texts, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub understanding: Option<Understanding>,
    /// The outcome of every item.
    pub items: Vec<Outcome>,
}

/// Judges all lines of a file in JSON Lines form; empty lines are skipped.
///
/// # Errors
/// All lines that cannot be used.
pub fn evaluate(knowledge: &Knowledge, lines: &str, form: Form) -> Result<Report, Vec<Unusable>> {
    let selection = items(knowledge, lines)?;
    let mut report = Report {
        left_out_reason: selection.left_out_reason,
        left_out_catalogue: selection.left_out_catalogue,
        authors: authors(&selection.items),
        ..Report::default()
    };
    let lexicon = match form {
        Form::Profile => None,
        Form::Text => Some(Lexicon::new(knowledge)),
    };
    let mut unusable = Vec::new();
    for selected in &selection.items {
        if let Err(why) = report.add(knowledge, lexicon.as_ref(), selected) {
            unusable.push(Unusable { line: selected.line, why });
        }
    }
    if unusable.is_empty() { Ok(report) } else { Err(unusable) }
}

impl Report {
    /// The mean of the domains' shares, in [0, 1]: each site has the same weight, however many statements it
    /// has.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "there are only thousands of domains")]
    pub fn share_by_domain(&self) -> f64 {
        let shares: f64 = self.by_domain.values().map(|tally| tally.share()).sum();
        shares / self.by_domain.len().max(1) as f64
    }

    fn add(
        &mut self,
        knowledge: &Knowledge,
        lexicon: Option<&Lexicon>,
        selected: &Selected,
    ) -> Result<(), String> {
        let mut outcome =
            classify(knowledge, selected, &selected.request(selected.answers.clone()))?;
        if let Some(lexicon) = lexicon {
            let (request, context) = understood(knowledge, lexicon, selected)?;
            let found = request.answers.clone();
            let by_text = classify(&context.apply(knowledge), selected, &request)?;
            let understanding = self.understanding.get_or_insert_default();
            understanding.count(knowledge, &selected.answers, &found);
            understanding.forms.count(outcome.agrees, by_text.agrees);
            outcome = Outcome { understood: Some(labels(knowledge, &found)), ..by_text };
        }
        self.count(&selected.item.domain, &outcome);
        self.items.push(outcome);
        Ok(())
    }

    fn count(&mut self, domain: &str, outcome: &Outcome) {
        if !outcome.complete {
            self.partial.count(outcome.agrees);
            return;
        }
        self.complete.count(outcome.agrees);
        self.by_domain.entry(domain.to_owned()).or_default().count(outcome.agrees);
        for factor in &outcome.factors {
            self.by_factor.entry(factor.clone()).or_default().count(outcome.agrees);
        }
        for framework in &outcome.recommended {
            self.by_framework.entry(framework.clone()).or_default().count(outcome.agrees);
        }
    }
}

/// What the text of an item asks for among the compared frameworks, and its context.
///
/// # Errors
/// A message if the item has no text or an invalid one.
pub(crate) fn understood(
    knowledge: &Knowledge,
    lexicon: &Lexicon,
    selected: &Selected,
) -> Result<(Request, Context), String> {
    let text = selected.item.scenario_text.as_ref().ok_or("missing field `scenario_text`")?;
    if text.chars().count() > MAX_CHARACTERS {
        return Err(format!("`scenario_text` has more than {MAX_CHARACTERS} characters"));
    }
    let (request, context) = of_text(knowledge, &lexicon.understand(text));
    Ok((Request { candidates: Some(selected.compared.clone()), ..request }, context))
}

/// Compares an author's choice with the one that a request leads to.
fn classify(
    knowledge: &Knowledge,
    selected: &Selected,
    request: &Request,
) -> Result<Outcome, String> {
    let decision = decision::decide(knowledge, request).map_err(|error| error.to_string())?;
    let Some(best) = decision.ranking.first() else {
        return Err("no framework was ranked".to_owned());
    };
    let second = decision.ranking.get(1).map_or(0.0, |place| place.score);
    let id = |framework: &usize| knowledge.frameworks[*framework].record.id.clone();
    Ok(Outcome {
        id: selected.item.id.clone(),
        complete: selected.complete,
        agrees: selected.agrees_with(best.framework),
        recommended: selected.recommended.iter().map(id).collect(),
        first: id(&best.framework),
        lead: best.score - second,
        factors: labels(knowledge, &selected.answers),
        understood: None,
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
