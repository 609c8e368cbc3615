//! What happens to every request, whatever it asks for. The order is in `http::app`.
//!
//! A layer can end in an `Err` as well as in a response: a handler that is cut off by its deadline or
//! a panic takes its request with it, and without a request actix knows no response. The layers
//! outside therefore change headers through `with_headers`, which reaches both.

/// One line in the log for each answer.
pub mod access_log;
/// The whole body before the handler starts, within a limit and a deadline.
pub mod body;
/// Answers to other origins, and to `OPTIONS`.
pub mod cors;
/// The end of the patience with a handler.
pub mod deadline;
/// `HEAD` as `GET`.
pub mod head;
/// A panic becomes an error, and the connection lives on.
pub mod panics;
/// Every error becomes a problem.
pub mod problems;
/// A random name for each request.
pub mod request_id;
/// What browsers may do with the answers.
pub mod security_headers;
/// Bounded addresses.
pub mod uri_limit;

use actix_web::Error;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::HeaderMap;

/// Changes the headers of the answer, also of one that is still an error.
fn with_headers<B>(
    result: Result<ServiceResponse<B>, Error>,
    change: impl Fn(&mut HeaderMap) + 'static,
) -> Result<ServiceResponse<B>, Error> {
    match result {
        Ok(mut response) => {
            change(response.headers_mut());
            Ok(response)
        }
        Err(mut error) => {
            error.add_response_mapper(move |mut response| {
                change(response.headers_mut());
                response
            });
            Err(error)
        }
    }
}
