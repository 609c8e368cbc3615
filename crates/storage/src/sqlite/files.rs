//! Whether the files on disk are still those that were opened.
//!
//! A file that is deleted or replaced lives on for the process that has it open, and takes commits
//! that nobody will ever see again. `SQLite` does not notice this in write-ahead mode, so it is
//! looked for here: device and inode behind each name, compared with those at opening. The log
//! counts as much as the database, since a commit lies in the log alone until it is moved over.

use std::{
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// Device and inode: what a file is, whatever its name.
type Identity = (u64, u64);

/// A database, its log and the log's index, as they were when opened.
#[derive(Debug)]
pub(super) struct Files([(PathBuf, Identity); 3]);

impl Files {
    /// What the database file is at present, if it is there.
    pub(super) fn of_database(path: &Path) -> Option<Identity> {
        identity(path).ok()
    }

    /// The files of a database that is open and has been read from, so that all three exist;
    /// `None` when one of them has gone already.
    pub(super) fn opened(path: &Path) -> Option<Self> {
        // SQLite follows a link and puts the log beside the file that it leads to.
        let real = fs::canonicalize(path).ok()?;
        let known = |path: PathBuf| identity(&path).ok().map(|identity| (path, identity));
        Some(Self([
            known(path.to_owned())?,
            known(with_suffix(&real, "-wal"))?,
            known(with_suffix(&real, "-shm"))?,
        ]))
    }

    /// Whether the database file is this one.
    pub(super) fn has_database(&self, identity: Option<Identity>) -> bool {
        Some(self.0[0].1) == identity
    }

    /// Whether each name still leads to the same file. Three `stat` calls, a few microseconds.
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
