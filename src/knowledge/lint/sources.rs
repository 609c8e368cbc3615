//! Rules about `sources.toml`.

use std::collections::HashSet;

use super::{Fault, Folder, check_day, check_unique};
use crate::knowledge::load::SOURCES;

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    let Some(file) = &folder.sources else { return };
    let ids = file.sources.iter().map(|s| s.id.as_str());
    check_unique(SOURCES, "sources", ids, faults);
    for source in &file.sources {
        let key = format!("sources[{}]", source.id);
        check_day(SOURCES, &format!("{key}.accessed"), &source.accessed, faults);
        if let Some(published) = &source.published {
            check_day(SOURCES, &format!("{key}.published"), published, faults);
        }
    }
    // A citation may stand in a file that could not be read.
    if folder.all_frameworks && folder.questions.is_some() {
        let cited = cited(folder);
        for source in file.sources.iter().filter(|s| !cited.contains(s.id.as_str())) {
            faults.push(Fault::new(
                SOURCES,
                &format!("sources[{}]", source.id),
                "unused-source",
                "cite it somewhere, or remove it",
            ));
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
        .flat_map(|option| &option.effects)
        .filter_map(|effect| effect.source.as_deref());
    let frameworks = folder.frameworks.iter().flat_map(|(_, framework)| {
        let facts = framework.facts.values().map(|fact| fact.source.as_str());
        let capabilities = framework.capabilities.values().map(|c| c.source.as_str());
        let claims = framework.claims.iter().flat_map(|claim| {
            let counter = claim.counter_evidence.iter().map(|c| c.source.as_str());
            claim.sources.iter().map(String::as_str).chain(counter)
        });
        facts.chain(capabilities).chain(claims)
    });
    effects.chain(frameworks).collect()
}
