//! The bytes of a knowledge folder.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

use super::releases;

#[derive(RustEmbed)]
#[folder = "knowledge/"]
struct Embedded;

/// The TOML files of a knowledge folder and the logs of its releases, by their path inside it, with `/`
/// between folders.
#[derive(Debug, Clone, Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// The files that were compiled into this binary.
    #[must_use]
    pub fn embedded() -> Self {
        Embedded::iter()
            .filter(|path| path.ends_with(".toml") || is_log(path))
            .filter_map(|path| Some((path.to_string(), Embedded::get(&path)?.data.into_owned())))
            .collect()
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
        self.all().filter(|(path, _)| !is_log(path))
    }

    /// The logs of releases in order of their paths.
    pub fn logs(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.all().filter(|(path, _)| is_log(path))
    }

    fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// Whether a file tells of a release; it is then no part of what the release says.
fn is_log(path: &str) -> bool {
    let name = path.strip_prefix(releases::FOLDER).and_then(|rest| rest.strip_prefix('/'));
    name.is_some_and(|name| name.strip_suffix(".txt").is_some())
}

impl FromIterator<(String, Vec<u8>)> for Files {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}
