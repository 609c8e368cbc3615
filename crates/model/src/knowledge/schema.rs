//! The JSON Schemas of the files, generated from their types.

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use super::format as raw;

/// The schema of one kind of file as a JSON document.
#[must_use]
pub fn document<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}

/// The schemas of all files by name, for editors that check a file while it is written.
#[must_use]
pub fn all() -> [(&'static str, Value); 10] {
    [
        ("knowledge", document::<raw::Manifest>()),
        ("criteria", document::<raw::Criteria>()),
        ("capabilities", document::<raw::Capabilities>()),
        ("facts", document::<raw::Facts>()),
        ("questions", document::<raw::Questions>()),
        ("lexicon", document::<raw::Lexicon>()),
        ("measurements", document::<raw::Measurements>()),
        ("framework", document::<raw::Framework>()),
        ("companion", document::<raw::Companion>()),
        ("sources", document::<raw::Sources>()),
    ]
}
