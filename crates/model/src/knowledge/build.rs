//! From the parsed files of a folder without faults to the model.

use std::collections::{BTreeMap, HashMap};

use super::check::folder::Folder;
use super::key_claims::{oldest, telling};
use super::model::{Answer, Column, FEATURES, Framework, Knowledge};
use super::releases::history::History;
use super::{companions, derive, format as raw};
use crate::numbers::{Unit, Weight};

/// Puts the parsed files of a folder without faults together; `None` where one is missing or a reference
/// leads nowhere. A cycle of companions would never end.
pub(super) fn build(folder: Folder, digest: String, history: History) -> Option<Knowledge> {
    let manifest = folder.manifest?;
    let criteria = folder.criteria?.criteria;
    let questions = folder.questions?.questions;
    let columns = columns(&criteria, &questions)?;
    let options = options(&questions, &columns)?;
    let measurements = folder.measurements?;
    let released_on = manifest.released_on.parse().ok()?;
    let known: BTreeMap<&str, &raw::Companion> =
        folder.companions.iter().map(|(_, found)| (found.id.as_str(), found)).collect();
    let mut frameworks: Vec<Framework> = folder
        .frameworks
        .into_iter()
        .map(|(_, mut record)| {
            let companions = companions::join(&mut record, &known);
            let ratings = derive::ratings(&record, &criteria, &columns, &measurements, released_on);
            let telling = telling(&record.claims, &criteria, &ratings);
            let oldest = ratings.iter().map(|rating| oldest(&record.claims, rating)).collect();
            Framework { record, companions, ratings, telling, oldest }
        })
        .collect();
    frameworks.sort_by(|a, b| a.record.id.cmp(&b.record.id));
    let mut sources: Vec<raw::Source> =
        folder.sources.into_iter().flat_map(|(_, file)| file.sources).collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    Some(Knowledge {
        version: manifest.version,
        schema_version: manifest.schema_version,
        released_on,
        digest,
        history,
        criteria,
        capabilities: folder.capabilities?.capabilities,
        facts: folder.facts?.facts,
        questions,
        lexicon: folder.lexicon?,
        measurements,
        sources,
        frameworks,
        columns,
        options,
    })
}

fn columns(criteria: &[raw::Criterion], questions: &[raw::Question]) -> Option<Vec<Column>> {
    let criteria = criteria.iter().map(|criterion| {
        Some(Column {
            id: criterion.id.clone(),
            name: criterion.name.clone(),
            base_weight: Weight::new(criterion.base_weight)?,
            capability: None,
        })
    });
    let features = questions
        .iter()
        .filter(|question| question.id == FEATURES)
        .flat_map(|question| &question.options)
        .map(|option| {
            Some(Column {
                id: format!("feature:{}", option.id),
                name: option.text.clone(),
                // A feature counts only once it is asked for.
                base_weight: Weight::ZERO,
                capability: option.capability.clone(),
            })
        });
    criteria.chain(features).collect()
}

fn options(questions: &[raw::Question], columns: &[Column]) -> Option<Vec<Answer>> {
    let index: HashMap<&str, usize> =
        columns.iter().enumerate().map(|(i, c)| (c.id.as_str(), i)).collect();
    let mut answers = Vec::new();
    for (question, asked) in questions.iter().enumerate() {
        for (option, choice) in asked.options.iter().enumerate() {
            let feature = match choice.weight {
                Some(_) => Some(*index.get(format!("feature:{}", choice.id).as_str())?),
                None => None,
            };
            let mut effects: Vec<(usize, Weight)> = choice
                .effects
                .iter()
                .map(|effect| {
                    Some((*index.get(effect.criterion.as_str())?, Weight::new(effect.weight)?))
                })
                .collect::<Option<_>>()?;
            if let (Some(column), Some(weight)) = (feature, choice.weight) {
                effects.push((column, Weight::new(weight)?));
            }
            answers.push(Answer {
                question,
                option,
                label: format!("{}={}", asked.id, choice.id),
                effects,
                feature,
                likelihood: Unit::new(choice.likelihood)?,
            });
        }
    }
    Some(answers)
}
