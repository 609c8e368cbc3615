//! The newest release of a package, and which facts it states.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Source, SourceKind};
use jiff::civil::Date;
use pep440_rs::Version;

use super::index::Index;
use super::metadata::Metadata;
use super::name::normalised;
use super::project::{Release, releases};
use super::record::Record;
use super::report::Report;
use super::statement::{Place, Statement, Value, source_id};

/// Facts about addresses. The metadata may confirm them; which of several addresses is recorded is a decision
/// of an editor.
const ADDRESSES: [&str; 3] = ["homepage", "documentation", "repository"];

/// What the newest final release states. `None`, with a problem in the report, if there is no such release or it
/// is older than the recorded one.
pub(super) fn read(
    index: &Index,
    knowledge: &Knowledge,
    record: &Record<'_>,
    package: &str,
    today: Date,
    report: &mut Report,
) -> Option<Statement> {
    let package = normalised(package);
    let problems = report.problems.len();
    let project = match index.project(&package) {
        Ok(project) => project,
        Err(error) => {
            report.problem(&record.id, None, error);
            return None;
        }
    };
    let releases = releases(&project, &package);
    let newest = newest(record, &releases, report)?;
    let mut facts = vec![("package", Value::Text(record.package_url()?.to_owned()))];
    add_release(record, newest, &mut facts, report);
    match metadata(index, &package, newest) {
        Ok(metadata) => add_metadata(record, &metadata, &mut facts, report),
        Err(reason) => report.problem(&record.id, None, reason),
    }
    let (source, place) = citation(knowledge, record, &package, newest, today)?;
    let replaces = Some(format!("{}@", record.package_url()?));
    let is_complete = report.problems.len() == problems;
    Some(Statement { source, place, facts, replaces, is_complete })
}

/// The newest release that is neither yanked nor a test release, if it is not older than the recorded one.
fn newest<'r, 'p>(
    record: &Record<'_>,
    releases: &'r [Release<'p>],
    report: &mut Report,
) -> Option<&'r Release<'p>> {
    let fact = "latest_release";
    let is_usable = |release: &&Release<'_>| release.is_final() && !release.is_yanked();
    let Some(newest) = releases.iter().rfind(is_usable) else {
        let reason = "the index has no final release that is not yanked";
        report.problem(&record.id, Some(fact), reason);
        return None;
    };
    for release in releases.iter().filter(|release| release.version > newest.version) {
        let why = if release.is_yanked() { "yanked" } else { "a test release" };
        report.remark(&record.id, format!("passed over {}: {why}", release.version));
    }
    let Some(recorded) = record.text(fact) else { return Some(newest) };
    match recorded.parse::<Version>() {
        Ok(recorded) if newest.version < recorded => {
            let why = match releases.iter().find(|release| release.version == recorded) {
                Some(release) if release.is_yanked() => "is yanked",
                Some(_) => "is a test release",
                None => "is not in the index",
            };
            let reason = format!(
                "{recorded}, which is recorded, {why}; the newest final release is {}",
                newest.version
            );
            report.problem(&record.id, Some(fact), reason);
            None
        }
        Ok(_) => Some(newest),
        Err(error) => {
            report.problem(&record.id, Some(fact), error);
            None
        }
    }
}

