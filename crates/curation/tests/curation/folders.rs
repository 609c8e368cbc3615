//! Copies of the frozen knowledge that a test may change, and the program that works on them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use framewise_model::knowledge::{Files, Knowledge, load};
use tempfile::TempDir;

/// Exit code and output of a command.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A file or folder of this repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The frozen knowledge of four frameworks.
pub fn frozen() -> &'static Knowledge {
    static FROZEN: LazyLock<Knowledge> =
        LazyLock::new(|| read(&repository("tests/fixtures/knowledge")));
    &FROZEN
}

/// The knowledge of a folder without faults.
pub fn read(folder: &Path) -> Knowledge {
    load(&Files::read(folder).unwrap()).unwrap()
}

/// A copy of the frozen knowledge.
pub fn copy() -> TempDir {
    copy_of(&repository("tests/fixtures/knowledge"))
}

/// A copy of a knowledge folder.
pub fn copy_of(original: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for inside in ["", "frameworks", "companions", "sources", "releases"] {
        // A folder without releases has none to copy.
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

/// Runs `framewise-curate` in a folder.
pub fn curate(folder: &Path, arguments: &[&str]) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_framewise-curate"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("FRAMEWISE_DATABASE_URL")
        .env_remove("PIP_INDEX_URL")
        .output()
        .unwrap();
    Ended {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Replaces the first `find` in a file, which must be there.
pub fn edit(folder: &Path, file: &str, find: &str, replace: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(find), "{file} does not contain {find:?}");
    fs::write(path, text.replacen(find, replace, 1)).unwrap();
}
