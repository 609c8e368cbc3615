//! Rules about `criteria.toml`, `capabilities.toml` and `facts.toml`.

use super::{Fault, Folder, check_resolves, check_unique};
use crate::knowledge::load::{CAPABILITIES, CRITERIA, FACTS};
use crate::knowledge::raw::Term;

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
        for (index, term) in criterion.derived_from.iter().enumerate() {
            let key = format!("criteria[{}].derived_from[{index}]", criterion.id);
            check_term(folder, &key, term, faults);
        }
    }
}

/// A term names a capability, or a fact with a unit and its two ends.
fn check_term(folder: &Folder, key: &str, term: &Term, faults: &mut Vec<Fault>) {
    match (&term.capability, &term.fact, term.at_zero, term.at_one) {
        (Some(capability), None, None, None) => {
            let known = folder.capability_ids();
            check_resolves(CRITERIA, key, capability, known.as_deref(), faults);
        }
        // The ends are compared bit by bit on purpose: only equal ones leave no scale between them.
        (None, Some(fact), Some(zero), Some(one)) if zero.to_bits() != one.to_bits() => {
            let numeric: Option<Vec<&str>> = folder.facts.as_ref().map(|file| {
                let facts = file.facts.iter().filter(|fact| fact.unit.is_some());
                facts.map(|fact| fact.id.as_str()).collect()
            });
            check_resolves(CRITERIA, key, fact, numeric.as_deref(), faults);
        }
        _ => faults.push(Fault::new(
            CRITERIA,
            key,
            "term",
            "give either `capability`, or `fact` with `at_zero` and a different `at_one`",
        )),
    }
}
