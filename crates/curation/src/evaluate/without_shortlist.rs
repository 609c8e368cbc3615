//! What comes first without a shortlist, compared with what experts would put first among all frameworks.
//!
//! The situations are those of published statements. Experts have read them without the frameworks that the author
//! names, and have labelled the frameworks.

use std::collections::BTreeMap;

use framewise_model::context::Context;
use framewise_model::decision;
use framewise_model::knowledge::Knowledge;
use framewise_model::text::Lexicon;
use serde::{Deserialize, Serialize};

use super::agreement::{Form, understood};
use super::items::{Selected, Selection, Unusable, known};
use super::tally::Tally;

/// The labels of one situation. Frameworks are named by their ids.
#[derive(Debug, Clone, Deserialize)]
pub struct Labels {
    /// Id of the statement whose situation it is.
    pub id: String,
    /// What an expert puts first.
    pub first: Vec<String>,
    /// What an expert puts first or equally well first.
    pub best: Vec<String>,
    /// `best`, and what all experts call acceptable.
    pub good: Vec<String>,
    /// What an expert calls an embarrassing first choice.
    pub poor: Vec<String>,
}

/// A situation with its labels.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// The statement. Its compared frameworks are all, its recommended ones those of [`Labels::best`].
    pub selected: Selected,
    /// The labels.
    pub labels: Labels,
}

impl Labelled {
    /// The situation with the first choices of the experts alone as recommended ones.
    #[must_use]
    pub fn with_first(&self, knowledge: &Knowledge) -> Selected {
        let (recommended, _) = known(knowledge, &self.labels.first);
        Selected { recommended, ..self.selected.clone() }
    }
}

/// How the first choices compare with the labels.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OpenReport {
    /// How many first choices are in `first`.
    pub first: Tally,
    /// How many are in `best`.
    pub best: Tally,
    /// How many are in `good`.
    pub good: Tally,
    /// How many are in `poor`.
    pub poor: Tally,
    /// By framework: how often it comes first here, and how often an expert puts it first.
    pub winners: BTreeMap<String, Winner>,
    /// First choices that are not in `best`, by what an expert puts first and what comes first here.
    pub confusion: BTreeMap<String, usize>,
    /// The situations with a first choice in `poor`, with that choice.
    pub embarrassing: Vec<(String, String)>,
}

/// How often a framework comes first.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Winner {
    /// Here.
    pub here: usize,
    /// For an expert.
    pub expert: usize,
}

/// Joins the labels of a file in JSON Lines form with the situations of statements; empty lines are skipped.
///
/// # Errors
/// All lines that cannot be used.
pub fn labelled(
    knowledge: &Knowledge,
    selection: &Selection,
    lines: &str,
) -> Result<Vec<Labelled>, Vec<Unusable>> {
    let mut joined = Vec::new();
    let mut unusable = Vec::new();
    for (index, text) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let labels = serde_json::from_str(text).map_err(|error| error.to_string());
        match labels.and_then(|labels| join(knowledge, selection, labels)) {
            Ok(labelled) => joined.push(labelled),
            Err(why) => unusable.push(Unusable { line: index + 1, why }),
        }
    }
    if unusable.is_empty() { Ok(joined) } else { Err(unusable) }
}

fn join(knowledge: &Knowledge, selection: &Selection, labels: Labels) -> Result<Labelled, String> {
    let index = |id: &String| {
        let found = knowledge.frameworks.iter().position(|framework| framework.record.id == *id);
        found.ok_or_else(|| format!("there is no framework {id}"))
    };
    for list in [&labels.first, &labels.good, &labels.poor] {
        list.iter().try_for_each(|id| index(id).map(drop))?;
    }
    let best = labels.best.iter().map(index).collect::<Result<Vec<usize>, String>>()?;
    let statement = selection.items.iter().find(|statement| statement.item.id == labels.id);
    let statement = statement.ok_or_else(|| format!("there is no statement {}", labels.id))?;
    let selected = Selected {
        compared: (0..knowledge.frameworks.len()).collect(),
        recommended: best,
        against: Vec::new(),
        complete: true,
        ..statement.clone()
    };
    Ok(Labelled { selected, labels })
}

/// Compares the first choices among all frameworks with the labels.
///
/// # Errors
/// All situations that cannot be used, by the lines of their statements.
pub fn evaluate_open(
    knowledge: &Knowledge,
    situations: &[Labelled],
    form: Form,
) -> Result<OpenReport, Vec<Unusable>> {
    let lexicon = (form == Form::Text).then(|| Lexicon::new(knowledge));
    let mut report = OpenReport::default();
    let mut unusable = Vec::new();
    for situation in situations {
        match first_choice(knowledge, situation, lexicon.as_ref()) {
            Ok(first) => report.add(&situation.labels, first),
            Err(why) => unusable.push(Unusable { line: situation.selected.line, why }),
        }
    }
    if unusable.is_empty() { Ok(report) } else { Err(unusable) }
}

fn first_choice<'k>(
    knowledge: &'k Knowledge,
    situation: &Labelled,
    lexicon: Option<&Lexicon>,
) -> Result<&'k str, String> {
    let selected = &situation.selected;
    let (request, context) = match lexicon {
        Some(lexicon) => understood(knowledge, lexicon, selected)?,
        None => (selected.request(selected.answers.clone()), Context::default()),
    };
    let first = decision::first(&context.apply(knowledge), &request);
    let first = first.map_err(|error| error.to_string())?;
    let first = first.ok_or_else(|| "no framework takes part".to_owned())?;
    Ok(&knowledge.frameworks[first].record.id)
}

impl OpenReport {
    fn add(&mut self, labels: &Labels, first: &str) {
        let is_in = |list: &[String]| list.iter().any(|id| id == first);
        self.first.count(is_in(&labels.first));
        self.best.count(is_in(&labels.best));
        self.good.count(is_in(&labels.good));
        self.poor.count(is_in(&labels.poor));
        self.winners.entry(first.to_owned()).or_default().here += 1;
        // Two experts may differ; the first of them stands for both in these two tables.
        if let Some(expert) = labels.first.first() {
            self.winners.entry(expert.clone()).or_default().expert += 1;
            if !is_in(&labels.best) {
                *self.confusion.entry(format!("{expert}, here {first}")).or_default() += 1;
            }
        }
        if is_in(&labels.poor) {
            self.embarrassing.push((labels.id.clone(), first.to_owned()));
        }
    }
}
