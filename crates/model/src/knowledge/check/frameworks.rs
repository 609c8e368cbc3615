//! Rules about facts, capabilities and ratings of a framework.

use std::collections::HashMap;

use super::common::{check_file_name, check_resolves, check_unique};
use super::fault::Fault;
use super::folder::{Folder, Record};
use crate::knowledge::format::{Claim, Framework};
use crate::knowledge::paths::FRAMEWORKS;

/// The most frameworks. Ranks are counted in bytes, and one value of a byte stands for no rank.
pub const MAX_FRAMEWORKS: usize = 255;

/// What feedback says instead of a framework: that none was chosen, or one that is not in the knowledge.
pub const RESERVED_IDS: [&str; 2] = ["none", "other"];

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    if folder.frameworks.len() > MAX_FRAMEWORKS {
        let advice = format!("no more than {MAX_FRAMEWORKS} can be ranked; remove some");
        faults.push(Fault::new(FRAMEWORKS, "", "too-many", advice));
    }
    for record in folder.records() {
        check_record(folder, &record, faults);
    }
    let mut ids: HashMap<&str, &str> = HashMap::new();
    for (file, framework) in &folder.frameworks {
        check_file_name(FRAMEWORKS, file, &framework.id, faults);
        check_not_reserved(file, "id", &framework.id, faults);
        for alias in &framework.aliases {
            check_not_reserved(file, &format!("aliases[{alias}]"), alias, faults);
        }
        if let Some(first) = ids.insert(&framework.id, file) {
            let advice = format!("`{first}` has the same id; give one of them another");
            faults.push(Fault::new(file, "id", "duplicate-id", advice));
        }
        check_complete(folder, file, framework, faults);
        check_ratings(folder, file, framework, faults);
        let interfaces: Vec<_> = framework.interfaces.iter().map(|i| format!("{i:?}")).collect();
        let interfaces = interfaces.iter().map(String::as_str);
        check_unique(file, "interfaces", interfaces, faults);
    }
}

/// Reports a name of a framework or a companion that means something else in feedback.
pub(super) fn check_not_reserved(file: &str, key: &str, name: &str, faults: &mut Vec<Fault>) {
    if RESERVED_IDS.iter().any(|reserved| reserved.eq_ignore_ascii_case(name)) {
        let advice = format!("`{name}` means something else in feedback; choose another name");
        faults.push(Fault::new(file, key, "reserved-id", advice));
    }
}

/// Facts and capabilities of frameworks and companions alike.
fn check_record(folder: &Folder, record: &Record<'_>, faults: &mut Vec<Fault>) {
    let sources = folder.source_ids();
    let kinds = folder.facts.as_ref().map(|file| &file.facts);
    let known: Option<Vec<&str>> =
        kinds.map(|kinds| kinds.iter().map(|kind| kind.id.as_str()).collect());
    for (id, fact) in record.facts {
        let key = format!("facts.{id}");
        check_resolves(record.file, &key, id, known.as_deref(), faults);
        let place = format!("{key}.source");
        check_resolves(record.file, &place, &fact.source, sources.as_deref(), faults);
        let kind = kinds.and_then(|kinds| kinds.iter().find(|kind| kind.id == *id));
        if let Some(kind) = kind {
            let numeric = kind.unit.is_some();
            if fact.number.is_some() != numeric || fact.text.is_some() == numeric {
                let advice = match &kind.unit {
                    Some(unit) => format!("give `number` in {unit}, and no `text`"),
                    None => "give `text`, and no `number`".to_owned(),
                };
                faults.push(Fault::new(record.file, &key, "fact-value", advice));
            }
        }
    }
    let known = folder.capability_ids();
    for (id, capability) in record.capabilities {
        let key = format!("capabilities.{id}");
        check_resolves(record.file, &key, id, known.as_deref(), faults);
        let place = format!("{key}.source");
        check_resolves(record.file, &place, &capability.source, sources.as_deref(), faults);
    }
}

/// A framework says something about every capability; a companion only about those it raises.
fn check_complete(folder: &Folder, file: &str, framework: &Framework, faults: &mut Vec<Fault>) {
    let known = folder.capability_ids();
    let missing = known.iter().flatten().filter(|id| !framework.capabilities.contains_key(**id));
    for id in missing {
        faults.push(Fault::new(
            file,
            &format!("capabilities.{id}"),
            "missing-capability",
            "say how it is supported; `support = \"none\"` is an answer",
        ));
    }
}

fn check_ratings(folder: &Folder, file: &str, framework: &Framework, faults: &mut Vec<Fault>) {
    let criteria = folder.criterion_ids();
    let claims: HashMap<&str, &Claim> =
        framework.claims.iter().map(|c| (c.id.as_str(), c)).collect();
    let claim_ids: Vec<&str> = framework.claims.iter().map(|c| c.id.as_str()).collect();
    for (criterion, rating) in &framework.ratings {
        let key = format!("ratings.{criterion}");
        check_resolves(file, &key, criterion, criteria.as_deref(), faults);
        let definition = folder
            .criteria
            .iter()
            .flat_map(|file| &file.criteria)
            .find(|known| known.id == *criterion);
        if definition.is_some_and(|known| !known.derived_from.is_empty()) {
            let advice = "remove it: this criterion is derived from facts";
            faults.push(Fault::new(file, &key, "derived-rating", advice));
        }
        if !(rating.low <= rating.value && rating.value <= rating.high) {
            let advice = "choose them so that low ≤ value ≤ high";
            faults.push(Fault::new(file, &key, "interval", advice));
        }
        let frameworks: Option<Vec<&str>> = folder
            .all_frameworks
            .then(|| folder.frameworks.iter().map(|(_, found)| found.id.as_str()).collect());
        for other in rating.against_order.keys() {
            let key = format!("{key}.against_order");
            check_resolves(file, &key, other, frameworks.as_deref(), faults);
        }
        for id in &rating.claims {
            let key = format!("{key}.claims");
            check_resolves(file, &key, id, Some(&claim_ids), faults);
            let Some(claim) = claims.get(id.as_str()) else {
                continue;
            };
            if claim.ambiguous.is_some() {
                let advice = format!("`{id}` can be read in two ways; cite another claim");
                faults.push(Fault::new(file, &key, "ambiguous-rating", advice));
            }
            if claim.criterion.as_deref() != Some(criterion) {
                let advice = format!("`{id}` is not about `{criterion}`; cite one that is");
                faults.push(Fault::new(file, &key, "foreign-claim", advice));
            }
        }
    }
}
