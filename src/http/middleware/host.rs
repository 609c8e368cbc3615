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
        Some(host) if !host.as_bytes().iter().all(|byte| ALLOWED[usize::from(*byte)]) => {
            let detail = "The Host header has characters that no host has.";
            Err(Problem::new(ProblemType::BadRequest, detail))
        }
        _ => Ok(()),
    }
}

/// By byte, whether a host may have this character: those of names, of addresses in brackets, and of ports (RFC 3986,
/// section 3.2.2).
const ALLOWED: [bool; 256] = {
    let marks = b"-._~%!$&'()*+,;=:[]";
    let mut allowed = [false; 256];
    let mut byte: u8 = 0;
    while byte < u8::MAX {
        allowed[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let mut index = 0;
    while index < marks.len() {
        allowed[marks[index] as usize] = true;
        index += 1;
    }
    allowed
};
