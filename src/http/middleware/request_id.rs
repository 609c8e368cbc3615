//! A random name for each request: in the header `X-Request-Id`, in problems, and in the log beside
//! the cause of an internal error.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};

use super::with_headers;
use crate::http::problem::Problem;
use crate::knowledge::digest::hex;

/// Name of the response header.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of the request at hand, in its extensions.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Draws the id, keeps it with the request and sends it with the answer. An id that the caller sends
/// is not taken over: it would be caller's text in the log.
pub async fn give(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = random_uuid().map_err(Problem::internal)?;
    let value = HeaderValue::from_str(&id).map_err(Problem::internal)?;
    request.extensions_mut().insert(RequestId(id));
    with_headers(next.call(request).await, move |headers| {
        headers.insert(X_REQUEST_ID, value.clone());
    })
}

/// A random UUID (RFC 9562, version 4).
fn random_uuid() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let groups = [0..4, 4..6, 6..8, 8..10, 10..16];
    Ok(groups.map(|group| hex(&bytes[group])).join("-"))
}

#[cfg(test)]
mod tests {
    use super::random_uuid;

    #[test]
    fn an_id_has_the_form_of_a_version_4_uuid() {
        let id = random_uuid().unwrap();
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(&id[14..15], "4");
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"));
    }
}
