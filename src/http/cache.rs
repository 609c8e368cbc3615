//! Answers that may be kept: a strong `ETag` (RFC 9110, section 8.8.3) made of what is sent, and 304
//! for who has it already. The same bytes have the same tag on every instance and after a restart.

use actix_web::http::header::{
    CACHE_CONTROL, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::negotiate;
use super::problem::Problem;
use crate::knowledge::digest::hex;

/// Fresh for five minutes, and shown for a day more while a new one is fetched.
const PUBLIC: HeaderValue =
    HeaderValue::from_static("public, max-age=300, stale-while-revalidate=86400");
/// 128 bits of a SHA-256: no two answers will ever share them.
const TAG_BYTES: usize = 16;

/// One form of a resource: its bytes, their type and their tag. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Representation {
    content_type: &'static str,
    body: Bytes,
    etag: String,
    varies_on_accept: bool,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Representation {
    /// These bytes of this type.
    pub fn new(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        let etag = format!("\"{}\"", hex(&Sha256::digest(&body)[..TAG_BYTES]));
        Self { content_type, body, etag, varies_on_accept: false, headers: Vec::new() }
    }

    /// `value` as JSON.
    ///
    /// # Errors
    /// An internal error if it cannot be written as JSON.
    pub fn json(value: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(Problem::internal)?;
        Ok(Self::new(negotiate::JSON, body))
    }

    /// The same, marked as one of several forms between which `Accept` selects.
    #[must_use]
    pub fn varying_on_accept(mut self) -> Self {
        self.varies_on_accept = true;
        self
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// 200 with the bytes, or 304 if the caller has them.
    #[must_use]
    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let known = is_known(request.headers(), &self.etag);
        let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response.insert_header((ETAG, self.etag.as_str()));
        response.insert_header((CACHE_CONTROL, PUBLIC));
        if self.varies_on_accept {
            response.insert_header((VARY, "Accept"));
        }
        for header in &self.headers {
            response.insert_header(header.clone());
        }
        if known {
            return response.finish();
        }
        response.content_type(self.content_type).body(self.body.clone())
    }
}

/// 200 with `value` as JSON that must not be kept: what is true only now, or for one caller.
///
/// # Errors
/// An internal error if it cannot be written as JSON.
pub fn uncached(value: &impl Serialize) -> Result<HttpResponse, Problem> {
    Ok(no_store(negotiate::JSON, serde_json::to_vec(value).map_err(Problem::internal)?))
}

/// 200 with these bytes of this type, which must not be kept.
pub fn no_store(content_type: &'static str, body: impl Into<Bytes>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type(content_type)
        .body(body.into())
}

/// Marks an answer as one of several forms between which `Accept` selects.
#[must_use]
pub fn varying_on_accept(mut response: HttpResponse) -> HttpResponse {
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept"));
    response
}

/// Whether `If-None-Match` names the tag, by weak comparison (RFC 9110, section 13.1.2).
fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        // Tags of this service have no comma inside, so one that is cut in two cannot match.
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}
