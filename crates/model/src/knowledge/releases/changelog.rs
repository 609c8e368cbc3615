//! The change list for people, `CHANGELOG.md`: a section for each release, the newest first. The numbers
//! are written by the command, the words by whoever releases.

use jiff::civil::Date;

use super::Version;
use super::diff::Changes;
use super::summary::points;

/// Its name in the knowledge folder.
pub const FILE: &str = "CHANGELOG.md";

/// The list before the first release.
const HEAD: &str = "# Changes of the knowledge\n\nThe newest release first. The counts are written by \
    `framewise knowledge release`; every single change\nis in `releases/`, and \
    `GET /v1/knowledge/changes` lists them.\n";

/// Asks for what no program can know.
const PROSE: &str =
    "<!-- Say in a sentence or two what this release is about, and whom it concerns. -->";

/// The list with a section for one more release; without a list, a new one.
#[must_use]
pub fn with_release(list: Option<&str>, version: Version, day: Date, changes: &Changes) -> String {
    let points = points(changes).join("\n- ");
    let section = format!("## {version} ({day})\n\n{PROSE}\n\n- {points}\n");
    let list = list.unwrap_or(HEAD);
    match list.find("\n## ") {
        Some(first) => format!("{}{section}{}", &list[..=first], &list[first..]),
        None => format!("{}\n\n{section}", list.trim_end()),
    }
}
