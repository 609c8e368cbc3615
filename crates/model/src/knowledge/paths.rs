//! The files and folders of a knowledge folder.

/// Which release the knowledge is.
pub const MANIFEST: &str = "knowledge.toml";
/// What frameworks are rated on.
pub const CRITERIA: &str = "criteria.toml";
pub(crate) const CAPABILITIES: &str = "capabilities.toml";
pub(crate) const FACTS: &str = "facts.toml";
/// What is asked.
pub const QUESTIONS: &str = "questions.toml";
pub(crate) const CONTEXT: &str = "context.toml";
pub(crate) const LEXICON: &str = "lexicon.toml";
pub(crate) const MEASUREMENTS: &str = "measurements.toml";
/// Packages by others that provide capabilities. This file may be missing.
pub const PACKAGES: &str = "packages.toml";
/// Folder of the frameworks, one file each.
pub const FRAMEWORKS: &str = "frameworks";
/// Folder of the packages that are installed with them, one file each.
pub const COMPANIONS: &str = "companions";
/// Folder of what is cited, one file for each topic.
pub const SOURCES: &str = "sources";

/// The folders inside a knowledge folder that hold its TOML files.
pub const FOLDERS: [&str; 3] = [FRAMEWORKS, COMPANIONS, SOURCES];

/// The files that stand in the knowledge folder itself.
pub(crate) const SINGLE_FILES: [&str; 9] =
    [MANIFEST, CRITERIA, CAPABILITIES, FACTS, QUESTIONS, CONTEXT, LEXICON, MEASUREMENTS, PACKAGES];
