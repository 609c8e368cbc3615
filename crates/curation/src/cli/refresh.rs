//! `framewise-curate refresh`: facts that a package index states.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use framewise_command_line::{
    FOUND, Failure, OK, UNAVAILABLE, WRONG_INPUT, list, load, print, read_folder,
};
use framewise_model::knowledge::Knowledge;
use framewise_storage::clock;
use indicatif::ProgressBar;
use jiff::civil::Date;
use url::Url;

use crate::refresh::downloads::Downloads;
use crate::refresh::index::Index;
use crate::refresh::record::Record;
use crate::refresh::report::Report;
use crate::refresh::{Selection, refresh};

/// Not all facts could be refreshed.
const INCOMPLETE: u8 = 4;

/// Compare facts with the Python package index, and write what has changed to the files
///
/// For each framework and companion, the command reads the files that the index lists of its package and the
/// metadata of the newest final release. It writes `latest_release`, `latest_release_on`, `requires_python`, `license`
/// and `runtime_dependencies`, each with its source. A source that confirms the facts gets the day of the refresh.
/// Comments and layout of the files stay. A note is removed if the value changes that it describes.
///
/// The command needs two requests for each package. --counts and --downloads refresh the other facts.
///
/// Exit code 0: all facts are refreshed, or with --check: none would change; 1: the knowledge has faults, or with
/// --check: facts would change; 2: an option cannot be used; 3: a file cannot be read or written; 4: not all facts
/// could be refreshed (the others are written).
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise-curate refresh --index https://index.example.org/simple/
  framewise-curate refresh --check --only flask
  framewise-curate refresh --downloads top-pypi-packages.min.json")]
pub struct Refresh {
    /// The knowledge folder
    #[arg(default_value = "knowledge")]
    folder: PathBuf,
    /// Root of the index's simple API, as pip takes it as --index-url
    #[arg(long, value_name = "URL", env = "PIP_INDEX_URL", hide_env_values = true)]
    index: Url,
    /// Refresh only this framework or companion; the option may be repeated
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// Write nothing; report what would change
    #[arg(long)]
    check: bool,
    /// Count extension packages too: `extension_packages` and `active_extension_packages`. This reads the list of all
    /// packages (one request, about 40 MB), and each package that is named after a framework: one request for
    /// each, about 17,000 for Django, 60 for Quart. Use it with --only
    #[arg(long)]
    counts: bool,
    /// Read `download_rank` and `popular_extension_packages` from this list: the JSON file of
    /// <https://hugovk.github.io/top-pypi-packages/>
    #[arg(long, value_name = "FILE")]
    downloads: Option<PathBuf>,
    /// Seconds after which a request fails
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// Day of the refresh, YYYY-MM-DD (default: today)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the knowledge has faults, an option cannot be used, or a file cannot be read or written.
pub fn run(arguments: &Refresh) -> Result<u8, Failure> {
    let files = read_folder(&arguments.folder)?;
    let knowledge = load(&files)?;
    let selection = Selection {
        records: selected(&knowledge, &arguments.only)?,
        today: arguments.on.unwrap_or_else(clock::today),
        counts: arguments.counts,
        downloads: arguments.downloads.as_deref().map(downloads).transpose()?,
    };
    let index = Index::new(arguments.index.clone(), Duration::from_secs(arguments.timeout));
    let bar = ProgressBar::new_spinner();
    let progress = |package: &str| {
        bar.set_message(package.to_owned());
        bar.tick();
    };
    let report = refresh(&files, &knowledge, &index, &selection, &progress)
        .map_err(|faults| Failure::new(FOUND, list(&faults)))?;
    bar.finish_and_clear();
    if !arguments.check {
        write(&arguments.folder, &report)?;
    }
    print(&report.readable())?;
    print(not_read(arguments))?;
    Ok(match (report.problems.is_empty(), arguments.check && report.has_changes()) {
        (false, _) => INCOMPLETE,
        (true, true) => FOUND,
        (true, false) => OK,
    })
}

/// The frameworks and companions with these ids, or all.
fn selected<'k>(knowledge: &'k Knowledge, only: &[String]) -> Result<Vec<Record<'k>>, Failure> {
    let mut records = Record::all(knowledge);
    if let Some(unknown) = only.iter().find(|id| !records.iter().any(|record| record.id == **id)) {
        let known: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
        let message = format!("--only {unknown}: unknown; known are {}", known.join(", "));
        return Err(Failure::new(WRONG_INPUT, message));
    }
    records.retain(|record| only.is_empty() || only.contains(&record.id));
    Ok(records)
}

fn downloads(file: &Path) -> Result<Downloads, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::new(UNAVAILABLE, format!("cannot read {}: {error}", file.display()))
    })?;
    Downloads::parse(&text)
        .map_err(|error| Failure::new(WRONG_INPUT, format!("{}: {error}", file.display())))
}

fn write(folder: &Path, report: &Report) -> Result<(), Failure> {
    for (path, text) in &report.files {
        let path = folder.join(path);
        std::fs::write(&path, text).map_err(|error| {
            Failure::new(UNAVAILABLE, format!("cannot write {}: {error}", path.display()))
        })?;
    }
    Ok(())
}

/// Which facts stay as they are because an option is missing.
fn not_read(arguments: &Refresh) -> &'static str {
    match (arguments.counts, arguments.downloads.is_some()) {
        (true, true) => "",
        (true, false) => {
            "not read without --downloads: download_rank, popular_extension_packages\n"
        }
        (false, true) => {
            "not read without --counts: extension_packages, active_extension_packages\n"
        }
        (false, false) => {
            "not read without --counts: extension_packages, active_extension_packages\n\
             not read without --downloads: download_rank, popular_extension_packages\n"
        }
    }
}