/// Version and day go together: without the day, neither changes.
fn add_release(
    record: &Record<'_>,
    newest: &Release<'_>,
    facts: &mut Vec<(&'static str, Value)>,
    report: &mut Report,
) {
    let version = newest.version.to_string();
    let recorded = record.text("latest_release");
    let is_recorded = recorded.and_then(|text| text.parse().ok()) == Some(newest.version.clone());
    let version = if is_recorded { recorded.unwrap_or_default().to_owned() } else { version };
    if let Some(day) = newest.uploaded_on() {
        facts.push(("latest_release", Value::Text(version)));
        facts.push(("latest_release_on", Value::Text(day.to_string())));
        return;
    }
    let reason = format!("the index gives no time of upload for {version}");
    report.problem(&record.id, Some("latest_release_on"), reason);
    if !is_recorded {
        let reason = format!("{version} is out, but its day is not known");
        report.problem(&record.id, Some("latest_release"), reason);
    }
}

/// The metadata of a release, which have to be those of the package and the version that were asked for.
fn metadata(index: &Index, package: &str, release: &Release<'_>) -> Result<Metadata, String> {
    let version = &release.version;
    let wheel = release
        .wheel()
        .ok_or_else(|| format!("{version} has no wheel, so its metadata cannot be read"))?;
    let explain = |error| format!("cannot read the metadata of {version}: {error}");
    let metadata = index.metadata(package, wheel).map_err(explain)?;
    if metadata.get("Name").map(normalised).as_deref() != Some(package)
        || metadata.get("Version").and_then(|text| text.parse().ok()).as_ref() != Some(version)
    {
        return Err(format!("the metadata of {version} name another release"));
    }
    // The index reads this field from the same metadata. If it is missing here, other fields may be missing too.
    let listed = wheel.requires_python.as_deref().filter(|listed| !listed.is_empty());
    let stated = metadata.get("Requires-Python");
    match listed {
        Some(listed) if !stated.is_some_and(|stated| same_set(stated, listed)) => Err(format!(
            "the index lists {version} for Python {listed}, its metadata state {}",
            stated.unwrap_or("nothing"),
        )),
        _ => Ok(metadata),
    }
}

/// Adds the facts that the metadata state.
fn add_metadata(
    record: &Record<'_>,
    metadata: &Metadata,
    facts: &mut Vec<(&'static str, Value)>,
    report: &mut Report,
) {
    let id = &record.id;
    match (metadata.get("Requires-Python"), record.text("requires_python")) {
        (Some(stated), Some(recorded)) if same_set(stated, recorded) => {
            facts.push(("requires_python", Value::Text(recorded.to_owned())));
        }
        (Some(stated), _) => facts.push(("requires_python", Value::Text(stated.to_owned()))),
        (None, Some(recorded)) => {
            let reason = format!("the release states no versions of Python; recorded: {recorded}");
            report.problem(id, Some("requires_python"), reason);
        }
        (None, None) => {}
    }
    add_license(record, metadata, facts, report);
    match metadata.runtime_dependencies() {
        Ok(names) => facts.push(("runtime_dependencies", Value::Count(names.len()))),
        Err(error) => report.problem(id, Some("runtime_dependencies"), error),
    }
    for fact in ADDRESSES {
        let recorded = record.text(fact);
        let is_stated = |recorded: &&str| metadata.addresses().any(|url| same_page(url, recorded));
        if let Some(recorded) = recorded.filter(is_stated) {
            facts.push((fact, Value::Text(recorded.to_owned())));
        }
    }
}

/// Only an SPDX expression replaces what is recorded. The older field for the licence has any text: a word such
/// as `BSD`, or the text of the licence. If it says another licence than the recorded one, an editor has to look.
fn add_license(
    record: &Record<'_>,
    metadata: &Metadata,
    facts: &mut Vec<(&'static str, Value)>,
    report: &mut Report,
) {
    let fact = "license";
    if let Some(stated) = metadata.get("License-Expression") {
        facts.push((fact, Value::Text(stated.to_owned())));
        return;
    }
    let Some(recorded) = record.text(fact) else { return };
    let stated = metadata.get("License").filter(|text| !text.contains('\n'));
    match stated {
        Some(stated) if stated == recorded => facts.push((fact, Value::Text(stated.to_owned()))),
        Some(stated) if !recorded.to_lowercase().starts_with(&stated.to_lowercase()) => {
            let reason = format!("the release states `{stated}`; recorded: {recorded}");
            report.problem(&record.id, Some(fact), reason);
        }
        _ => {
            let remark = format!("the release states no SPDX licence; recorded: {recorded}");
            report.remark(&record.id, remark);
        }
    }
}

/// Whether two lists of conditions differ in nothing but order and spaces.
fn same_set(one: &str, other: &str) -> bool {
    let conditions = |text: &str| {
        let mut conditions: Vec<String> =
            text.split(',').map(|part| part.split_whitespace().collect()).collect();
        conditions.sort_unstable();
        conditions
    };
    conditions(one) == conditions(other)
}

/// Whether two addresses differ in nothing but the scheme and a slash at the end.
fn same_page(one: &str, other: &str) -> bool {
    let rest = |url: &str| {
        let url = url.trim_end_matches('/');
        url.split_once("://").map_or(url, |(_, rest)| rest).to_lowercase()
    };
    rest(one) == rest(other)
}

/// The source that stands for a release, and the file that it belongs to.
fn citation(
    knowledge: &Knowledge,
    record: &Record<'_>,
    package: &str,
    release: &Release<'_>,
    today: Date,
) -> Option<(Source, Place)> {
    let url = format!("{}@{}", record.package_url()?, release.version);
    let cited = record.source(knowledge, "latest_release");
    let package_source = record.source(knowledge, "package");
    // The release may be cited already, by this fact or by another one.
    let known = cited
        .filter(|source| source.url == url)
        .or_else(|| knowledge.sources.iter().find(|source| source.url == url));
    if let Some(known) = known {
        let place = Place::NextTo(known.id.clone());
        return Some((Source { accessed: today.to_string(), ..known.clone() }, place));
    }
    let model = cited.filter(|source| source.kind == SourceKind::PackageMetadata);
    let model = model.or(package_source)?;
    let source = Source {
        id: source_id(&format!("pypi-{package}-{}", release.version)),
        title: format!("{package} {}: package metadata", release.version),
        publisher: model.publisher.clone(),
        kind: SourceKind::PackageMetadata,
        url,
        published: release.uploaded_on().map(|day| day.to_string()),
        accessed: today.to_string(),
        note: None,
    };
    Some((source, Place::NextTo(model.id.clone())))
}
