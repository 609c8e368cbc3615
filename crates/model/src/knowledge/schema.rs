//! The JSON Schemas of the files, generated from their types.

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use super::format;

/// The schema of one kind of file as a JSON document.
#[must_use]
pub fn document<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}

/// The schemas of all files by name, for editors that check a file while it is written.
#[must_use]
pub fn all() -> [(&'static str, Value); 12] {
    [
        ("knowledge", document::<format::Manifest>()),
        ("criteria", document::<format::Criteria>()),
        ("capabilities", document::<format::Capabilities>()),
        ("facts", document::<format::Facts>()),
        ("questions", document::<format::Questions>()),
        ("context", document::<format::Context>()),
        ("lexicon", document::<format::Lexicon>()),
        ("measurements", document::<format::Measurements>()),
        ("packages", document::<format::Packages>()),
        ("framework", document::<format::Framework>()),
        ("companion", document::<format::Companion>()),
        ("sources", document::<format::Sources>()),
    ]
}
