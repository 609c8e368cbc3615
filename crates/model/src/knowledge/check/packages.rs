//! Rules about `packages.toml` and the names of packages in framework files.

use super::common::{check_day, check_resolves, check_unique};
use super::fault::Fault;
use super::folder::{Folder, Record};
use crate::knowledge::format::Support;
use crate::knowledge::paths::PACKAGES;

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    if let Some(file) = &folder.packages {
        check_day(PACKAGES, "counted_on", &file.counted_on, faults);
        check_unique(PACKAGES, "packages", file.packages.iter().map(|p| p.name.as_str()), faults);
        for package in &file.packages {
            let key = format!("packages[{}].latest_release_on", package.name);
            check_day(PACKAGES, &key, &package.latest_release_on, faults);
        }
        // A package may be named in a file that could not be read.
        if folder.all_frameworks && folder.all_companions {
            for package in file.packages.iter().filter(|package| !is_named(folder, &package.name)) {
                let key = format!("packages[{}]", package.name);
                let advice = "name it as the `package` of a capability, or remove it";
                faults.push(Fault::new(PACKAGES, &key, "unused-package", advice));
            }
        }
    }
    for record in folder.records() {
        check_record(folder, &record, faults);
    }
    for (file, framework) in &folder.frameworks {
        let index = &framework.index;
        let lists = [&index.own, &index.client, &index.unrelated, &index.more];
        check_unique(file, "index", lists.into_iter().flatten().map(String::as_str), faults);
    }
}

/// The packages and the switches of the capabilities of a framework or companion.
fn check_record(folder: &Folder, record: &Record<'_>, faults: &mut Vec<Fault>) {
    let known = folder.package_names();
    let sources = folder.source_ids();
    for (id, capability) in record.capabilities {
        let key = format!("capabilities.{id}");
        if capability.opt_in && capability.support != Support::BuiltIn {
            let advice = "only what is built in can be off until it is configured; remove `opt_in`";
            faults.push(Fault::new(record.file, &key, "opt-in", advice));
        }
        let first = capability.package.as_ref().map(|package| (key.clone(), package));
        let others = capability.alternatives.iter().enumerate().filter_map(|(index, way)| {
            Some((format!("{key}.alternatives[{index}]"), way.package.as_ref()?))
        });
        for (key, package) in first.into_iter().chain(others) {
            let place = format!("{key}.package");
            check_resolves(record.file, &place, package, known.as_deref(), faults);
        }
        for (index, way) in capability.alternatives.iter().enumerate() {
            let place = format!("{key}.alternatives[{index}].source");
            check_resolves(record.file, &place, &way.source, sources.as_deref(), faults);
        }
    }
}

/// Whether a capability names a package.
fn is_named(folder: &Folder, name: &str) -> bool {
    folder.records().flat_map(|record| record.capabilities.values()).any(|capability| {
        let others = capability.alternatives.iter().map(|way| &way.package);
        std::iter::once(&capability.package).chain(others).any(|p| p.as_deref() == Some(name))
    })
}
