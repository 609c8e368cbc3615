//! JSON bodies: declared as JSON, in UTF-8, not compressed. `framewise_model::json` parses the bytes strictly.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{self, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName};
use actix_web::web::Bytes;
use actix_web::{Error, FromRequest, HttpRequest};
use framewise_model::json;
use serde_json::Value;

use crate::http::negotiate;
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;

const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");

/// A parsed body of type `application/json`.
#[derive(Debug)]
pub struct JsonBody(pub Value);

/// A body of type `application/json` that is not parsed yet: a large one takes too long for the event loop.
#[derive(Debug)]
pub struct JsonBytes(Bytes);

impl JsonBytes {
    /// Parses the body.
    ///
    /// # Errors
    /// A problem if it is not JSON.
    pub fn parse(&self) -> Result<Value, Problem> {
        json::parse(&self.0).map_err(Problem::from)
    }
}

impl FromRequest for JsonBytes {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let declared = check_headers(request.headers());
        let bytes = Bytes::from_request(request, payload);
        Box::pin(async move {
            declared?;
            Ok(Self(bytes.await?))
        })
    }
}

impl FromRequest for JsonBody {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = JsonBytes::from_request(request, payload);
        Box::pin(async move { Ok(Self(body.await?.parse()?)) })
    }
}

fn check_headers(headers: &HeaderMap) -> Result<(), Problem> {
    let Some(content_type) = headers.get(CONTENT_TYPE) else {
        return Err(unsupported("There is no Content-Type header."));
    };
    if !is_json(content_type.to_str().unwrap_or_default()) {
        return Err(unsupported("The body must be application/json in UTF-8."));
    }
    // A list may be in several headers, and may have empty elements (RFC 9110, section 5.6.1).
    let mut codings = headers
        .get_all(CONTENT_ENCODING)
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii));
    if codings.any(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity")) {
        let problem = unsupported("Compressed bodies are not accepted.");
        return Err(problem.with_header(header::ACCEPT_ENCODING, "identity"));
    }
    Ok(())
}

/// Whether a content type is `application/json` in UTF-8; other parameters are allowed.
fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    essence.eq_ignore_ascii_case(negotiate::JSON)
        && parts.all(|part| match part.split_once('=') {
            Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
                value.trim_matches('"').eq_ignore_ascii_case("utf-8")
            }
            _ => true,
        })
}

fn unsupported(detail: &str) -> Problem {
    Problem::new(ProblemType::UnsupportedMediaType, detail)
        .with_header(ACCEPT_POST, negotiate::JSON)
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn parameters_are_allowed_but_no_other_charset() {
        for good in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/json;charset=\"utf-8\"; v=1",
        ] {
            assert!(is_json(good), "{good}");
        }
        for bad in [
            "",
            "text/plain",
            "application/json; charset=utf-16",
            "application/jsonx",
            "application/merge-patch+json",
            "application/json, text/plain",
        ] {
            assert!(!is_json(bad), "{bad}");
        }
    }
}
