//! The knowledge inside the binary: its files, and the same in a form that is read quickly.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use framewise_model::knowledge::checked_json::Checked;
use framewise_model::knowledge::releases::history::{History, LazyHistory};
use framewise_model::knowledge::{Files, Knowledge};

/// The files as JSON, with their digest; `build.rs` makes it.
const CHECKED: &str = include_str!(concat!(env!("OUT_DIR"), "/knowledge.json"));

/// The files and the releases as one JSON object, from path to text, in gzip; `build.rs` makes it.
const FILES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge-files.json.gz"));

/// The files of this knowledge, with its releases.
#[must_use]
pub fn knowledge_files() -> Files {
    let mut json = String::new();
    // What this program contains is whole.
    let _ = GzDecoder::new(FILES).read_to_string(&mut json);
    let files: BTreeMap<String, String> = serde_json::from_str(&json).unwrap_or_default();
    files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
}

/// This knowledge. Its files are not checked again: a test checks them, and `framewise knowledge check` does.
///
/// # Errors
/// If the files have a fault without which there would be no knowledge.
pub fn knowledge() -> serde_json::Result<Knowledge> {
    let checked: Checked<'_> = serde_json::from_str(CHECKED)?;
    // Only the list of changes needs the releases, which are as large as the knowledge itself.
    let history: LazyHistory =
        LazyLock::new(Box::new(|| History::read(&knowledge_files()).unwrap_or_default()));
    checked.build(history)
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
