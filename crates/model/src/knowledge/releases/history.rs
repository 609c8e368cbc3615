//! All releases of the knowledge, read from their files.

use std::sync::LazyLock;

use super::change::{Change, diff};
use super::entry::Entries;
use super::release::Release;
use super::version::Version;
use crate::knowledge::check::Fault;
use crate::knowledge::files::Files;

/// All releases, and the entries as last released.
#[derive(Debug, Clone, Default)]
pub struct History {
    releases: Vec<Release>,
    entries: Entries,
}

/// A history that is read when it is first used.
pub type LazyHistory = LazyLock<History, Box<dyn FnOnce() -> History + Send>>;

/// A history that has been read.
pub(in crate::knowledge) fn known(history: History) -> LazyHistory {
    LazyLock::new(Box::new(|| history))
}

impl History {
    /// Reads the releases of a folder. A folder without any has an empty history.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn read(files: &Files) -> Result<Self, Vec<Fault>> {
        let fault = |path: &str, advice: String| vec![Fault::new(path, "", "release-log", advice)];
        let mut faults = Vec::new();
        let mut releases = Vec::new();
        for (path, bytes) in files.releases() {
            match serde_json::from_slice::<Release>(bytes) {
                Ok(release) if release.path() == path => releases.push(release),
                Ok(release) => {
                    faults.extend(fault(path, format!("name it `{}`", release.path())));
                }
                Err(error) => faults.extend(fault(path, error.to_string())),
            }
        }
        // How releases follow from one another shows only where all of them can be read.
        if !faults.is_empty() {
            return Err(faults);
        }
        releases.sort_by_key(|release| release.version);
        let mut history = Self::default();
        for release in releases {
            let path = release.path();
            faults.extend(history.add(release).into_iter().flat_map(|advice| fault(&path, advice)));
        }
        if faults.is_empty() { Ok(history) } else { Err(faults) }
    }

    /// Adds the next release. Returns what is wrong with it.
    fn add(&mut self, release: Release) -> Vec<String> {
        let mut wrong = Vec::new();
        if let Some(last) = self.newest().filter(|last| last.released_on > release.released_on) {
            let Release { version, released_on, .. } = last;
            wrong.push(format!("`released_on` lies before {version}, released on {released_on}"));
        }
        if !release.changes.is_sorted_by(|one, next| one.key() < next.key()) {
            wrong.push("list each entry once, sorted by kind and name".to_owned());
        }
        for change in &release.changes {
            let Change { kind, name, from, to } = change;
            let entry = format!("{} {name}", kind.as_str());
            if from == to {
                wrong.push(format!("`from` and `to` of {entry} are the same; remove the change"));
            } else if from.as_ref() != self.entries.get(&(*kind, name.clone())) {
                wrong.push(format!("`from` of {entry} is not what the release before says"));
            }
            change.apply(&mut self.entries);
        }
        self.releases.push(release);
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
    pub fn since(&self, version: Option<Version>) -> Vec<Change> {
        let mut then = Entries::new();
        let until = self.releases.iter().filter(|release| Some(release.version) <= version);
        until.flat_map(|release| &release.changes).for_each(|change| change.apply(&mut then));
        diff(&then, &self.entries)
    }
}
