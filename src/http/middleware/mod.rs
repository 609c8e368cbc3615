//! What happens to every request, whatever it asks for. The order is in `frame`.
//!
//! An answer can be an `Err` as well as a response: a handler that is cut off by its deadline or a panic
//! takes its request with it, and without a request actix knows no response. What comes after it
//! therefore changes headers through `with_headers`, which reaches both.

/// One line in the log for each answer.
pub mod access_log;
/// The whole body before the handler starts, within a limit and a deadline.
pub mod body;
/// Answers to other origins, and to `OPTIONS`.
pub mod cors;
/// The end of the patience with a handler.
pub mod deadline;
/// All of it, in its order.
pub mod frame;
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
