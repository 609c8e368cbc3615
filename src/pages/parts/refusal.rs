//! Pages with a status of 400 or more: for browsers in place of a problem, which programs get.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, VARY};
use actix_web::{HttpRequest, HttpResponse};
use maud::Markup;

use crate::pages::layout::{self, Head};
use crate::pages::site::Site;

/// On what these responses depend.
const VARIATION: HeaderValue = HeaderValue::from_static("Accept, Accept-Language, Accept-Encoding");

/// A page with this status, which no cache may store and no search engine may list.
#[must_use]
pub fn page(
    request: &HttpRequest,
    site: &Site,
    status: StatusCode,
    head: Head<'_>,
    main: &Markup,
) -> HttpResponse {
    let head = Head { is_listed: false, ..head };
    let document = layout::document(site, &head, main).into_string();
    let mut response = layout::respond_once(request, site, document);
    response.headers_mut().insert(VARY, VARIATION);
    *response.status_mut() = status;
    response
}
