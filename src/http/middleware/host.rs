//! The `Host` header: a name or an address, and perhaps a port (RFC 9110, section 7.2). Another text is a sign that
//! programs on the way read the request differently.

use actix_web::dev::ServiceRequest;
use actix_web::http::header::HOST;

use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;

/// Rejects a request whose `Host` header cannot be a host.
///
/// # Errors
/// A problem with status 400.
pub fn check(request: &ServiceRequest) -> Result<(), Problem> {
    match request.headers().get(HOST) {
        Some(host) if !host.as_bytes().iter().all(|byte| is_allowed(*byte)) => {
            let detail = "The Host header has characters that no host has.";
            Err(Problem::new(ProblemType::BadRequest, detail))
        }
        _ => Ok(()),
    }
}

/// Whether a host may have this character: those of names, of addresses in brackets, and of ports (RFC 3986,
/// section 3.2.2).
fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:[]".contains(&byte)
}
