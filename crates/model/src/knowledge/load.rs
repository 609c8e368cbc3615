//! From bytes to a model, or to all faults at once.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::build::build;
use super::check::folder::Folder;
use super::check::format::Format;
use super::check::{self, Fault};
use super::paths::{
    CAPABILITIES, COMPANIONS, CONTEXT, CRITERIA, FACTS, FOLDERS, FRAMEWORKS, LEXICON, MANIFEST,
    MEASUREMENTS, PACKAGES, QUESTIONS, SINGLE_FILES, SOURCES,
};
use super::releases::history::{self, History};
use super::{Files, Knowledge, digest};

/// Checks the files and builds the model.
///
/// # Errors
/// All faults, in order of file and key.
pub fn load(files: &Files) -> Result<Knowledge, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut parsed = Vec::new();
    for (path, bytes) in files.iter() {
        match parse(path, bytes) {
            Ok(value) => parsed.push((path, value)),
            Err(fault) => faults.push(fault),
        }
    }
    let mut reader = Reader { files, parsed: &parsed, faults };
    let mut folder = Folder {
        manifest: reader.single(MANIFEST),
        criteria: reader.single(CRITERIA),
        capabilities: reader.single(CAPABILITIES),
        facts: reader.single(FACTS),
        questions: reader.single(QUESTIONS),
        context: reader.single(CONTEXT),
        lexicon: reader.single(LEXICON),
        measurements: reader.single(MEASUREMENTS),
        packages: reader.optional(PACKAGES),
        ..Folder::default()
    };
    (folder.frameworks, folder.all_frameworks) = reader.each(FRAMEWORKS);
    (folder.companions, folder.all_companions) = reader.each(COMPANIONS);
    (folder.sources, folder.all_sources) = reader.each(SOURCES);
    if folder.frameworks.is_empty() && folder.all_frameworks {
        let advice = "add a framework as `frameworks/ID.toml`";
        reader.faults.push(Fault::new(FRAMEWORKS, "", "missing-file", advice));
    }
    reader.reject_unknown_files();
    let mut faults = reader.faults;
    faults.extend(check::check(&folder));
    let history = History::read(files).unwrap_or_else(|wrong| {
        faults.extend(wrong);
        History::default()
    });
    if !faults.is_empty() {
        faults.sort();
        faults.dedup();
        return Err(faults);
    }
    let digest = digest::of(parsed.iter().map(|(path, value)| (*path, value)));
    // The rules are complete, so that what has no fault can be built; a test damages folders to see it.
    build(folder, digest, history::known(history)).ok_or(faults)
}

/// One file as a value; a file that is not TOML is one fault with its line.
fn parse(path: &str, bytes: &[u8]) -> Result<Value, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + String::from_utf8_lossy(&bytes[..error.valid_up_to()]).matches('\n').count();
        let advice = format!("line {line} is not UTF-8; save the file as UTF-8");
        Fault::new(path, "", "encoding", advice)
    })?;
    toml::from_str(text).map_err(|error| {
        let before = error.span().map_or("", |span| &text[..span.start.min(text.len())]);
        let line = 1 + before.matches('\n').count();
        Fault::new(path, "", "syntax", format!("line {line}: {}", error.message()))
    })
}

struct Reader<'a> {
    files: &'a Files,
    parsed: &'a [(&'a str, Value)],
    faults: Vec<Fault>,
}

impl Reader<'_> {
    /// The file at `path` in its type; `None` where it is missing or does not fit.
    fn single<T: DeserializeOwned + JsonSchema>(&mut self, path: &str) -> Option<T> {
        if self.files.get(path).is_none() {
            self.faults.push(Fault::new(path, "", "missing-file", "add the file"));
        }
        let (_, value) = self.parsed.iter().find(|(known, _)| *known == path)?;
        self.typed(&Format::of::<T>(), path, value)
    }

    /// The file at `path` in its type, or its default if the folder has no such file.
    fn optional<T: DeserializeOwned + JsonSchema + Default>(&mut self, path: &str) -> Option<T> {
        if self.files.get(path).is_none() { Some(T::default()) } else { self.single(path) }
    }

    /// All files of a folder with their paths, and whether all could be read.
    fn each<T: DeserializeOwned + JsonSchema>(&mut self, folder: &str) -> (Vec<(String, T)>, bool) {
        let format = Format::of::<T>();
        let mut found = Vec::new();
        let mut all = true;
        for (path, _) in self.files.iter().filter(|(path, _)| is_in(path, folder)) {
            let value = self.parsed.iter().find(|(known, _)| *known == path);
            match value.and_then(|(_, value)| self.typed(&format, path, value)) {
                Some(typed) => found.push((path.to_owned(), typed)),
                None => all = false,
            }
        }
        (found, all)
    }

    /// A fault for every file that belongs nowhere.
    fn reject_unknown_files(&mut self) {
        for (path, _) in self.files.iter() {
            let known =
                SINGLE_FILES.contains(&path) || FOLDERS.iter().any(|folder| is_in(path, folder));
            if !known {
                let advice = "remove it, or move it to `frameworks/`, `companions/` or `sources/`";
                self.faults.push(Fault::new(path, "", "unknown-file", advice));
            }
        }
    }

    /// Reports what does not fit the format, and still reads the file if serde can, so that the rules see
    /// as much as possible.
    fn typed<T: DeserializeOwned>(
        &mut self,
        format: &Format,
        path: &str,
        value: &Value,
    ) -> Option<T> {
        let faults = format.faults(path, value);
        let fits = faults.is_empty();
        self.faults.extend(faults);
        // From text, as `checked_json` reads the same types: a second deserialiser for each of them would take a tenth
        // of the time to build this crate.
        match serde_json::from_str(&value.to_string()) {
            Ok(typed) => Some(typed),
            Err(error) => {
                // The schema is made of the same types; should the two ever disagree, say so.
                if fits {
                    self.faults.push(Fault::new(path, "", "wrong-type", error.to_string()));
                }
                None
            }
        }
    }
}

/// Whether a path leads directly into a folder.
pub(super) fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|name| !name.contains('/'))
}
