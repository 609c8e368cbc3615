//! Rules about `sources/<topic>.toml`.

use std::collections::{HashMap, HashSet};

use super::common::check_day;
use super::fault::Fault;
use super::folder::Folder;

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for (file, list) in &folder.sources {
        for source in &list.sources {
            let key = format!("sources[{}]", source.id);
            if let Some(other) = first.insert(&source.id, file) {
                let advice = format!("`{other}` has it too; remove one, or give it another id");
                faults.push(Fault::new(file, &key, "duplicate-id", advice));
            }
            check_day(file, &format!("{key}.accessed"), &source.accessed, faults);
            if let Some(published) = &source.published {
                check_day(file, &format!("{key}.published"), published, faults);
            }
        }
    }
    // A citation may stand in a file that could not be read.
    if folder.all_frameworks
        && folder.all_companions
        && folder.questions.is_some()
        && folder.context.is_some()
    {
        let cited = cited(folder);
        for (file, list) in &folder.sources {
            for source in list.sources.iter().filter(|s| !cited.contains(s.id.as_str())) {
                let key = format!("sources[{}]", source.id);
                let advice = "cite it somewhere, or remove it";
                faults.push(Fault::new(file, &key, "unused-source", advice));
            }
        }
    }
}

/// The ids of all sources that something cites.
fn cited(folder: &Folder) -> HashSet<&str> {
    let effects = folder
        .questions
        .iter()
        .flat_map(|file| &file.questions)
        .flat_map(|question| &question.options)
        .flat_map(|option| option.effects.iter().chain(&option.unwanted))
        .filter_map(|effect| effect.source.as_deref());
    let records = folder.records().flat_map(|record| {
        let facts = record.facts.values().map(|fact| fact.source.as_str());
        let capabilities = record.capabilities.values().flat_map(|capability| {
            let others = capability.alternatives.iter().map(|way| way.source.as_str());
            std::iter::once(capability.source.as_str()).chain(others)
        });
        let claims = record.claims.iter().flat_map(|claim| {
            let counter = claim.counter_evidence.iter().map(|c| c.source.as_str());
            claim.sources.iter().map(String::as_str).chain(counter)
        });
        facts.chain(capabilities).chain(claims)
    });
    let pairs = folder.context.iter().flat_map(|context| &context.related);
    let pairs = pairs.filter_map(|pair| pair.source.as_deref());
    let limits = folder.frameworks.iter().flat_map(|(_, framework)| &framework.limits);
    let limits = limits.map(|limit| limit.source.as_str());
    effects.chain(records).chain(pairs).chain(limits).collect()
}
