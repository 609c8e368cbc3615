//! Rules about `questions.toml`.

use std::collections::HashSet;

use super::common::{check_resolves, check_unique};
use super::fault::Fault;
use super::folder::Folder;
use crate::knowledge::format::{Choice, Effect, Question};
use crate::knowledge::model::{FEATURES, QUESTION_IDS};
use crate::knowledge::paths::QUESTIONS;

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    let Some(file) = &folder.questions else {
        return;
    };
    let ids = file.questions.iter().map(|q| q.id.as_str());
    check_unique(QUESTIONS, "questions", ids, faults);
    for question in &file.questions {
        let key = format!("questions[{}]", question.id);
        // Stored queries have an attribute for each of these, so another question needs a migration first.
        if !QUESTION_IDS.contains(&question.id.as_str()) {
            let advice = format!("use one of {}", QUESTION_IDS.join(", "));
            faults.push(Fault::new(QUESTIONS, &key, "fixed-question", advice));
        }
        let ids = question.options.iter().map(|o| o.id.as_str());
        check_unique(QUESTIONS, &format!("{key}.options"), ids, faults);
        check_likelihoods(&key, question, faults);
        for option in &question.options {
            let key = format!("{key}.options[{}]", option.id);
            check_feature(folder, &key, question, option, faults);
            check_effects(folder, &format!("{key}.effects"), &option.effects, faults);
            check_effects(folder, &format!("{key}.unwanted"), &option.unwanted, faults);
            if question.id != FEATURES && !option.unwanted.is_empty() {
                let advice = "remove `unwanted`: only features can be rejected";
                faults.push(Fault::new(QUESTIONS, &key, "unwanted", advice));
            }
        }
    }
}

/// Of options that exclude one another, exactly one is chosen.
fn check_likelihoods(key: &str, question: &Question, faults: &mut Vec<Fault>) {
    let sum: f64 = question.options.iter().map(|option| option.likelihood).sum();
    // Decimal fractions need not add up exactly.
    if !question.multiple && (sum - 1.0).abs() > 1e-9 {
        let advice = format!("the likelihoods sum to {sum:.3}; let them sum to 1");
        faults.push(Fault::new(QUESTIONS, &format!("{key}.options"), "likelihood", advice));
    }
}

/// A feature asks for a capability and weighs something; other options do neither.
fn check_feature(
    folder: &Folder,
    key: &str,
    question: &Question,
    option: &Choice,
    faults: &mut Vec<Fault>,
) {
    let is_feature = question.id == FEATURES;
    if is_feature != option.capability.is_some() || is_feature != option.weight.is_some() {
        let advice = if is_feature {
            "give `capability` and `weight`"
        } else {
            "remove `capability` and `weight`, and use `effects`"
        };
        faults.push(Fault::new(QUESTIONS, key, "feature", advice));
    }
    if let Some(capability) = &option.capability {
        let known = folder.capability_ids();
        let key = format!("{key}.capability");
        check_resolves(QUESTIONS, &key, capability, known.as_deref(), faults);
    }
}

fn check_effects(folder: &Folder, list: &str, effects: &[Effect], faults: &mut Vec<Fault>) {
    let criteria = folder.criterion_ids();
    let sources = folder.source_ids();
    let mut seen = HashSet::new();
    for (index, effect) in effects.iter().enumerate() {
        let key = format!("{list}[{index}]");
        let criterion = effect.criterion.as_str();
        let place = format!("{key}.criterion");
        check_resolves(QUESTIONS, &place, criterion, criteria.as_deref(), faults);
        if !seen.insert(criterion) {
            let advice = format!("join the effects on `{criterion}` into one");
            faults.push(Fault::new(QUESTIONS, &key, "duplicate-effect", advice));
        }
        if let Some(source) = &effect.source {
            let place = format!("{key}.source");
            check_resolves(QUESTIONS, &place, source, sources.as_deref(), faults);
        }
    }
}
