//! Responses that no cache may store: they hold only now, or only for one caller.

use actix_web::body::MessageBody;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, ContentEncoding, HeaderValue, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use serde::Serialize;

use super::compression;
use super::negotiate;
use super::problem::Problem;
use crate::texts::language::Language;

/// Level of compression: they are sent once.
pub const GZIP_LEVEL: u32 = 1;

/// A response with status 200 and `value` as JSON that no cache may store: it holds only now, or only for one
/// caller.
///
/// # Errors
/// An internal error if it cannot be written as JSON.
pub fn uncached(value: &impl Serialize) -> Result<HttpResponse, Problem> {
    let body = serde_json::to_vec(value).map_err(Problem::internal)?;
    Ok(no_store(negotiate::JSON).body(body))
}

/// A response with status 200 that no cache may store, compressed if it is large and the caller accepts it.
pub fn uncached_body(
    request: &HttpRequest,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> HttpResponse {
    let body = body.into();
    match compression::choose_for(request, body.len()) {
        ContentEncoding::Gzip => {
            let body = compression::gzip([body], GZIP_LEVEL);
            uncached_in(ContentEncoding::Gzip, content_type, body)
        }
        _ => uncached_in(ContentEncoding::Identity, content_type, body),
    }
}

/// The same response with texts in the language that the request asks for, which is this one.
#[must_use]
pub fn translated_once(mut response: HttpResponse, language: Language) -> HttpResponse {
    let headers = response.headers_mut();
    headers.insert(CONTENT_LANGUAGE, language.header());
    headers.append(VARY, HeaderValue::from_static("Accept-Language"));
    response
}

/// A response with status 200 that no cache may store; `body` is in this coding.
pub fn uncached_in(
    coding: ContentEncoding,
    content_type: &'static str,
    body: impl MessageBody + 'static,
) -> HttpResponse {
    let mut response = no_store(content_type);
    if coding != ContentEncoding::Identity {
        response.insert_header(coding);
    }
    response.body(body)
}

fn no_store(content_type: &'static str) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type(negotiate::content_type(content_type));
    response
}
