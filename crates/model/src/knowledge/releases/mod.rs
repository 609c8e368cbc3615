//! The released versions of the knowledge, from their logs in `releases/`.
//!
//! Each log says what its release changed, so the state of any version is the fold of all logs up to
//! it, and nothing is kept twice.

/// The change list for people, `CHANGELOG.md`.
pub mod changelog;
/// What differs between two releases.
pub mod diff;
/// What releases are compared by.
pub mod entries;
/// The log of one release.
pub mod log;
/// The version and day in `knowledge.toml`, changed in place.
pub mod manifest;
/// A new release.
pub mod record;
/// Changes, counted and in words.
pub mod summary;
/// Calendar versions.
pub mod version;

use jiff::civil::Date;

use self::diff::{Changes, apply, diff};
use self::entries::Entries;
use self::log::Log;
pub use self::version::Version;
use super::check::Fault;
use super::{Files, Knowledge};

/// Folder of the logs, one for each release.
pub const FOLDER: &str = "releases";

/// One release.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its version.
    pub version: Version,
    /// Its day.
    pub released_on: Date,
    /// Digest of the knowledge as released.
    pub digest: String,
    /// What it changed against the release before; the first one added everything.
    pub changes: Changes,
}

/// All releases.
#[derive(Debug, Clone, Default)]
pub struct History {
    releases: Vec<Release>,
    entries: Entries,
}

impl History {
    /// Folds the logs of a folder. A folder without any has no history.
    ///
    /// # Errors
    /// Every fault of every log.
    pub fn read(files: &Files) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut logs = Vec::new();
        for (path, bytes) in files.logs() {
            match (version_of(path), parse(path, bytes)) {
                (Some(version), Ok(log)) => logs.push((version, path, log)),
                (version, parsed) => {
                    if version.is_none() {
                        let advice = "name it after its version, such as `releases/2026.11.1.txt`";
                        faults.push(Fault::new(path, "", "release-log", advice));
                    }
                    faults.extend(parsed.err().unwrap_or_default());
                }
            }
        }
        // Without all logs nothing can be said of how they follow from one another.
        if !faults.is_empty() {
            return Err(faults);
        }
        logs.sort_by_key(|(version, ..)| *version);
        let mut history = Self::default();
        for (version, path, log) in logs {
            faults.extend(
                history
                    .add(version, log)
                    .into_iter()
                    .map(|a| Fault::new(path, "", "release-log", a)),
            );
        }
        if faults.is_empty() { Ok(history) } else { Err(faults) }
    }

    /// Adds the next release, and tells what is wrong with it.
    fn add(&mut self, version: Version, log: Log) -> Vec<String> {
        let mut wrong = Vec::new();
        if let Some(last) = self.releases.last().filter(|last| last.released_on > log.released_on) {
            let Release { version, released_on, .. } = last;
            wrong.push(format!("`released_on` lies before {version}, released on {released_on}"));
        }
        match log.changes(&self.entries) {
            Ok(changes) => {
                apply(&mut self.entries, &changes);
                let Log { released_on, digest, .. } = log;
                self.releases.push(Release { version, released_on, digest, changes });
            }
            Err(faults) => wrong.extend(faults),
        }
        wrong
    }

    /// The releases, the oldest first.
    #[must_use]
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The last release.
    #[must_use]
    pub fn newest(&self) -> Option<&Release> {
        self.releases.last()
    }

    /// The release before the last one.
    #[must_use]
    pub fn previous(&self) -> Option<&Release> {
        self.releases.iter().nth_back(1)
    }

    /// The entries as last released.
    #[must_use]
    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    /// What has changed from a release to the last one: an entry that was changed twice is one change,
    /// and what came and went again is none. `None` is the time before the first release.
    #[must_use]
    pub fn since(&self, version: Option<Version>) -> Changes {
        let mut then = Entries::new();
        for release in self.releases.iter().filter(|release| Some(release.version) <= version) {
            apply(&mut then, &release.changes);
        }
        diff(&then, &self.entries)
    }
}

/// What a knowledge base has changed since its last release; `None` if it is that release, or if it
/// has none yet.
#[must_use]
pub fn unreleased(knowledge: &Knowledge) -> Option<Changes> {
    let newest = knowledge.history.newest()?;
    let moved = newest.digest != knowledge.digest;
    moved.then(|| diff(knowledge.history.entries(), &entries::entries(knowledge)))
}

/// The version in the name of a log.
fn version_of(path: &str) -> Option<Version> {
    let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
    name.strip_suffix(".txt")?.parse().ok()
}

/// Path of the log of a release.
#[must_use]
pub fn path_of(version: Version) -> String {
    format!("{FOLDER}/{version}.txt")
}

fn parse(path: &str, bytes: &[u8]) -> Result<Log, Vec<Fault>> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| vec![Fault::new(path, "", "encoding", "save the file as UTF-8")])?;
    Log::parse(text).map_err(|wrong| {
        let fault =
            |(line, advice)| Fault::new(path, "", "release-log", format!("line {line}: {advice}"));
        wrong.into_iter().map(fault).collect()
    })
}
