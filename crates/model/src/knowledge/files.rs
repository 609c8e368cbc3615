//! The bytes of a knowledge folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use super::paths;
use super::releases::release;

/// The TOML files of a knowledge folder and the files of its releases, by their path inside it, with `/`
/// between folders.
#[derive(Debug, Clone, Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Reads the TOML files of a folder and of its subfolders, and the JSON files in `releases/`; others are
    /// ignored. The only function of this crate that reads from the disk.
    ///
    /// # Errors
    /// The error of the folder or file that cannot be read, with its path.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut files = Self::default();
        let places = [("", "toml"), (release::FOLDER, "json")];
        let folders = paths::FOLDERS.map(|folder| (folder, "toml"));
        for (inside, kind) in places.into_iter().chain(folders) {
            let (place, prefix) = match inside {
                "" => (folder.to_owned(), String::new()),
                inside => (folder.join(inside), format!("{inside}/")),
            };
            // Without frameworks the check says so; without the folder there is nothing to check.
            if !prefix.is_empty() && !place.exists() {
                continue;
            }
            let explain = |error: io::Error| {
                io::Error::new(error.kind(), format!("cannot read {}: {error}", place.display()))
            };
            for entry in fs::read_dir(&place).map_err(explain)? {
                let path = entry.map_err(explain)?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if path.extension().is_some_and(|extension| extension == kind) {
                    files.insert(format!("{prefix}{name}"), fs::read(&path).map_err(explain)?);
                }
            }
        }
        Ok(files)
    }

    /// Puts `bytes` at `path`, in place of what was there.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    /// The bytes at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Takes the file at `path` out.
    pub fn remove(&mut self, path: &str) -> Option<Vec<u8>> {
        self.0.remove(path)
    }

    /// The TOML files in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.all().filter(|(path, _)| !is_release(path))
    }

    /// The files of releases in order of their paths.
    pub fn releases(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.all().filter(|(path, _)| is_release(path))
    }

    fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// Whether a file describes a release. Such a file is no part of the knowledge that it describes.
fn is_release(path: &str) -> bool {
    let name = path.strip_prefix(release::FOLDER).and_then(|rest| rest.strip_prefix('/'));
    name.is_some_and(|name| name.strip_suffix(".json").is_some())
}

impl FromIterator<(String, Vec<u8>)> for Files {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}
