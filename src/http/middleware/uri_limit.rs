//! The longest address, so that later steps may process path and query string as a whole.

use actix_web::dev::ServiceRequest;

use crate::http::problem::Problem;
use crate::http::problem_sentences::Detail;
use crate::http::problem_types::ProblemType;

/// Bytes of path and query string. RFC 9110, section 4.1, asks for at least 8,000.
pub const MAX_URI_BYTES: usize = 8_000;

/// Rejects a longer address.
///
/// # Errors
/// A problem that names the limit.
pub fn check(request: &ServiceRequest) -> Result<(), Problem> {
    let length = request.uri().path_and_query().map_or(0, |uri| uri.as_str().len());
    if length > MAX_URI_BYTES {
        let (bytes, length) = (&MAX_URI_BYTES.to_string(), &length.to_string());
        let detail = Detail::LongAddress { bytes, length }.to_message();
        return Err(Problem::new(ProblemType::UriTooLong, detail));
    }
    Ok(())
}
