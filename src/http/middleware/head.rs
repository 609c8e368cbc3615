//! `HEAD` is answered as `GET` (RFC 9110, section 9.3.2): same status, same headers, no body.

use actix_web::dev::ServiceRequest;
use actix_web::http::Method;

/// Lets the router see `GET`. The encoder of actix remembers that `HEAD` was asked, sends the length
/// of the body and leaves the body out.
pub fn as_get(request: &mut ServiceRequest) {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
}
