//! Rules about companions.

use std::collections::BTreeMap;

use super::common::{check_file_name, check_resolves};
use super::fault::Fault;
use super::folder::Folder;
use super::frameworks::check_not_reserved;
use crate::knowledge::derive::strength;
use crate::knowledge::format::Companion;
use crate::knowledge::paths::COMPANIONS;

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    let known: BTreeMap<&str, &Companion> =
        folder.companions.iter().map(|(_, found)| (found.id.as_str(), found)).collect();
    let bases: Option<Vec<&str>> = (folder.all_frameworks && folder.all_companions).then(|| {
        let frameworks = folder.frameworks.iter().map(|(_, framework)| framework.id.as_str());
        frameworks.chain(known.keys().copied()).collect()
    });
    for (file, companion) in &folder.companions {
        check_file_name(COMPANIONS, file, &companion.id, faults);
        check_not_reserved(file, "id", &companion.id, faults);
        if folder.frameworks.iter().any(|(_, framework)| framework.id == companion.id) {
            let advice = "a framework has the same id; give one of them another";
            faults.push(Fault::new(file, "id", "duplicate-id", advice));
        }
        let base = &companion.companion_of;
        check_resolves(file, "companion_of", base, bases.as_deref(), faults);
        match root(companion, &known) {
            None => faults.push(Fault::new(
                file,
                "companion_of",
                "companion-cycle",
                "following `companion_of` never leads to a framework; correct one of the links",
            )),
            Some(root) => check_raises(folder, file, companion, root, faults),
        }
    }
}

/// The id that the chain of a companion ends at; `None` if it runs in a circle.
fn root<'a>(companion: &'a Companion, known: &BTreeMap<&str, &'a Companion>) -> Option<&'a str> {
    let mut base = companion.companion_of.as_str();
    for _ in 0..=known.len() {
        match known.get(base) {
            Some(next) => base = &next.companion_of,
            None => return Some(base),
        }
    }
    None
}

/// A companion lists only what it makes better than it is without it.
fn check_raises(
    folder: &Folder,
    file: &str,
    companion: &Companion,
    root: &str,
    faults: &mut Vec<Fault>,
) {
    let Some((_, framework)) = folder.frameworks.iter().find(|(_, found)| found.id == root) else {
        return;
    };
    for (id, offered) in &companion.capabilities {
        let alone = framework.capabilities.get(id).map_or(-1.0, strength);
        if strength(offered) <= alone {
            let advice = format!("`{root}` supports it as well without; leave it out here");
            let key = format!("capabilities.{id}");
            faults.push(Fault::new(file, &key, "companion-raises", advice));
        }
    }
}
