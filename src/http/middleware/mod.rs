//! The steps that every request passes, in their order; see `handle`.
//!
//! They are plain functions in one middleware, because each layer of actix-web costs two allocations and a
//! boxed future for every request.
//!
//! The outcome is an `Err` as well as a response: a handler that its deadline or a panic cuts off takes its
//! request with it, and without a request actix knows no response. `with_head` reaches both.

/// One line in the log for each response.
pub mod access_log;
/// Reads the body within a limit and a deadline.
pub mod body;
/// What the middleware needs.
pub mod context;
/// Headers for other origins, and responses to `OPTIONS`.
pub mod cors;
/// The time limit of a handler.
pub mod deadline;
/// Every error becomes a problem.
pub mod errors;
/// The `Host` header.
pub mod host;
/// A panic becomes an error; the connection stays open.
pub mod panics;
/// A random id for each request.
pub mod request_id;
/// The body of a response on its way to the socket.
pub mod response_body;
/// What browsers may do with a response.
pub mod security_headers;
/// The longest address.
pub mod uri_limit;

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use actix_web::body::BoxBody;
use actix_web::dev::{ResponseHead, ServiceRequest, ServiceResponse};
use actix_web::http::{ConnectionType, Method};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};

use self::access_log::Arrival;
use self::context::Context;
use self::errors::Recipient;
use self::request_id::RequestId;
use self::response_body::ResponseBody;
use super::admission::rate_limits::Standings;
use super::connections::connection::Connection;
use super::problem::Problem;

/// Passes a request through all steps to its handler, and the response back.
///
/// # Errors
/// A problem where the request or its handler failed.
pub async fn handle(
    context: Arc<Context>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<ResponseBody>, Error> {
    // First: everything inside may need the id.
    let id = RequestId::random();
    let arrival = Arrival::of(&context, &request);
    let connection = request.conn_data::<Arc<Connection>>().cloned();
    if let Some(connection) = &connection
        && connection.is_finishing()
    {
        connection.ignore();
        return pending().await;
    }
    let answering = connection.as_ref().map(|connection| connection.begin(&context.connections));
    if let Some(connection) = &connection {
        if request.head().connection_type() == ConnectionType::Close {
            connection.finish_as_asked();
        } else if context.stopping.load(Ordering::Relaxed) {
            connection.finish_to_stop();
        }
    }
    // An error may take the request with it.
    let recipient = Recipient::of(request.request());
    let (mut standings, counted) = count(&context, &request);
    let outcome = if let Some(response) = cors::respond_to_options(&context.routes, &request) {
        Ok(request.into_response(response))
    } else {
        // Around everything that can panic.
        let outcome = panics::catch(async {
            counted?;
            call_handler(&context, request, next).await
        });
        let outcome = outcome.await;
        // Around everything that can end in an error, so that each becomes a problem.
        let outcome = errors::finish(&id, &context, &recipient, outcome);
        // Around problems, so that pages of other origins can read those too.
        with_head(outcome, |head| cors::add(head.headers_mut()))
    };
    if let Some(arrival) = arrival {
        arrival.log(context.requests.as_ref(), &outcome);
    }
    if let (Some(standings), Ok(response)) = (&mut standings, &outcome)
        && let Some(further) = response.request().extensions().get::<Standings>()
    {
        standings.extend(*further);
    }
    let is_last = connection.is_some_and(|connection| connection.is_finishing());
    let outcome = with_head(outcome, move |head| {
        security_headers::add(head.headers_mut());
        id.add(head.headers_mut());
        if let Some(standings) = standings {
            standings.add(head.headers_mut());
        }
        if is_last {
            head.set_connection_type(ConnectionType::Close);
        }
    });
    outcome.map(|response| response.map_body(|_, body| ResponseBody::new(body, answering)))
}

/// Paths that are not counted: they cost little, and who asks for them asks often.
const UNCOUNTED: [&str; 2] = ["/livez", "/readyz"];

/// Counts a request for the limit of its client.
fn count(context: &Context, request: &ServiceRequest) -> (Option<Standings>, Result<(), Problem>) {
    if UNCOUNTED.contains(&request.path()) {
        return (None, Ok(()));
    }
    context.admission.count(request.peer_addr(), request.headers())
}

/// The steps before the handler, and the handler.
async fn call_handler(
    context: &Context,
    mut request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Before anything looks at the address as a whole.
    uri_limit::check(&request)?;
    host::check(&request)?;
    // The router knows GET only. The encoder of actix remembers `HEAD` (RFC 9110, section 9.3.2): it sends
    // the length of the body and leaves the body out.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    // Before the handler, so that no handler can forget it.
    body::read(context, &mut request).await?;
    // Last: the time for the body does not count as time of the handler.
    deadline::enforce(context.limits, next.call(request)).await
}

/// Changes the head of a response, also of one that is still an error.
fn with_head<B>(
    outcome: Result<ServiceResponse<B>, Error>,
    change: impl Fn(&mut ResponseHead) + 'static,
) -> Result<ServiceResponse<B>, Error> {
    match outcome {
        Ok(mut response) => {
            change(response.response_mut().head_mut());
            Ok(response)
        }
        Err(mut error) => {
            error.add_response_mapper(move |mut response| {
                change(response.head_mut());
                response
            });
            Err(error)
        }
    }
}
