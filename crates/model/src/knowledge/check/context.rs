//! Rules about `context.toml` and the limits of frameworks.

use std::collections::HashSet;

use super::common::{check_resolves, check_unique};
use super::fault::Fault;
use super::folder::Folder;
use crate::knowledge::format::{Context, ContextCriterion};
use crate::knowledge::paths::CONTEXT;

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    let Some(context) = &folder.context else { return };
    let ids = context.constraints.iter().map(|constraint| constraint.id.as_str());
    check_unique(CONTEXT, "constraints", ids, faults);
    check_effects(folder, "team_knows", &context.team_knows, faults);
    check_effects(folder, "migrating_from", &context.migrating_from, faults);
    check_pairs(folder, context, faults);
    check_measures(folder, context, faults);
    check_limits(folder, context, faults);
}

/// Every answer with an effect is one of `questions.toml`, and stands once.
fn check_effects(
    folder: &Folder,
    key: &str,
    criterion: &ContextCriterion,
    faults: &mut Vec<Fault>,
) {
    let labels = folder.answer_labels();
    let known: Option<Vec<&str>> =
        labels.as_ref().map(|labels| labels.iter().map(String::as_str).collect());
    let mut seen = HashSet::new();
    for (index, effect) in criterion.effects.iter().enumerate() {
        let key = format!("{key}.effects[{index}]");
        check_resolves(CONTEXT, &key, &effect.answer, known.as_deref(), faults);
        if !seen.insert(&effect.answer) {
            let advice = format!("join the effects of `{}` into one", effect.answer);
            faults.push(Fault::new(CONTEXT, &key, "duplicate-effect", advice));
        }
    }
}

/// A pair names two frameworks, and no other pair names the same two.
fn check_pairs(folder: &Folder, context: &Context, faults: &mut Vec<Fault>) {
    let known: Option<Vec<&str>> = folder
        .all_frameworks
        .then(|| folder.frameworks.iter().map(|(_, framework)| framework.id.as_str()).collect());
    let sources = folder.source_ids();
    let mut seen = HashSet::new();
    for (index, pair) in context.related.iter().enumerate() {
        let key = format!("related[{index}]");
        for id in &pair.frameworks {
            let place = format!("{key}.frameworks");
            check_resolves(CONTEXT, &place, id, known.as_deref(), faults);
        }
        let [a, b] = &pair.frameworks;
        if a == b || !seen.insert(if a < b { (a, b) } else { (b, a) }) {
            let advice = "name two different frameworks, and each pair once";
            faults.push(Fault::new(CONTEXT, &key, "pair", advice));
        }
        if let Some(source) = &pair.source {
            let place = format!("{key}.source");
            check_resolves(CONTEXT, &place, source, sources.as_deref(), faults);
        }
    }
}

/// The fact and the measure that numbers of an environment are compared with are defined.
fn check_measures(folder: &Folder, context: &Context, faults: &mut Vec<Fault>) {
    let texts: Option<Vec<&str>> = folder.facts.as_ref().map(|file| {
        let facts = file.facts.iter().filter(|fact| fact.unit.is_none());
        facts.map(|fact| fact.id.as_str()).collect()
    });
    check_resolves(CONTEXT, "python_fact", &context.python_fact, texts.as_deref(), faults);
    let measures = folder.measure_ids();
    let key = "memory_measure";
    check_resolves(CONTEXT, key, &context.memory_measure, measures.as_deref(), faults);
}

/// A limit of a framework refers to a constraint, and to each one once.
fn check_limits(folder: &Folder, context: &Context, faults: &mut Vec<Fault>) {
    let known: Vec<&str> = context.constraints.iter().map(|c| c.id.as_str()).collect();
    let sources = folder.source_ids();
    for (file, framework) in &folder.frameworks {
        let ids = framework.limits.iter().map(|limit| limit.constraint.as_str());
        check_unique(file, "limits", ids, faults);
        for limit in &framework.limits {
            let key = format!("limits[{}]", limit.constraint);
            check_resolves(file, &key, &limit.constraint, Some(&known), faults);
            let place = format!("{key}.source");
            check_resolves(file, &place, &limit.source, sources.as_deref(), faults);
        }
    }
}
