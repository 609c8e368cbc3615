//! Published statements that recommendations are compared with.
//!
//! A statement has the form "choose X when SITUATION". It comes from a public page and names the frameworks
//! that the page compares. It is left out if its reason cannot be expressed as answers, if fewer than two
//! compared frameworks are in the catalogue, or if no recommended framework is in the catalogue.

use std::collections::BTreeSet;

use framewise_model::decision::{Answers, Request};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{self, Refusal};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// One published statement, as its line says it.
#[derive(Debug, Clone, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// The site that it stands on; statements of one site are not independent of one another.
    #[serde(default)]
    pub domain: String,
    /// The frameworks among which the page chooses; all if there are none.
    #[serde(default)]
    pub compared: Vec<String>,
    /// The frameworks that the author recommends. If there are several, each of them agrees.
    pub recommended: Vec<String>,
    /// What the author discourages here.
    #[serde(default)]
    pub against: Vec<String>,
    /// The situation as answers.
    pub profile: Map<String, Value>,
    /// The situation in plain English.
    pub scenario_text: Option<String>,
    /// Whether the author's reason cannot be expressed as answers.
    #[serde(default)]
    pub decisive_factor_outside_profile: bool,
}

/// A statement that can be used. Frameworks are indices of [`Knowledge::frameworks`], ascending.
#[derive(Debug, Clone)]
pub struct Selected {
    /// Number of its line, from 1.
    pub line: usize,
    /// The statement.
    pub item: Item,
    /// The compared frameworks that are in the catalogue, two or more.
    pub compared: Vec<usize>,
    /// Those that the author chooses, one or more.
    pub recommended: Vec<usize>,
    /// Those that the author discourages.
    pub against: Vec<usize>,
    /// Whether all compared frameworks are in the catalogue.
    pub complete: bool,
    /// The situation as answers.
    pub answers: Answers,
}

/// The statements of a file.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Those that can be used, in their order.
    pub items: Vec<Selected>,
    /// How many are left out because the author's reason cannot be expressed as answers.
    pub left_out_reason: usize,
    /// How many are left out because fewer than two compared frameworks, or no recommended one, are
    /// in the catalogue.
    pub left_out_catalogue: usize,
}

/// A line that is not an item that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its number, from 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

impl Selected {
    /// The request that the page's choice is compared with: `answers` among the compared frameworks.
    #[must_use]
    pub fn request(&self, answers: Answers) -> Request {
        Request { answers, candidates: Some(self.compared.clone()), ..Request::default() }
    }

    /// Whether the author recommends this framework and does not discourage it.
    #[must_use]
    pub fn agrees_with(&self, first: usize) -> bool {
        self.recommended.contains(&first) && !self.against.contains(&first)
    }
}

/// Reads a file in JSON Lines form; empty lines are skipped.
///
/// # Errors
/// All lines that cannot be used.
pub fn items(knowledge: &Knowledge, lines: &str) -> Result<Selection, Vec<Unusable>> {
    let mut selection = Selection::default();
    let mut unusable = Vec::new();
    for (index, text) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line = index + 1;
        let read = serde_json::from_str(text).map_err(|error| error.to_string());
        if let Err(why) = read.and_then(|item| selection.add(knowledge, line, item)) {
            unusable.push(Unusable { line, why });
        }
    }
    if unusable.is_empty() { Ok(selection) } else { Err(unusable) }
}

impl Selection {
    fn add(&mut self, knowledge: &Knowledge, line: usize, item: Item) -> Result<(), String> {
        if item.decisive_factor_outside_profile {
            self.left_out_reason += 1;
            return Ok(());
        }
        let (compared, complete) = match item.compared.as_slice() {
            [] => ((0..knowledge.frameworks.len()).collect(), true),
            names => known(knowledge, names),
        };
        let (recommended, _) = known(knowledge, &item.recommended);
        if compared.len() < 2 || recommended.is_empty() {
            self.left_out_catalogue += 1;
            return Ok(());
        }
        let asked = json!({ "answers": item.profile });
        let parsed = request::parse(knowledge, &asked).map_err(|refusal| explain(&refusal))?;
        let (against, _) = known(knowledge, &item.against);
        let answers = parsed.request.answers;
        let selected = Selected { line, item, compared, recommended, against, complete, answers };
        self.items.push(selected);
        Ok(())
    }
}

/// Returns the indices of the named frameworks, and whether every name is known.
pub(super) fn known(knowledge: &Knowledge, names: &[String]) -> (Vec<usize>, bool) {
    let found: Vec<Option<usize>> = names
        .iter()
        .map(|name| {
            let id = &knowledge.known_as(name)?.record.id;
            knowledge.frameworks.iter().position(|framework| framework.record.id == *id)
        })
        .collect();
    let different: BTreeSet<usize> = found.iter().copied().flatten().collect();
    (different.into_iter().collect(), !found.contains(&None))
}

pub(super) fn explain(refusal: &Refusal) -> String {
    let faults = refusal.faults().kept().iter();
    let faults: Vec<String> =
        faults.map(|fault| format!("{}: {}", fault.pointer, fault.detail)).collect();
    faults.join("; ")
}
