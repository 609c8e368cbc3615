//! How well recommendations agree with published advice.
//!
//! An item is a statement "choose X when SITUATION" from a public page, with the frameworks among
//! which the page chooses. It agrees when the first of those in the ranking is one that the author
//! chooses and none that the author advises against.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::request::{self, Refusal};
use crate::knowledge::Knowledge;
use crate::scoring;

/// One published statement.
#[derive(Debug, Clone, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// The frameworks among which the page chooses.
    pub compared: Vec<String>,
    /// What the author chooses; either counts where there are two.
    pub recommended: Vec<String>,
    /// What the author discourages here.
    #[serde(default)]
    pub against: Vec<String>,
    /// The situation as answers.
    pub profile: Map<String, Value>,
    /// Whether the author's reason cannot be expressed as answers.
    #[serde(default)]
    pub decisive_factor_outside_profile: bool,
}

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

/// A line that is not an item that can be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its number, from 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

impl Tally {
    /// Share in [0, 1]; 0 where there are no items.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "there are only thousands of items")]
    pub fn share(self) -> f64 {
        self.agree as f64 / self.items.max(1) as f64
    }

    fn count(&mut self, agrees: bool) {
        self.items += 1;
        self.agree += usize::from(agrees);
    }
}

/// Judges all lines of a file in JSON Lines form; empty lines are skipped.
///
/// # Errors
/// All lines that cannot be used.
pub fn evaluate(knowledge: &Knowledge, lines: &str) -> Result<Report, Vec<Unusable>> {
    let mut report = Report::default();
    let mut unusable = Vec::new();
    let mut situations: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let outcome =
            serde_json::from_str(line).map_err(|error| error.to_string()).and_then(|item: Item| {
                let judged = judge(knowledge, &item, &mut report)?;
                Ok(judged.map(|judged| (situation(knowledge, &item, &judged), judged)))
            });
        match outcome {
            Ok(None) => {}
            Ok(Some((situation, judged))) => {
                report.count(&judged);
                if judged.complete {
                    let choices = situations.entry(situation).or_default();
                    *choices.entry(judged.recommended.join(" or ")).or_default() += 1;
                }
                report.items.push(judged);
            }
            Err(why) => unusable.push(Unusable { line: number + 1, why }),
        }
    }
    for choices in situations.values() {
        let items: usize = choices.values().sum();
        if items > 1 {
            report.authors.items += items;
            report.authors.agree += choices.values().max().copied().unwrap_or_default();
        }
    }
    if unusable.is_empty() { Ok(report) } else { Err(unusable) }
}

impl Report {
    fn count(&mut self, judged: &Judged) {
        if !judged.complete {
            self.partial.count(judged.agrees);
            return;
        }
        self.complete.count(judged.agrees);
        for factor in &judged.factors {
            self.by_factor.entry(factor.clone()).or_default().count(judged.agrees);
        }
        for framework in &judged.recommended {
            self.by_framework.entry(framework.clone()).or_default().count(judged.agrees);
        }
    }
}

/// Judges one item; `None` if it is left out, which the report counts.
fn judge(
    knowledge: &Knowledge,
    item: &Item,
    report: &mut Report,
) -> Result<Option<Judged>, String> {
    if item.decisive_factor_outside_profile {
        report.left_out_reason += 1;
        return Ok(None);
    }
    let known = |names: &[String]| -> Vec<String> {
        let names: BTreeSet<&str> = names.iter().map(|name| canonical(knowledge, name)).collect();
        let known = names.iter().filter(|name| knowledge.framework(name).is_some());
        known.map(|name| (*name).to_owned()).collect()
    };
    let (compared, recommended) = (known(&item.compared), known(&item.recommended));
    if compared.len() < 2 || recommended.is_empty() {
        report.left_out_catalogue += 1;
        return Ok(None);
    }
    let all: BTreeSet<&str> = item.compared.iter().map(|name| canonical(knowledge, name)).collect();
    let asked = json!({"answers": item.profile, "candidates": compared});
    let parsed = request::parse(knowledge, &asked).map_err(|refusal| explain(&refusal))?;
    let decision =
        scoring::decide(knowledge, &parsed.request).map_err(|error| error.to_string())?;
    let [best, second, ..] = decision.ranking.as_slice() else {
        return Err("fewer than two frameworks were ranked".to_owned());
    };
    let first = knowledge.frameworks[best.framework].record.id.clone();
    let against = known(&item.against);
    Ok(Some(Judged {
        id: item.id.clone(),
        complete: compared.len() == all.len(),
        agrees: recommended.contains(&first) && !against.contains(&first),
        recommended,
        lead: best.score - second.score,
        first,
        factors: parsed
            .request
            .answers
            .options()
            .iter()
            .map(|option| knowledge.options[*option].label.clone())
            .collect(),
    }))
}

/// What two items must share to be about the same choice.
fn situation(knowledge: &Knowledge, item: &Item, judged: &Judged) -> String {
    let compared: BTreeSet<&str> =
        item.compared.iter().map(|name| canonical(knowledge, name)).collect();
    let compared: Vec<&str> = compared.into_iter().collect();
    format!("{} among {}", judged.factors.join(", "), compared.join(", "))
}

/// The id of the framework that a name stands for; the name itself where it stands for none.
fn canonical<'a>(knowledge: &'a Knowledge, name: &'a str) -> &'a str {
    knowledge.known_as(name).map_or(name, |framework| &framework.record.id)
}

fn explain(refusal: &Refusal) -> String {
    let (Refusal::Invalid(faults) | Refusal::Contradictory(faults)) = refusal;
    let faults: Vec<String> =
        faults.iter().map(|fault| format!("{}: {}", fault.pointer, fault.detail)).collect();
    faults.join("; ")
}
