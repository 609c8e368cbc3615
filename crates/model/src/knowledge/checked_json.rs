//! Knowledge whose files were checked before: read from JSON, and not checked again.
//!
//! Reading and checking the TOML files takes most of the time in which a service starts. The program therefore contains
//! the files of its own knowledge in this form as well; `build.rs` makes it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Error;
use serde_json::value::RawValue;

use super::Knowledge;
use super::build::build;
use super::check::folder::Folder;
use super::load::is_in;
use super::paths::{
    CAPABILITIES, COMPANIONS, CONTEXT, CRITERIA, FACTS, FRAMEWORKS, LEXICON, MANIFEST,
    MEASUREMENTS, PACKAGES, QUESTIONS, SOURCES,
};
use super::releases::history::LazyHistory;

/// The files of a knowledge folder that has no fault.
#[derive(Debug, Deserialize)]
pub struct Checked<'j> {
    /// The digest of the knowledge.
    digest: String,
    /// By path, the file as JSON.
    #[serde(borrow)]
    documents: BTreeMap<&'j str, &'j RawValue>,
}

impl Checked<'_> {
    /// Builds the model. It is that of [`load`](super::load()) if the folder has no fault.
    ///
    /// # Errors
    /// If a file is missing or does not have its format, or if a reference leads nowhere.
    pub fn build(self, history: LazyHistory) -> Result<Knowledge, Error> {
        let folder = Folder {
            manifest: self.single(MANIFEST)?,
            criteria: self.single(CRITERIA)?,
            capabilities: self.single(CAPABILITIES)?,
            facts: self.single(FACTS)?,
            questions: self.single(QUESTIONS)?,
            context: self.single(CONTEXT)?,
            lexicon: self.single(LEXICON)?,
            measurements: self.single(MEASUREMENTS)?,
            packages: Some(self.single(PACKAGES)?.unwrap_or_default()),
            frameworks: self.each(FRAMEWORKS)?,
            companions: self.each(COMPANIONS)?,
            sources: self.each(SOURCES)?,
            ..Folder::default()
        };
        build(folder, self.digest, history)
            .ok_or_else(|| Error::custom("a file is missing, or a reference leads nowhere"))
    }

    /// The file at `path`, if there is one.
    fn single<T: DeserializeOwned>(&self, path: &str) -> Result<Option<T>, Error> {
        self.documents.get(path).map(|document| read(path, document)).transpose()
    }

    /// All files of a folder with their paths.
    fn each<T: DeserializeOwned>(&self, folder: &str) -> Result<Vec<(String, T)>, Error> {
        let documents = self.documents.iter().filter(|(path, _)| is_in(path, folder));
        let read =
            |(path, document): (&&str, &&RawValue)| Ok(((*path).to_owned(), read(path, document)?));
        documents.map(read).collect()
    }
}

fn read<T: DeserializeOwned>(path: &str, document: &RawValue) -> Result<T, Error> {
    serde_json::from_str(document.get()).map_err(|error| Error::custom(format!("{path}: {error}")))
}
