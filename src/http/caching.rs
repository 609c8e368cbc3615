//! Cacheable responses: a strong `ETag` (RFC 9110, section 8.8.3) computed from the body, and 304 for a
//! caller that has it. Equal bodies have equal tags on every instance and after a restart.

use std::sync::Arc;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::negotiate;
use super::problem::Problem;
use framewise_model::knowledge::digest::hex;

/// Fresh for five minutes; for one more day a cache may send it while it fetches a new one.
const PUBLIC: HeaderValue =
    HeaderValue::from_static("public, max-age=300, stale-while-revalidate=86400");
/// The header that selects the media type of a resource.
const ACCEPT: HeaderValue = HeaderValue::from_static("Accept");
/// 128 bits of a SHA-256, so that different bodies practically never have the same tag.
const TAG_BYTES: usize = 16;

/// A representation of a resource: its bytes, media type and tag. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Representation(Arc<Parts>);

/// The headers are stored as they are sent, so that a response only has to be assembled.
#[derive(Debug, Clone)]
struct Parts {
    body: Bytes,
    media_type: &'static str,
    content_type: HeaderValue,
    etag: HeaderValue,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Representation {
    /// A representation with these bytes and this content type.
    pub fn new(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        Self(Arc::new(Parts {
            media_type: content_type.split(';').next().unwrap_or(content_type),
            content_type: HeaderValue::from_static(content_type),
            etag: tag(&body),
            headers: Vec::new(),
            body,
        }))
    }

    /// `value` as JSON.
    ///
    /// # Errors
    /// An internal error if it cannot be serialised.
    pub fn json(value: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(Problem::internal)?;
        // A boxed slice has no spare capacity.
        Ok(Self::new(negotiate::JSON, body.into_boxed_slice()))
    }

    /// The same with `Vary: Accept`, for a resource with several media types.
    #[must_use]
    pub fn varying_on_accept(self) -> Self {
        self.with_header(VARY, ACCEPT)
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        Arc::make_mut(&mut self.0).headers.push((name, value));
        self
    }

    /// Its media type, without parameters.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        self.0.media_type
    }

    /// The length of its body in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.body.len()
    }

    /// The response: 200 with the bytes, or 304 if `If-None-Match` has their tag.
    #[must_use]
    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let Parts { body, content_type, etag, headers: more, .. } = &*self.0;
        let known = is_known(request.headers(), etag);
        let mut response = if known {
            HttpResponse::new(StatusCode::NOT_MODIFIED)
        } else {
            HttpResponse::with_body(StatusCode::OK, BoxBody::new(body.clone()))
        };
        let headers = response.headers_mut();
        headers.insert(ETAG, etag.clone());
        headers.insert(CACHE_CONTROL, PUBLIC);
        for (name, value) in more {
            headers.insert(name.clone(), value.clone());
        }
        if !known {
            headers.insert(CONTENT_TYPE, content_type.clone());
        }
        response
    }
}

/// The strong tag of a body.
fn tag(body: &[u8]) -> HeaderValue {
    let digest = hex(&Sha256::digest(body)[..TAG_BYTES]);
    // Hexadecimal digits in quotes are always a valid header.
    HeaderValue::try_from(format!("\"{digest}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

/// A response with status 200 and `value` as JSON that no cache may store: it holds only now, or only for one
/// caller.
///
/// # Errors
/// An internal error if it cannot be written as JSON.
pub fn uncached(value: &impl Serialize) -> Result<HttpResponse, Problem> {
    Ok(no_store(negotiate::JSON, serde_json::to_vec(value).map_err(Problem::internal)?))
}

/// A response with status 200 that no cache may store.
pub fn no_store(content_type: &'static str, body: impl Into<Bytes>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type(content_type)
        .body(body.into())
}

/// Adds `Vary: Accept` to a response of a resource with several media types.
#[must_use]
pub fn varying_on_accept(mut response: HttpResponse) -> HttpResponse {
    response.headers_mut().insert(VARY, ACCEPT);
    response
}

/// Whether `If-None-Match` names the tag, by weak comparison (RFC 9110, section 13.1.2).
fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        // The tags of this service contain no comma, so a tag that is split at one cannot match.
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(<[u8]>::trim_ascii)
        .any(|tag| tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag.as_bytes())
}
