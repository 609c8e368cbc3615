//! A random id for each request: in the header `X-Request-Id`, in problems, and in the log with the cause of
//! an internal error.

use std::fmt;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// Name of the response header.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request: a random UUID (RFC 9562, version 4).
#[derive(Debug, Clone, Copy)]
pub struct RequestId(Uuid);

impl RequestId {
    /// A new id. An id from the caller is ignored, because it would put text of the caller into the log.
    #[must_use]
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// Adds the id to the headers of the response.
    pub fn add(&self, headers: &mut HeaderMap) {
        let mut text = Uuid::encode_buffer();
        // Hexadecimal digits and hyphens are always a valid header.
        if let Ok(value) = HeaderValue::from_str(self.0.hyphenated().encode_lower(&mut text)) {
            headers.insert(X_REQUEST_ID, value);
        }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
