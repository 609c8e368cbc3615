//! Which packages count as extensions of a framework, and how many there are.

use framewise_model::knowledge::format::{Source, SourceKind};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::index::{Index, IndexError};
use super::name::normalised;
use super::record::Record;
use super::report::Report;
use super::statement::{Place, Statement, Value, source_id};

/// The packages of a list that count as extensions of a framework: their name begins with that of the
/// framework's package and a separator. Both are normalised. All counts of extensions use this function.
pub fn extensions<'n>(
    names: impl IntoIterator<Item = &'n str>,
    package: &str,
) -> impl Iterator<Item = &'n str> {
    let prefix = format!("{}-", normalised(package));
    names.into_iter().filter(move |name| name.len() > prefix.len() && name.starts_with(&prefix))
}

/// Counts over the list of all packages.
pub(super) struct Counts<'i> {
    index: &'i Index,
    names: Result<Vec<String>, IndexError>,
    today: Date,
}

impl<'i> Counts<'i> {
    /// Fetches the list of all packages.
    pub fn new(index: &'i Index, today: Date) -> Self {
        Self { index, names: index.names(), today }
    }

    /// The counts of a framework. A count that cannot be completed is a problem and not stated.
    pub fn of(
        &self,
        record: &Record<'_>,
        package: &str,
        progress: &dyn Fn(&str),
        report: &mut Report,
    ) -> Option<Statement> {
        let names = match &self.names {
            Ok(names) => names,
            Err(error) => {
                report.problem(&record.id, Some("extension_packages"), error);
                return None;
            }
        };
        let found: Vec<&str> = extensions(names.iter().map(String::as_str), package).collect();
        let mut facts = vec![("extension_packages", Value::Count(found.len()))];
        match self.active(&found, progress) {
            Ok(active) => facts.push(("active_extension_packages", Value::Count(active))),
            Err(reason) => report.problem(&record.id, Some("active_extension_packages"), reason),
        }
        let is_complete = facts.len() == 2;
        let month = self.today.strftime("%Y-%m").to_string();
        let source = Source {
            id: source_id(&format!("package-index-{}-{month}", record.id)),
            title: format!(
                "Packages of the Python package index that are named after {}",
                record.name
            ),
            publisher: "framewise".to_owned(),
            kind: SourceKind::PackageMetadata,
            url: record.package_url()?.to_owned(),
            published: Some(month),
            accessed: self.today.to_string(),
            note: Some(format!(
                "Counted in {} over a list of all packages of the Python package index. Extensions are the packages whose name begins with {} and a separator.",
                self.today.strftime("%B %Y"),
                normalised(package),
            )),
        };
        let sibling = record.fact("extension_packages").or_else(|| record.fact("package"))?;
        let place = Place::NextTo(sibling.source.clone());
        Some(Statement { source, place, facts, replaces: None, is_complete })
    }

    /// How many of the packages had a release in the last twelve months: one request for each.
    fn active(&self, packages: &[&str], progress: &dyn Fn(&str)) -> Result<usize, String> {
        let since = self.today.saturating_sub(1.year());
        let mut active = 0;
        for package in packages {
            progress(package);
            let project = match self.index.project(package) {
                Ok(project) => project,
                // The list may name a package that has been removed since.
                Err(IndexError::NoPackage) => continue,
                Err(error) => return Err(format!("{package}: {error}")),
            };
            let days = project.files.iter().map(super::project::File::uploaded_on);
            let Some(days) = days.collect::<Option<Vec<Date>>>() else {
                return Err(format!("{package}: the index gives no times of upload"));
            };
            active += usize::from(days.iter().any(|day| *day > since));
        }
        Ok(active)
    }
}
