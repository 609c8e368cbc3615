//! The knowledge inside the binary: its files, and the same in a form that is read quickly.

use std::path::Path;
use std::sync::LazyLock;

use framewise_model::knowledge::checked::Checked;
use framewise_model::knowledge::releases::history::{History, LazyHistory};
use framewise_model::knowledge::{Files, Knowledge};
use include_dir::{Dir, include_dir};

/// The files as JSON, with their digest; `build.rs` makes it.
const CHECKED: &str = include_str!(concat!(env!("OUT_DIR"), "/knowledge.json"));

static KNOWLEDGE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/knowledge");

/// The files of this knowledge.
#[must_use]
pub fn knowledge_files() -> Files {
    files(|path| has_extension(path, "toml") || is_release(path))
}

/// This knowledge. Its files are not checked again: a test checks them, and `framewise knowledge check` does.
///
/// # Errors
/// If the files have a fault without which there would be no knowledge.
pub fn knowledge() -> serde_json::Result<Knowledge> {
    let checked: Checked<'_> = serde_json::from_str(CHECKED)?;
    // Only the list of changes needs the releases, which are as large as the knowledge itself.
    let history: LazyHistory =
        LazyLock::new(Box::new(|| History::read(&files(is_release)).unwrap_or_default()));
    checked.build(history)
}

fn is_release(path: &str) -> bool {
    path.starts_with("releases/") && has_extension(path, "json")
}

fn has_extension(path: &str, wanted: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == wanted)
}

fn files(wanted: impl Fn(&str) -> bool) -> Files {
    let mut folders = vec![&KNOWLEDGE];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files());
    }
    files
        .into_iter()
        .filter_map(|file| Some((file.path().to_str()?, file)))
        .filter(|(path, _)| wanted(path))
        .map(|(path, file)| (path.to_owned(), file.contents().to_vec()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_knowledge_is_that_of_the_checked_files() {
        let loaded = framewise_model::knowledge::load(&knowledge_files()).unwrap();
        let embedded = knowledge().unwrap();
        assert_eq!(loaded.history.entries(), embedded.history.entries());
        assert_eq!(format!("{loaded:?}"), format!("{embedded:?}"));
    }
}
