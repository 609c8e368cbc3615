//! Sizes of responses in bytes.

use serde::Serialize;

/// Bytes that the outcome of storing adds to a response: a receipt instead of null.
pub(super) const RECEIPT: usize = 40;

/// The length of a value as JSON. It is written into memory and not only counted: a second kind of writer would have
/// the code of every type of a response compiled twice.
pub(super) fn size(value: &impl Serialize) -> usize {
    // Strings, numbers and lists can always be serialised.
    serde_json::to_vec(value).map_or(0, |json| json.len())
}
