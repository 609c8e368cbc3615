//! The change list for people, `CHANGELOG.md`: a section for each release, the newest first. The command
//! writes the counts; the maintainer adds a description.

use framewise_model::knowledge::releases::release::Release;
use framewise_model::knowledge::releases::summary::points;

/// Its name in the knowledge folder.
pub const FILE: &str = "CHANGELOG.md";

/// The list before the first release.
const HEAD: &str = "# Changes of the knowledge\n\nThe newest release first. `framewise-curate release` \
    writes the counts; `releases/` has every single change,\nand `GET /v1/knowledge/changes` lists them.\n";

/// Placeholder for the description by the maintainer.
const PROSE: &str =
    "<!-- Say in a sentence or two what this release is about, and whom it concerns. -->";

/// The list with a section for one more release; without a list, a new one.
#[must_use]
pub fn with_release(list: Option<&str>, release: &Release) -> String {
    let Release { version, released_on, changes, .. } = release;
    let points = points(changes).join("\n- ");
    let section = format!("## {version} ({released_on})\n\n{PROSE}\n\n- {points}\n");
    let list = list.unwrap_or(HEAD);
    match list.find("\n## ") {
        Some(first) => format!("{}{section}{}", &list[..=first], &list[first..]),
        None => format!("{}\n\n{section}", list.trim_end()),
    }
}
