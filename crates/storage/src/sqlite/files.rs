//! Whether the files on disk are still those that were opened.
//!
//! A deleted or replaced file continues to exist for the process that has it open, and its commits are lost. `SQLite`
//! does not detect this in write-ahead mode, so this module compares device and inode of each name with those at
//! opening. The log matters as much as the database, because a commit is only in the log until it is moved.
//!
//! A file that is cut off in place keeps its inode. No statement of framewise makes the database file shorter, so this
//! module compares its length with the largest length that it has seen.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{fs, io};

/// Device and inode, which identify a file.
pub(super) type Identity = (u64, u64);

/// A database, its log and the index of the log, as they were at opening.
#[derive(Debug)]
pub(super) struct Files {
    database: PathBuf,
    identity: Identity,
    /// The largest length of the database file that was seen.
    length: AtomicU64,
    /// The log and its index.
    others: [(PathBuf, Identity); 2],
}

impl Files {
    /// The current identity of the database file, if it exists.
    pub(super) fn of_database(path: &Path) -> Option<Identity> {
        Some(identity_and_length(path).ok()?.0)
    }

    /// The files of a database that is open and was read, so that all three exist; `None` if one is gone already.
    pub(super) fn opened(path: &Path) -> Option<Self> {
        // SQLite follows a link and makes the log in the directory of the target.
        let real = fs::canonicalize(path).ok()?;
        let known = |path: PathBuf| {
            let (identity, _) = identity_and_length(&path).ok()?;
            Some((path, identity))
        };
        let (identity, length) = identity_and_length(path).ok()?;
        Some(Self {
            database: path.to_owned(),
            identity,
            length: AtomicU64::new(length),
            others: [known(with_suffix(&real, "-wal"))?, known(with_suffix(&real, "-shm"))?],
        })
    }

    /// The database file.
    pub(super) fn database(&self) -> &Path {
        &self.database
    }

    /// The identity of the database file.
    pub(super) fn identity(&self) -> Identity {
        self.identity
    }

    /// The largest length of the database file in bytes that was seen.
    pub(super) fn length(&self) -> u64 {
        self.length.load(Ordering::Relaxed)
    }

    /// Whether each name still leads to the same file, and the database file is not shorter than before. It costs
    /// three `stat` calls, a few microseconds.
    pub(super) fn are_in_place(&self) -> bool {
        let is_longer = |(identity, length)| {
            identity == self.identity && self.length.fetch_max(length, Ordering::Relaxed) <= length
        };
        let is_same = |(path, opened): &(PathBuf, Identity)| {
            identity_and_length(path).is_ok_and(|(present, _)| present == *opened)
        };
        identity_and_length(&self.database).is_ok_and(is_longer) && self.others.iter().all(is_same)
    }
}

/// The path with more at the end of its name.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn identity_and_length(path: &Path) -> io::Result<(Identity, u64)> {
    fs::metadata(path).map(|found| ((found.dev(), found.ino()), found.len()))
}
