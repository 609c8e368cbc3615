//! From the parsed files of a folder without faults to the model.

use std::collections::{BTreeMap, HashMap};

use super::check::folder::Folder;
use super::evidence::{Direction, evidence, oldest};
use super::figures::Subject;
use super::model::{Answer, Attribute, BothSides, FEATURES, Framework, Knowledge};
use super::releases::history::History;
use super::{companions, derive, format};
use crate::numbers::{UnitInterval, Weight};

/// Puts the parsed files of a folder without faults together; `None` where one is missing or a reference
/// leads nowhere. A cycle of companions would never end.
pub(super) fn build(folder: Folder, digest: String, history: History) -> Option<Knowledge> {
    let manifest = folder.manifest?;
    let criteria = folder.criteria?.criteria;
    let questions = folder.questions?.questions;
    let attributes = attributes(&criteria, &questions)?;
    let options = options(&questions, &attributes)?;
    let measurements = folder.measurements?;
    let released_on = manifest.released_on.parse().ok()?;
    let known: BTreeMap<&str, &format::Companion> =
        folder.companions.iter().map(|(_, found)| (found.id.as_str(), found)).collect();
    let mut frameworks: Vec<Framework> = folder
        .frameworks
        .into_iter()
        .map(|(_, mut record)| {
            let companions = companions::join(&mut record, &known);
            let ratings =
                derive::ratings(&record, &criteria, &attributes, &measurements, released_on);
            let oldest = ratings.iter().map(|rating| oldest(&record.claims, rating)).collect();
            Framework { record, companions, ratings, evidence: Vec::new(), oldest }
        })
        .collect();
    frameworks.sort_by(|a, b| a.record.id.cmp(&b.record.id));
    let capabilities = folder.capabilities?.capabilities;
    let sides =
        |framework| both_sides(framework, &frameworks, &criteria, &capabilities, &measurements);
    let evidence: Vec<Vec<BothSides>> = frameworks.iter().map(sides).collect();
    for (framework, evidence) in frameworks.iter_mut().zip(evidence) {
        framework.evidence = evidence;
    }
    let mut sources: Vec<format::Source> =
        folder.sources.into_iter().flat_map(|(_, file)| file.sources).collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    Some(Knowledge {
        version: manifest.version,
        schema_version: manifest.schema_version,
        released_on,
        digest,
        history,
        criteria,
        capabilities,
        facts: folder.facts?.facts,
        questions,
        lexicon: folder.lexicon?,
        measurements,
        sources,
        frameworks,
        attributes,
        options,
    })
}

/// The evidence on each criterion for a framework.
fn both_sides(
    framework: &Framework,
    all: &[Framework],
    criteria: &[format::Criterion],
    capabilities: &[format::Capability],
    measurements: &format::Measurements,
) -> Vec<BothSides> {
    let reference = all.iter().find(|found| found.record.id == measurements.reference);
    let reference = reference.map_or("", |found| found.record.name.as_str());
    let subject = Subject { framework, measurements, reference };
    let companions: usize = framework.companions.iter().map(|found| found.claims.len()).sum();
    // The claims about companions were added at the end.
    let (own, _) = framework.record.claims.split_at(framework.record.claims.len() - companions);
    let on = |criterion, direction| evidence(&subject, capabilities, own, criterion, direction);
    criteria
        .iter()
        .zip(&framework.ratings)
        .map(|criterion| BothSides {
            advantage: on(criterion, Direction::For),
            disadvantage: on(criterion, Direction::Against),
        })
        .collect()
}

fn attributes(
    criteria: &[format::Criterion],
    questions: &[format::Question],
) -> Option<Vec<Attribute>> {
    let criteria = criteria.iter().map(|criterion| {
        Some(Attribute {
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
            Some(Attribute {
                id: format!("feature:{}", option.id),
                name: option.text.clone(),
                // A feature counts only once it is asked for.
                base_weight: Weight::ZERO,
                capability: option.capability.clone(),
            })
        });
    criteria.chain(features).collect()
}

fn options(questions: &[format::Question], attributes: &[Attribute]) -> Option<Vec<Answer>> {
    let index: HashMap<&str, usize> =
        attributes.iter().enumerate().map(|(i, c)| (c.id.as_str(), i)).collect();
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
            if let (Some(attribute), Some(weight)) = (feature, choice.weight) {
                effects.push((attribute, Weight::new(weight)?));
            }
            answers.push(Answer {
                question,
                option,
                label: format!("{}={}", asked.id, choice.id),
                effects,
                feature,
                likelihood: UnitInterval::new(choice.likelihood)?,
            });
        }
    }
    Some(answers)
}
