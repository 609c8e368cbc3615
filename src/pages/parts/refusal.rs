//! Pages with a status of 400 or more: for browsers in place of a problem, which programs get.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, HeaderValue, VARY,
};
use actix_web::{HttpRequest, HttpResponse};
use maud::Markup;

use crate::http::negotiate;
use crate::http::problem;
use crate::pages::layout::{self, Head, POLICY};
use crate::pages::site::Site;

const HTML: &str = "text/html; charset=utf-8";
const ACCEPT_AND_LANGUAGE: HeaderValue = HeaderValue::from_static("Accept, Accept-Language");

/// Whether the caller prefers a page to a problem, as browsers do.
#[must_use]
pub fn prefers_page(request: &HttpRequest) -> bool {
    negotiate::accepted(request, &[problem::MEDIA_TYPE, "text/html"]) == Some("text/html")
}

/// A page with this status, which no cache may store.
#[must_use]
pub fn page(site: &Site, status: StatusCode, head: Head<'_>, main: &Markup) -> HttpResponse {
    let head = Head { is_listed: false, ..head };
    HttpResponse::build(status)
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((VARY, ACCEPT_AND_LANGUAGE))
        .insert_header((CONTENT_LANGUAGE, HeaderValue::from_static(site.language().tag())))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .content_type(HTML)
        .body(layout::document(site, &head, main).into_string())
}
