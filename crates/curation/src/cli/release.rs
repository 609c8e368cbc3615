//! `framewise-curate release`: records a release of the knowledge.

use std::path::{Path, PathBuf};

use clap::Args;
use framewise_command_line::{
    FOUND, Failure, OK, UNAVAILABLE, WRONG_INPUT, list, print, read_folder,
};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::paths::MANIFEST;
use framewise_model::knowledge::releases::extract::unreleased;
use framewise_model::knowledge::releases::summary::counted;
use framewise_model::knowledge::releases::version::Version;
use framewise_storage::clock;
use jiff::civil::Date;

use crate::release::{Record, Refusal, changelog, record};

/// Record a release of the knowledge: its changes, its version, its date, and a section of the changelog
///
/// The command checks the folder, writes the changes to releases/VERSION.json, and sets version and date in
/// knowledge.toml. It also adds a section to the CHANGELOG.md of the knowledge folder; describe the release
/// there in a sentence.
///
/// Exit code 0: recorded; 1: the knowledge has faults; 2: nothing has changed, the version is not later than
/// the last one, the month of the version is not the month of the release date, or the date is before the
/// last release; 3: a file cannot be read or written.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise-curate release 2026.11.2
  framewise-curate release 2026.11.2 --on 2026-11-30 ./knowledge")]
pub struct Release {
    /// The new version: year, month, number within the month
    version: Version,
    /// The knowledge folder
    #[arg(default_value = "knowledge")]
    folder: PathBuf,
    /// Date of the release, YYYY-MM-DD (default: today)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the knowledge has faults or is unchanged, if the version or the date is too early or the
/// version is of another month, or if a file cannot be read or written.
pub fn run(arguments: &Release) -> Result<u8, Failure> {
    let Release { version, folder, on } = arguments;
    let day = on.unwrap_or_else(clock::today);
    let Record { manifest, release } =
        record(&read_folder(folder)?, *version, day).map_err(|refusal| match refusal {
            Refusal::Faults(faults) => Failure::new(FOUND, list(&faults)),
            refusal => Failure::new(WRONG_INPUT, refusal),
        })?;
    let json =
        serde_json::to_string_pretty(&release).map_err(|error| Failure::new(UNAVAILABLE, error))?;
    let changelog = read_changelog(&folder.join(changelog::FILE))?;
    let changelog = changelog::with_release(changelog.as_deref(), &release);
    write(&folder.join(MANIFEST), &manifest)?;
    write(&folder.join(changelog::FILE), &changelog)?;
    // The release exists once its file does. If the command fails before, it can be run again.
    write(&folder.join(release.path()), &format!("{json}\n"))?;
    print(&format!(
        "released {version}: {}\nnow say in {} what it is about\n",
        counted(&release.changes),
        folder.join(changelog::FILE).display(),
    ))?;
    Ok(OK)
}

/// Returns a warning about unreleased changes, or an empty string if there are none.
#[must_use]
pub fn reminder(knowledge: &Knowledge) -> String {
    let (Some(changes), Some(newest)) = (unreleased(knowledge), knowledge.history.newest()) else {
        return String::new();
    };
    // An editor may have set the next version in `knowledge.toml` already.
    let chosen = knowledge.version.parse().ok().filter(|version| *version > newest.version);
    let next = chosen.unwrap_or_else(|| Version::next(Some(newest.version), clock::today()));
    format!(
        "warning: unreleased changes since {}: {}; `framewise-curate release {next}` records them\n",
        newest.version,
        counted(&changes),
    )
}

fn read_changelog(path: &Path) -> Result<Option<String>, Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(Failure::new(UNAVAILABLE, format!("cannot read {}: {error}", path.display())))
        }
    }
}

/// Writes a file, and creates its folder if it does not exist.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, text)).map_err(|error| {
        Failure::new(UNAVAILABLE, format!("cannot write {}: {error}", path.display()))
    })
}
