//! What a call of a tool returns.

use framewise_mcp::tools::ToolResult;
use serde::Serialize;

use crate::api::openapi::example::as_sent;
use crate::config::PublicUrl;

/// The longest answer in bytes: 1,200 tokens, at 3.5 bytes for a token, which is on the safe side for JSON with English
/// in it.
const MAX_BYTES: usize = 4_200;

/// Structured content, or what is wrong with the arguments.
pub(super) fn tool_result<T: Serialize>(found: Result<T, String>) -> ToolResult {
    found.map_or_else(ToolResult::Refused, |found| ToolResult::Found(as_sent(&found)))
}

/// A link that was made with this base, if it leads somewhere: without one it is a path of a service that is not known.
pub(super) fn link(base: &PublicUrl, address: String) -> Option<String> {
    (!base.origin().is_empty()).then_some(address)
}

/// Whether an answer is longer than an assistant should have to read.
pub(super) fn is_long<T: Serialize>(answer: &T) -> bool {
    serde_json::to_vec(answer).is_ok_and(|json| json.len() > MAX_BYTES)
}
