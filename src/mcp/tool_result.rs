//! What a call of a tool returns.

use serde::Serialize;
use serde_json::Value;

use crate::config::PublicUrl;

/// The longest answer in bytes: 1,200 tokens, at 3.5 bytes for a token, which is on the safe side for JSON with English
/// in it.
const MAX_BYTES: usize = 4_200;

/// What a call returns.
pub(super) enum ToolResult {
    /// Structured content.
    Found(Value),
    /// What is wrong with the arguments, for the assistant to correct them.
    Refused(String),
}

impl ToolResult {
    /// Structured content, or the reason why there is none.
    pub fn of<T: Serialize>(found: Result<T, String>) -> Self {
        match found.and_then(|found| serde_json::to_value(found).map_err(|error| error.to_string()))
        {
            Ok(value) => Self::Found(value),
            Err(reason) => Self::Refused(reason),
        }
    }
}

/// A link that was made with this base, if it leads somewhere: without one it is a path of a service that is not known.
pub(super) fn link(base: &PublicUrl, address: String) -> Option<String> {
    (!base.origin().is_empty()).then_some(address)
}

/// Whether an answer is longer than an assistant should have to read.
pub(super) fn is_long<T: Serialize>(answer: &T) -> bool {
    serde_json::to_vec(answer).is_ok_and(|json| json.len() > MAX_BYTES)
}
