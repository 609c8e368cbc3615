//! The steps that every request passes, in their order; see `handle`.
//!
//! They are plain functions in one middleware, because each layer of actix-web costs two allocations and a
//! boxed future for every request.
//!
//! The outcome is an `Err` as well as a response: a handler that its deadline or a panic cuts off takes its
//! request with it, and without a request actix knows no response. `with_headers` reaches both.

/// One line in the log for each response.
pub mod access_log;
/// Reads the body within a limit and a deadline.
pub mod body;
/// Headers for other origins, and responses to `OPTIONS`.
pub mod cors;
/// The time limit of a handler.
pub mod deadline;
/// A panic becomes an error; the connection stays open.
pub mod panics;
/// Every error becomes a problem.
pub mod problems;
/// A random id for each request.
pub mod request_id;
/// What browsers may do with a response.
pub mod security_headers;
/// The longest address.
pub mod uri_limit;

use std::sync::Arc;

use actix_web::Error;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::middleware::Next;

use self::access_log::Arrival;
use self::request_id::RequestId;
use super::limits::Limits;
use super::route_table::RouteTable;
use crate::metrics::Requests;

/// What the middleware needs, shared by all workers.
#[derive(Debug)]
pub struct Context {
    /// Limits of a request.
    pub limits: Limits,
    /// The paths and their methods.
    pub routes: Arc<RouteTable>,
    /// Counters of requests, if metrics are on.
    pub requests: Option<Requests>,
}

/// Passes a request through all steps to its handler, and the response back.
///
/// # Errors
/// A problem where the request or its handler failed.
pub async fn handle(
    context: Arc<Context>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // First: everything inside may need the id.
    let id = RequestId::random();
    let arrival = Arrival::of(context.requests.as_ref(), &request);
    let outcome = if let Some(response) = cors::respond_to_options(&context.routes, &request) {
        Ok(request.into_response(response))
    } else {
        // Around everything that can panic.
        let outcome = panics::catch(call_handler(context.limits, request, next)).await;
        // Around everything that can end in an error, so that each becomes a problem.
        let outcome = problems::finish(&id, outcome);
        // Around problems, so that pages of other origins can read those too.
        with_headers(outcome, cors::add)
    };
    if let Some(arrival) = arrival {
        arrival.log(context.requests.as_ref(), &outcome);
    }
    with_headers(outcome, move |headers| {
        security_headers::add(headers);
        id.add(headers);
    })
}

/// The steps before the handler, and the handler.
async fn call_handler(
    limits: Limits,
    mut request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Before anything looks at the address as a whole.
    uri_limit::check(&request)?;
    // The router knows GET only. The encoder of actix remembers `HEAD` (RFC 9110, section 9.3.2): it sends
    // the length of the body and leaves the body out.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    // Before the handler, so that no handler can forget it.
    body::read(limits, &mut request).await?;
    // Last: the time for the body does not count as time of the handler.
    deadline::enforce(limits, next.call(request)).await
}

/// Changes the headers of a response, also of one that is still an error.
fn with_headers<B>(
    outcome: Result<ServiceResponse<B>, Error>,
    change: impl Fn(&mut HeaderMap) + 'static,
) -> Result<ServiceResponse<B>, Error> {
    match outcome {
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
