//! Answers that may be kept: a strong `ETag` (RFC 9110, section 8.8.3) made of what is sent, and 304
//! for who has it already. The same bytes have the same tag on every instance and after a restart.

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

/// Fresh for five minutes, and shown for a day more while a new one is fetched.
const PUBLIC: HeaderValue =
    HeaderValue::from_static("public, max-age=300, stale-while-revalidate=86400");
/// What selects between the forms of a resource.
const ACCEPT: HeaderValue = HeaderValue::from_static("Accept");
/// 128 bits of a SHA-256: no two answers will ever share them.
const TAG_BYTES: usize = 16;

/// One form of a resource: its bytes, their type and their tag. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Representation(Arc<Parts>);

/// Headers are kept as they are sent, so that an answer only has to be put together.
#[derive(Debug, Clone)]
struct Parts {
    body: Bytes,
    media_type: &'static str,
    content_type: HeaderValue,
    etag: HeaderValue,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Representation {
    /// These bytes of this type.
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
    /// An internal error if it cannot be written as JSON.
    pub fn json(value: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(Problem::internal)?;
        // Without the room to grow that it was written with.
        Ok(Self::new(negotiate::JSON, body.into_boxed_slice()))
    }

    /// The same, marked as one of several forms between which `Accept` selects.
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

    /// How many bytes it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.body.len()
    }

    /// 200 with the bytes, or 304 if the caller has them.
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

/// A strong tag: the same bytes have the same one everywhere.
fn tag(body: &[u8]) -> HeaderValue {
    let digest = hex(&Sha256::digest(body)[..TAG_BYTES]);
    // Hexadecimal digits in quotes are always a header.
    HeaderValue::try_from(format!("\"{digest}\"")).unwrap_or(HeaderValue::from_static("\"\""))
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
    response.headers_mut().insert(VARY, ACCEPT);
    response
}

/// Whether `If-None-Match` names the tag, by weak comparison (RFC 9110, section 13.1.2).
fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        // Tags of this service have no comma inside, so one that is cut in two cannot match.
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(<[u8]>::trim_ascii)
        .any(|tag| tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag.as_bytes())
}
