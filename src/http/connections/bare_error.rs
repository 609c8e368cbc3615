//! Error responses before there is a request: actix answers a head that it cannot read with a status and nothing
//! else. The socket sends a problem instead, with the headers and the line in the log of any other response.

use std::sync::Arc;

use actix_http::{HttpMessage as _, Request, Response};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CONNECTION, CONTENT_LENGTH, DATE, Date, HeaderValue, TryIntoHeaderValue,
};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, ResponseError};

use crate::http::middleware::access_log;
use crate::http::middleware::context::Context;
use crate::http::middleware::request_id::RequestId;
use crate::http::middleware::{body, cors, security_headers};
use crate::http::problem::Problem;

/// The longest such response of actix in bytes: it has a status line and three short headers.
const MAX_BYTES: usize = 256;

/// Makes the responses.
#[derive(Debug)]
pub struct BareErrors(Arc<Context>);

/// Where a response of actix without a body begins, if `bytes` end with one. All responses of the service have an
/// `X-Request-Id`.
#[must_use]
pub fn find(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.len().saturating_sub(MAX_BYTES);
    // Most writes end with a body.
    if !bytes.ends_with(b"\r\n\r\n") {
        return None;
    }
    // Every response without a body comes through here, and this is the fastest way to tell most of them apart.
    if !bytes[tail..].contains(&b'H') {
        return None;
    }
    let mut starts = (tail..bytes.len()).rev();
    let start = starts.find(|start| bytes[*start..].starts_with(b"HTTP/1."))?;
    let head = std::str::from_utf8(&bytes[start..]).ok()?.to_ascii_lowercase();
    let is_bare = head.get(9..10) == Some("4")
        && head.contains("\r\ncontent-length: 0\r\n")
        && !head.contains("\r\nx-request-id: ");
    is_bare.then_some(start)
}

impl BareErrors {
    /// Responses that are logged and counted as those of this service.
    #[must_use]
    pub fn new(context: Arc<Context>) -> Self {
        Self(context)
    }

    /// The response in place of this one of actix.
    #[must_use]
    pub fn replace(&self, bare: &[u8]) -> Bytes {
        let status = bare.get(9..12).and_then(|status| StatusCode::from_bytes(status).ok());
        self.response(status.unwrap_or(StatusCode::BAD_REQUEST))
    }

    /// A response with this status that closes the connection.
    #[must_use]
    pub fn response(&self, status: StatusCode) -> Bytes {
        let mut response = self.finish(&Problem::from_status(status));
        let headers = response.headers_mut();
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
        if let Ok(date) = Date::now().try_into_value() {
            headers.insert(DATE, date);
        }
        let status = response.status();
        let (head, body) = response.into_parts();
        let body = body.try_into_bytes().unwrap_or_default();
        let mut text = format!("HTTP/1.1 {status}\r\n{CONTENT_LENGTH}: {}\r\n", body.len());
        for (name, value) in head.headers() {
            text.push_str(name.as_str());
            text.push_str(": ");
            text.push_str(value.to_str().unwrap_or_default());
            text.push_str("\r\n");
        }
        text.push_str("\r\n");
        Bytes::from([text.as_bytes(), &body].concat())
    }

    /// Rejects a request that waits for `100 Continue` (RFC 9110, section 10.1.1) before it sends a body that is too
    /// large.
    ///
    /// # Errors
    /// The response.
    pub fn expect(&self, request: Request) -> Result<Request, Response<BoxBody>> {
        match body::check_declared(self.0.limits, request.path(), request.headers()) {
            Ok(()) => Ok(request),
            Err(problem) => Err(self.finish(&problem).into()),
        }
    }

    /// A problem as a response with the usual headers, logged and counted.
    fn finish(&self, problem: &Problem) -> HttpResponse {
        let id = RequestId::random();
        let mut response = problem
            .clone()
            .with_instance(&id.to_string())
            .with_public_url(&self.0.public_url)
            .error_response();
        let headers = response.headers_mut();
        cors::add(headers);
        security_headers::add(headers);
        id.add(headers);
        access_log::log_unread(self.0.requests.as_ref(), response.status());
        response
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn only_a_response_without_a_body_and_an_id_is_replaced() {
        let bare = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\
                    date: Mon, 30 Nov 2026 02:00:00 GMT\r\n\r\n";
        let earlier = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        assert_eq!(find(bare.as_bytes()), Some(0));
        assert_eq!(find([earlier, bare].concat().as_bytes()), Some(earlier.len()));
        for other in [
            "",
            earlier,
            "HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\netag: \"a\"\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nx-request-id: a\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\ncontent-length: 9\r\n\r\n",
        ] {
            assert_eq!(find(other.as_bytes()), None, "{other}");
        }
    }
}
