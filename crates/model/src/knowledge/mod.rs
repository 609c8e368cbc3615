//! What is known of frameworks: TOML files in, a checked and rated model out.
//!
//! Files are handed in as bytes.

/// From parsed files to the model.
mod build;
/// What can be wrong with a knowledge folder, one rule after the other.
pub mod check;
/// Knowledge whose files were checked before.
pub mod checked_json;
/// What a framework can do together with its companions.
mod companions;
/// Ratings computed from facts, capabilities and measurements.
pub mod derive;
/// The fingerprint of a knowledge base.
pub mod digest;
/// Claims and figures that are due for another check.
pub mod due_checks;
/// What reasons rest on, by criterion.
mod evidence;
/// Sentences of figures.
mod figure_sentences;
/// The bytes of a knowledge folder.
pub mod files;
/// The TOML files as they are written.
pub mod format;
/// From bytes to a model, or to all faults at once.
pub mod load;
/// How mature the packages are that provide capabilities.
pub mod maturity;
/// The checked and rated model.
pub mod model;
/// The files and folders of a knowledge folder.
pub mod paths;
/// Phrases of the lexicon as what is looked for.
pub mod phrases;
/// Editorial ratings that contradict the plain order of inputs.
pub mod rating_order;
/// The released versions of the knowledge, and what each changed.
pub mod releases;
/// The JSON Schemas of the files.
pub mod schema;

pub use files::Files;
pub use load::load;
pub use model::Knowledge;
