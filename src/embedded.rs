//! The knowledge inside the binary.

use framewise_model::knowledge::Files;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "knowledge/"]
struct Embedded;

/// The files of this knowledge.
#[must_use]
pub fn knowledge_files() -> Files {
    Embedded::iter()
        .filter(|path| {
            path.ends_with(".toml") || path.starts_with("releases/") && path.ends_with(".json")
        })
        .filter_map(|path| Some((path.to_string(), Embedded::get(&path)?.data.into_owned())))
        .collect()
}
