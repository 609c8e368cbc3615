//! Rules about `criteria.toml`, `capabilities.toml` and `facts.toml`.

use super::common::{check_resolves, check_unique};
use super::fault::Fault;
use super::folder::Folder;
use crate::knowledge::figure_sentences::{id, placeholders};
use crate::knowledge::format::{Criterion, Term};
use crate::knowledge::paths::{CAPABILITIES, CRITERIA, FACTS};

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    if let Some(file) = &folder.capabilities {
        let ids = file.capabilities.iter().map(|c| c.id.as_str());
        check_unique(CAPABILITIES, "capabilities", ids, faults);
    }
    if let Some(file) = &folder.facts {
        let ids = file.facts.iter().map(|f| f.id.as_str());
        check_unique(FACTS, "facts", ids, faults);
    }
    let Some(file) = &folder.criteria else { return };
    let ids = file.criteria.iter().map(|c| c.id.as_str());
    check_unique(CRITERIA, "criteria", ids, faults);
    for criterion in &file.criteria {
        check_figures(folder, criterion, faults);
        let lists =
            [("derived_from", &criterion.derived_from), ("ordered_by", &criterion.ordered_by)];
        for (list, terms) in lists {
            for (index, term) in terms.iter().enumerate() {
                let key = format!("criteria[{}].{list}[{index}]", criterion.id);
                check_term(folder, &key, term, faults);
                check_options(&key, term, faults);
            }
        }
        if !criterion.derived_from.is_empty() && !criterion.ordered_by.is_empty() {
            let key = format!("criteria[{}].ordered_by", criterion.id);
            let advice = "remove it: a derived rating follows the order of its inputs anyway";
            faults.push(Fault::new(CRITERIA, &key, "term", advice));
        }
    }
}

/// The placeholders of a sentence of figures name facts and measures.
fn check_figures(folder: &Folder, criterion: &Criterion, faults: &mut Vec<Fault>) {
    let Some(sentence) = criterion.phrases.as_ref().and_then(|found| found.figures.as_ref()) else {
        return;
    };
    let Some(facts) = &folder.facts else { return };
    let facts = facts.facts.iter().filter(|fact| fact.unit.is_some()).map(|fact| fact.id.as_str());
    let known: Vec<&str> = facts.chain(folder.measure_ids().unwrap_or_default()).collect();
    let key = format!("criteria[{}].phrases.figures", criterion.id);
    for id in placeholders(sentence).filter_map(id) {
        check_resolves(CRITERIA, &key, id, Some(&known), faults);
    }
}

/// A term names one thing that counts, and its two ends where that is a number.
fn check_term(folder: &Folder, key: &str, term: &Term, faults: &mut Vec<Fault>) {
    let facts = |numeric: bool| -> Option<Vec<&str>> {
        let facts = folder.facts.as_ref()?.facts.iter();
        let facts = facts.filter(|fact| fact.unit.is_some() == numeric);
        Some(facts.map(|fact| fact.id.as_str()).collect())
    };
    let named = [
        (&term.capability, false, folder.capability_ids()),
        (&term.fact, true, facts(true)),
        (&term.measurement, true, folder.measure_ids()),
        (&term.years_since, true, facts(false)),
        (&term.stated, false, facts(false)),
    ];
    let mut named =
        named.into_iter().filter_map(|(id, ends, known)| Some((id.as_ref()?, ends, known)));
    match (named.next(), named.next()) {
        (Some((id, ends, known)), None) if has_scale(term) == Some(ends) => {
            check_resolves(CRITERIA, key, id, known.as_deref(), faults);
        }
        _ => faults.push(Fault::new(
            CRITERIA,
            key,
            "term",
            "give either `capability` or `stated` alone, or one of `fact`, `measurement` and `years_since` with `at_zero` and a different `at_one`",
        )),
    }
}

/// The options of a term stand where they have an effect.
fn check_options(key: &str, term: &Term, faults: &mut Vec<Fault>) {
    let mut misplaced = |advice| faults.push(Fault::new(CRITERIA, key, "term", advice));
    if term.absent.is_some() && term.fact.is_none() {
        misplaced("`absent` belongs to a term with `fact`");
    }
    let of_capability = [
        (term.third_party, "`third_party` belongs to a term with `capability`"),
        (term.opt_in, "`opt_in` belongs to a term with `capability`"),
        (term.least_for_apis, "`least_for_apis` belongs to a term with `capability`"),
    ];
    for (_, advice) in of_capability
        .into_iter()
        .filter(|(option, _)| option.is_some() && term.capability.is_none())
    {
        misplaced(advice);
    }
}

/// Whether a term has two different ends; `None` where it has one, or twice the same.
fn has_scale(term: &Term) -> Option<bool> {
    match (term.at_zero, term.at_one) {
        // Compared bit by bit on purpose: only equal ones leave no scale between them.
        (Some(zero), Some(one)) => (zero.to_bits() != one.to_bits()).then_some(true),
        (None, None) => Some(false),
        _ => None,
    }
}
