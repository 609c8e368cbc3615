//! A release of the knowledge: what has to be written to record it.

/// The change list for people, `CHANGELOG.md`.
pub mod changelog;

use framewise_model::knowledge::check::Fault;
use framewise_model::knowledge::paths::MANIFEST;
use framewise_model::knowledge::releases::change::diff;
use framewise_model::knowledge::releases::extract::entries;
use framewise_model::knowledge::releases::release::Release;
use framewise_model::knowledge::releases::version::Version;
use framewise_model::knowledge::{Files, Knowledge, load};
use jiff::civil::Date;
use toml_edit::{DocumentMut, TomlError};

use crate::toml_values::set_value;

/// What a release writes.
#[derive(Debug)]
pub struct Record {
    /// The text of `knowledge.toml`.
    pub manifest: String,
    /// The release with its changes.
    pub release: Release,
}

/// Why there is no release.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The knowledge has faults.
    #[error("the knowledge has faults")]
    Faults(Vec<Fault>),
    /// `knowledge.toml` cannot be changed.
    #[error("{MANIFEST}: {0}")]
    Manifest(#[from] TomlError),
    /// The version does not come after the last one.
    #[error("{version} does not come after {last}; the next version is {next}")]
    NotNewer {
        /// The version asked for.
        version: Version,
        /// The last one.
        last: Version,
        /// One that would do.
        next: Version,
    },
    /// The version names another month.
    #[error("{version} is no version of the month of {day}; the next version is {next}")]
    OtherMonth {
        /// The version asked for.
        version: Version,
        /// The day of the release.
        day: Date,
        /// One that would do.
        next: Version,
    },
    /// The day lies before the last release.
    #[error("{0} lies before the last release; name a day with --on")]
    Earlier(Date),
    /// Nothing has changed.
    #[error("nothing has changed since {0}")]
    NothingChanged(Version),
}

/// Records the knowledge as the release `version` of `day`.
///
/// # Errors
/// If the knowledge has faults or is unchanged, if `version` is not after the last version or not of the
/// month of `day`, or if `day` is before the last release.
pub fn record(files: &Files, version: Version, day: Date) -> Result<Record, Refusal> {
    let present = load(files).map_err(Refusal::Faults)?;
    let newest = present.history.newest();
    let released = newest.map(|newest| newest.version);
    let claimed = present.version.parse::<Version>().ok();
    // A version that stands in `knowledge.toml` and has no release yet may be the one to record.
    let last = released.max(claimed);
    let next = Version::next(last, day);
    match last {
        Some(last) if version < last || Some(version) == released => {
            return Err(Refusal::NotNewer { version, last, next });
        }
        _ if !version.is_of(day) => return Err(Refusal::OtherMonth { version, day, next }),
        _ => {}
    }
    if let Some(newest) = newest {
        if day < newest.released_on {
            return Err(Refusal::Earlier(day));
        }
        let (_, unmoved) = with_manifest(files, newest.version, newest.released_on)?;
        if unmoved.digest == newest.digest {
            return Err(Refusal::NothingChanged(newest.version));
        }
    }
    let (manifest, knowledge) = with_manifest(files, version, day)?;
    let changes = diff(knowledge.history.entries(), &entries(&knowledge));
    let release = Release { version, released_on: day, digest: knowledge.digest, changes };
    Ok(Record { manifest, release })
}

/// The knowledge under another version and day, and its `knowledge.toml`, whose comments and layout stay.
fn with_manifest(
    files: &Files,
    version: Version,
    day: Date,
) -> Result<(String, Knowledge), Refusal> {
    let text = String::from_utf8_lossy(files.get(MANIFEST).unwrap_or_default());
    let mut manifest: DocumentMut = text.parse()?;
    set_value(&mut *manifest, "version", version.to_string());
    set_value(&mut *manifest, "released_on", day.to_string());
    let mut files = files.clone();
    files.insert(MANIFEST, manifest.to_string());
    let knowledge = load(&files).map_err(Refusal::Faults)?;
    Ok((manifest.to_string(), knowledge))
}
