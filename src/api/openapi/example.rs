//! Examples of requests and responses in the description.

use serde::Serialize;
use serde_json::Value;

use super::excerpt::excerpt;
use crate::http::negotiate;

/// An example of a request or a response.
#[derive(Debug, Clone)]
pub struct Example {
    /// Id of the operation.
    pub operation: &'static str,
    /// The part of the operation.
    pub part: Part,
    /// Media type of the example.
    pub media_type: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it shows.
    pub summary: &'static str,
    /// The example itself.
    pub value: Value,
}

impl Example {
    /// A JSON body of a request.
    #[must_use]
    pub fn request(
        operation: &'static str,
        name: &'static str,
        summary: &'static str,
        value: Value,
    ) -> Self {
        Self { operation, part: Part::Request, media_type: negotiate::JSON, name, summary, value }
    }

    /// A JSON response with status 200; its lists are cut if it is long.
    #[must_use]
    pub fn response(
        operation: &'static str,
        name: &'static str,
        summary: &'static str,
        value: &impl Serialize,
    ) -> Self {
        let part = Part::Response(200);
        let value = excerpt(as_sent(value));
        Self { operation, part, media_type: negotiate::JSON, name, summary, value }
    }
}

/// A part of an operation.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// The body of the request.
    Request,
    /// The body of the response with this status.
    Response(u16),
}

/// A response as it is sent: written and read again. Turned into a value at once, each type of a response would need a
/// second serialiser, which takes a twentieth of the time to build this crate.
#[must_use]
pub fn as_sent(response: &impl Serialize) -> Value {
    // Strings, numbers and lists can always be serialised.
    serde_json::to_vec(response).and_then(|json| serde_json::from_slice(&json)).unwrap_or_default()
}
