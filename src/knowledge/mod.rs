//! What is known of frameworks: TOML files in, a checked and rated model out.
//!
//! No I/O here: files are handed in as bytes, the ones of the binary by `Files::embedded`.

/// What a framework can do together with its companions.
mod companions;
/// Ratings computed from facts, capabilities and measurements.
pub mod derive;
/// The fingerprint of a knowledge base.
pub mod digest;
/// The bytes of a knowledge folder.
pub mod files;
/// What can be wrong with a knowledge folder, one rule after the other.
pub mod lint;
/// From bytes to a model, or to all faults at once.
pub mod load;
/// The checked and rated model.
pub mod model;
/// Phrases of the lexicon as what is looked for.
pub mod phrases;
/// The TOML files as they are written.
pub mod raw;
/// The released versions of the knowledge, and what each changed.
pub mod releases;
/// The JSON Schemas of the files, and faults found by them.
pub mod schema;
/// The claims that say best why a framework is rated as it is.
pub mod telling;

pub use files::Files;
pub use load::load;
pub use model::Knowledge;
