//! Whether the files on disk are still those that were opened.
//!
//! A deleted or replaced file continues to exist for the process that has it open, and its commits are lost. `SQLite`
//! does not detect this in write-ahead mode, so this module compares device and inode of each name with those at
//! opening. The log matters as much as the database, because a commit is only in the log until it is moved.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Device and inode, which identify a file.
type Identity = (u64, u64);

/// A database, its log and the index of the log, as they were at opening.
#[derive(Debug)]
pub(super) struct Files([(PathBuf, Identity); 3]);

impl Files {
    /// The current identity of the database file, if it exists.
    pub(super) fn of_database(path: &Path) -> Option<Identity> {
        identity(path).ok()
    }

    /// The files of a database that is open and was read, so that all three exist; `None` if one is gone already.
    pub(super) fn opened(path: &Path) -> Option<Self> {
        // SQLite follows a link and makes the log in the directory of the target.
        let real = fs::canonicalize(path).ok()?;
        let known = |path: PathBuf| identity(&path).ok().map(|identity| (path, identity));
        Some(Self([
            known(path.to_owned())?,
            known(with_suffix(&real, "-wal"))?,
            known(with_suffix(&real, "-shm"))?,
        ]))
    }

    /// Whether the database file has this identity.
    pub(super) fn has_database(&self, identity: Option<Identity>) -> bool {
        Some(self.0[0].1) == identity
    }

    /// Whether each name still leads to the same file. It costs three `stat` calls, a few microseconds.
    pub(super) fn are_in_place(&self) -> bool {
        self.0.iter().all(|(path, opened)| identity(path).is_ok_and(|present| present == *opened))
    }
}

/// The path with more at the end of its name.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn identity(path: &Path) -> io::Result<Identity> {
    fs::metadata(path).map(|found| (found.dev(), found.ino()))
}
