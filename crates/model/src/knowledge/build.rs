//! From the parsed files of a folder without faults to the model.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::check::folder::Folder;
use super::evidence::{Direction, evidence, oldest};
use super::figure_sentences::Subject;
use super::maturity::set_maturity;
use super::model::{
    Answer, Attribute, BothSides, Context, ContextAttribute, FEATURES, Framework, Knowledge,
};
use super::releases::history::LazyHistory;
use super::{companions, derive, format};
use crate::context::{MIGRATING_FROM, TEAM_KNOWS};
use crate::numbers::{UnitInterval, Weight};
use crate::sentences::English;

/// Puts the parsed files of a folder without faults together; `None` where one is missing or a reference
/// leads nowhere. A cycle of companions would never end.
pub(super) fn build(mut folder: Folder, digest: String, history: LazyHistory) -> Option<Knowledge> {
    let manifest = folder.manifest?;
    let criteria = folder.criteria?.criteria;
    let questions = folder.questions?.questions;
    let attributes = attributes(&criteria, &questions)?;
    let options = options(&questions, &attributes)?;
    let measurements = folder.measurements?;
    let released_on = manifest.released_on.parse().ok()?;
    let packages = folder.packages?;
    set_maturity(&mut folder.frameworks, &mut folder.companions, &packages, released_on);
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
            let ratings = ratings.into_iter().map(Arc::new).collect();
            let (record, companions) = (Arc::new(record), companions.into());
            Framework { record, companions, ratings, evidence: [].into(), oldest }
        })
        .collect();
    frameworks.sort_by(|a, b| a.record.id.cmp(&b.record.id));
    let capabilities = folder.capabilities?.capabilities;
    let mut sources: Vec<format::Source> =
        folder.sources.into_iter().flat_map(|(_, file)| file.sources).collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    let context = context(folder.context?, &options, &frameworks)?;
    let mut knowledge = Knowledge {
        version: manifest.version,
        schema_version: manifest.schema_version,
        released_on,
        digest,
        history: Arc::new(history),
        criteria: criteria.into(),
        capabilities: capabilities.into(),
        facts: folder.facts?.facts.into(),
        questions: questions.into(),
        context: Arc::new(context),
        lexicon: Arc::new(folder.lexicon?),
        measurements: Arc::new(measurements),
        packages: Arc::new(packages),
        sources: sources.into(),
        frameworks,
        attributes,
        options,
        sentences: &English,
        raised: Vec::new(),
    };
    knowledge.state_evidence();
    Some(knowledge)
}

impl Knowledge {
    /// Says the evidence on each criterion in the present words, from the present texts.
    pub fn state_evidence(&mut self) {
        let evidence: Vec<Vec<BothSides>> =
            self.frameworks.iter().map(|framework| both_sides(self, framework)).collect();
        for (framework, evidence) in self.frameworks.iter_mut().zip(evidence) {
            framework.evidence = evidence.into();
        }
    }
}

/// The evidence on each criterion for a framework.
fn both_sides(knowledge: &Knowledge, framework: &Framework) -> Vec<BothSides> {
    let Knowledge { criteria, capabilities, measurements, sentences, .. } = knowledge;
    let reference = knowledge.framework(&measurements.reference);
    let reference = reference.map_or("", |found| found.record.name.as_str());
    let subject = Subject { framework, measurements, reference, sentences: *sentences };
    let companions: usize = framework.companions.iter().map(|found| found.claims.len()).sum();
    // The claims about companions were added at the end.
    let (own, _) = framework.record.claims.split_at(framework.record.claims.len() - companions);
    let on = |criterion, direction| evidence(&subject, capabilities, own, criterion, direction);
    criteria
        .iter()
        .zip(framework.ratings.iter().map(|rating| &**rating))
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
            let indexed = |effects: &[format::Effect]| -> Option<Vec<(usize, Weight)>> {
                let effects = effects.iter().map(|effect| {
                    Some((*index.get(effect.criterion.as_str())?, Weight::new(effect.weight)?))
                });
                effects.collect()
            };
            let mut effects = indexed(&choice.effects)?;
            if let (Some(attribute), Some(weight)) = (feature, choice.weight) {
                effects.push((attribute, Weight::new(weight)?));
            }
            answers.push(Answer {
                question,
                option,
                label: format!("{}={}", asked.id, choice.id),
                effects,
                unwanted: indexed(&choice.unwanted)?,
                feature,
                likelihood: UnitInterval::new(choice.likelihood)?,
            });
        }
    }
    Some(answers)
}

/// The context with indices; both criteria get the id of the member of a request that gives the context.
fn context(file: format::Context, options: &[Answer], frameworks: &[Framework]) -> Option<Context> {
    let attribute = |id: &str, criterion: format::ContextCriterion| {
        let effects = criterion.effects.iter().map(|effect| {
            let option = options.iter().position(|option| option.label == effect.answer)?;
            Some((option, Weight::new(effect.weight)?))
        });
        Some(ContextAttribute {
            attribute: Attribute {
                id: id.to_owned(),
                name: criterion.name,
                base_weight: Weight::new(criterion.weight)?,
                capability: None,
            },
            definition: criterion.definition,
            rationale: criterion.rationale,
            because: criterion.because,
            effects: effects.collect::<Option<_>>()?,
        })
    };
    let index = |id: &String| frameworks.iter().position(|found| found.record.id == *id);
    let mut nearness = vec![vec![file.unrelated; frameworks.len()]; frameworks.len()];
    for (own, row) in nearness.iter_mut().enumerate() {
        row[own] = format::Nearness { knowledge: 1.0, code: 1.0 };
    }
    for pair in &file.related {
        let (a, b) = (index(&pair.frameworks[0])?, index(&pair.frameworks[1])?);
        let near = format::Nearness { knowledge: pair.knowledge, code: pair.code };
        (nearness[a][b], nearness[b][a]) = (near, near);
    }
    Some(Context {
        team_knows: attribute(TEAM_KNOWS, file.team_knows)?,
        migrating_from: attribute(MIGRATING_FROM, file.migrating_from)?,
        nearness,
        unrelated: file.unrelated,
        related: file.related,
        python_fact: file.python_fact,
        memory_measure: file.memory_measure,
        constraints: file.constraints,
    })
}
