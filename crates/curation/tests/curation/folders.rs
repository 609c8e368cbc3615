//! Folders of knowledge that a test may change.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// A copy of a knowledge folder of this repository, given by its path in it.
pub fn copy_of(folder: &str) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    for inside in ["", "frameworks", "companions", "sources", "releases"] {
        // The folder of the fixtures has no releases yet.
        if !original.join(inside).exists() {
            continue;
        }
        fs::create_dir_all(copy.path().join(inside)).unwrap();
        for entry in fs::read_dir(original.join(inside)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), copy.path().join(inside).join(entry.file_name())).unwrap();
            }
        }
    }
    copy
}
