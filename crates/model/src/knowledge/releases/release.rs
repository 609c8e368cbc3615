//! One release of the knowledge, as `releases/<version>.json` stores it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::change::Change;
use super::version::Version;

/// Folder of the releases, one file each.
pub const FOLDER: &str = "releases";

/// One release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Its version.
    pub version: Version,
    /// Its day.
    pub released_on: Date,
    /// Digest of the knowledge as released.
    pub digest: String,
    /// What it changed against the release before, by kind and name; the first one added everything.
    pub changes: Vec<Change>,
}

impl Release {
    /// The path of its file inside the knowledge folder.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{FOLDER}/{}.json", self.version)
    }
}
