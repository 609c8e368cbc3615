//! Evidence that is due for another check.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::knowledge::Knowledge;
use crate::knowledge::model::Framework;
use crate::knowledge::paths::PACKAGES;

/// Months after which a claim should be compared with its sources again.
pub const STALE_AFTER_MONTHS: i64 = 18;

/// Days after which facts should be read again: releases and downloads change within weeks.
pub const FACTS_STALE_AFTER_DAYS: i64 = 60;

/// What should be looked at again on the day `today`, one line each: claims that are older than
/// [`STALE_AFTER_MONTHS`], facts and packages that were read more than [`FACTS_STALE_AFTER_DAYS`] ago, and
/// figures of a release that is no longer the latest one recorded.
#[must_use]
pub fn warnings(knowledge: &Knowledge, today: Date) -> Vec<String> {
    let frameworks = knowledge.frameworks.iter();
    frameworks
        .flat_map(|framework| {
            let mut warnings = of_framework(knowledge, framework, today);
            warnings.extend(old_facts(knowledge, framework, today));
            warnings
        })
        .chain(old_packages(knowledge, today))
        .collect()
}

/// Facts of a framework whose sources were read long ago. The first release never changes.
fn old_facts(knowledge: &Knowledge, framework: &Framework, today: Date) -> Option<String> {
    let old: Vec<(&str, &str)> = framework
        .record
        .facts
        .iter()
        .filter(|(kind, _)| *kind != "first_release")
        .filter_map(|(kind, fact)| {
            let source = knowledge.sources.iter().find(|source| source.id == fact.source)?;
            is_old(&source.accessed, today).then_some((kind.as_str(), source.accessed.as_str()))
        })
        .collect();
    let first = old.iter().map(|(_, day)| *day).min()?;
    let kinds: Vec<&str> = old.iter().map(|(kind, _)| *kind).collect();
    Some(format!(
        "{}: facts read more than {FACTS_STALE_AFTER_DAYS} days ago, the first on {first}: {}",
        framework.record.id,
        kinds.join(", ")
    ))
}

fn old_packages(knowledge: &Knowledge, today: Date) -> Option<String> {
    let day = &knowledge.packages.counted_on;
    is_old(day, today).then(|| {
        format!("{PACKAGES}: looked up more than {FACTS_STALE_AFTER_DAYS} days ago: {day}")
    })
}

/// Whether a day lies more than [`FACTS_STALE_AFTER_DAYS`] before today. A text that is no day does not.
fn is_old(day: &str, today: Date) -> bool {
    let limit = today.saturating_sub(FACTS_STALE_AFTER_DAYS.days());
    day.parse::<Date>().is_ok_and(|day| day < limit)
}

fn of_framework(knowledge: &Knowledge, framework: &Framework, today: Date) -> Vec<String> {
    let record = &framework.record;
    let id = &record.id;
    let limit = today.saturating_sub(STALE_AFTER_MONTHS.months());
    let mut warnings = Vec::new();
    let stale: Vec<&str> = record
        .claims
        .iter()
        .filter(|claim| claim.verified_on.parse::<Date>().is_ok_and(|day| day < limit))
        .map(|claim| claim.id.as_str())
        .collect();
    if !stale.is_empty() {
        warnings.push(format!(
            "{id}: verified more than {STALE_AFTER_MONTHS} months ago: {}",
            stale.join(", ")
        ));
    }
    let text = |fact: &str| record.facts.get(fact)?.text.as_deref();
    let Some(latest) = text("latest_release") else { return warnings };
    let measured = knowledge.measurements.of(id);
    if let Some(measured) = measured.filter(|measured| measured.version != latest) {
        warnings.push(format!("{id}: the lab measured {}, but {latest} is out", measured.version));
    }
    // Facts whose source is an older release of the package; the first release is old by nature.
    let Some(package) = text("package") else { return warnings };
    let missed: Vec<&str> = record
        .facts
        .iter()
        .filter(|(kind, _)| *kind != "first_release")
        .filter(|(_, fact)| {
            let source = knowledge.sources.iter().find(|source| source.id == fact.source);
            let version = source
                .and_then(|source| source.url.strip_prefix(package))
                .and_then(|rest| rest.strip_prefix('@'));
            version.is_some_and(|version| version != latest)
        })
        .map(|(kind, _)| kind.as_str())
        .collect();
    if !missed.is_empty() {
        warnings.push(format!("{id}: read at a release before {latest}: {}", missed.join(", ")));
    }
    warnings
}
