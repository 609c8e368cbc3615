//! Facts that a package index states, compared with the recorded ones and written to the files.

/// Which packages count as extensions of a framework, and how many there are.
pub mod counts;
/// The list of the most downloaded packages.
pub mod downloads;
/// The files of the knowledge, changed in place.
mod edit;
/// The client of a package index.
pub mod index;
/// Environment markers.
mod markers;
/// The metadata of a release.
pub mod metadata;
/// Names of packages.
pub mod name;
/// The files of a package.
pub mod project;
/// Frameworks and companions.
pub mod record;
/// The newest release, and which facts it states.
mod release;
/// What a refresh found and changed.
pub mod report;
/// What a source states of a framework.
mod statement;
/// The metadata inside a wheel.
mod wheel;

use framewise_model::knowledge::check::Fault;
use framewise_model::knowledge::{Files, Knowledge};
use jiff::civil::Date;

use counts::Counts;
use downloads::Downloads;
use edit::Documents;
use index::Index;
use record::Record;
use report::Report;

/// What to refresh.
#[derive(Debug)]
pub struct Selection<'a> {
    /// The frameworks and companions.
    pub records: Vec<Record<'a>>,
    /// The day of the refresh.
    pub today: Date,
    /// Whether to count extension packages in the index.
    pub counts: bool,
    /// The list of the most downloaded packages.
    pub downloads: Option<Downloads>,
}

/// Compares the facts of the selected frameworks and companions with what the index states, and returns the
/// changed files with a report. `progress` receives the names of the packages as they are read.
///
/// # Errors
/// All faults, if the changed knowledge would have any.
pub fn refresh(
    files: &Files,
    knowledge: &Knowledge,
    index: &Index,
    selection: &Selection<'_>,
    progress: &dyn Fn(&str),
) -> Result<Report, Vec<Fault>> {
    let mut documents = Documents::new(files);
    let mut report = Report::default();
    let counts = selection.counts.then(|| Counts::new(index, selection.today));
    for record in &selection.records {
        progress(&record.id);
        let Some(package) = record.package() else {
            report.problem(&record.id, Some("package"), "is not recorded as `pkg:pypi/NAME`");
            continue;
        };
        let today = selection.today;
        let mut statements = Vec::new();
        statements.extend(release::read(index, knowledge, record, package, today, &mut report));
        if record.is_framework {
            if let Some(counts) = &counts {
                statements.extend(counts.of(record, package, progress, &mut report));
            }
            if let Some(downloads) = &selection.downloads {
                statements.push(downloads.of(record, package, today, &mut report));
            }
        }
        for statement in statements {
            documents.apply(knowledge, record, &statement, &mut report);
        }
    }
    report.files = documents.finish(files)?;
    Ok(report)
}
