//! Reads the whole body before the handler starts, within a limit and a deadline. actix has no deadline for bodies:
//! without this step, a body that never ends would hold its connection for ever. A connection with a body that is not
//! read to its end is closed after the response.

use std::sync::Arc;

use actix_web::HttpMessage;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_LENGTH, HeaderMap};
use actix_web::web::{Bytes, BytesMut};
use futures_util::{FutureExt, StreamExt};

use crate::http::connections::connection::Connection;
use crate::http::middleware::context::Context;
use crate::http::problem::Problem;
use crate::http::problem_sentences::Detail;
use crate::http::problem_types::ProblemType;
use crate::http::request_limits::RequestLimits;

/// Bodies of more bytes are counted, so that many at once do not fill the memory.
const LARGE_BYTES: usize = 32 * 1024;
/// Methods whose bodies have a meaning. Other bodies are not read.
const WITH_BODY: [Method; 4] = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// Reads the body and passes it on as a payload of one chunk.
///
/// # Errors
/// A problem if it is too large, too slow or broken.
pub async fn read(context: &Context, request: &mut ServiceRequest) -> Result<(), Problem> {
    let limits = context.limits;
    let mut payload = request.take_payload();
    if !WITH_BODY.contains(request.method()) {
        if has_more(&mut payload) {
            // The end of a short body may have arrived with the head.
            tokio::task::yield_now().await;
            if has_more(&mut payload) {
                close_connection(request);
            }
        }
        return Ok(());
    }
    let reserved = reserve(context, request);
    let body = match reserved {
        Ok(()) => collect(limits, request, payload).await,
        Err(problem) => Err(problem),
    };
    match body {
        Ok(body) => {
            request.set_payload(Payload::from(body));
            Ok(())
        }
        Err(problem) => {
            close_connection(request);
            Err(problem)
        }
    }
}

/// Reserves memory for a body that may be large, until its request is answered.
fn reserve(context: &Context, request: &ServiceRequest) -> Result<(), Problem> {
    let max_bytes = context.limits.body_bytes_at(request.path());
    let bytes = declared_length(request.headers()).unwrap_or(max_bytes).min(max_bytes);
    if bytes > LARGE_BYTES {
        let admission = &context.admission;
        let client = admission.client_of(request.peer_addr(), request.headers());
        request.extensions_mut().insert(admission.reserve(client, bytes)?);
    }
    Ok(())
}

/// Whether a payload has not ended yet, as far as is known without waiting.
fn has_more(payload: &mut Payload) -> bool {
    !matches!(payload, Payload::None) && !matches!(payload.next().now_or_never(), Some(None))
}

fn close_connection(request: &ServiceRequest) {
    if let Some(connection) = request.conn_data::<Arc<Connection>>() {
        connection.finish_unread();
    }
}

async fn collect(
    limits: RequestLimits,
    request: &ServiceRequest,
    mut payload: Payload,
) -> Result<Bytes, Problem> {
    check_declared(limits, request.path(), request.headers())?;
    let max_bytes = limits.body_bytes_at(request.path());
    let reading = async {
        let mut body = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|error| broken(&error))?;
            if body.len() + chunk.len() > max_bytes {
                return Err(too_large(max_bytes));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    };
    let body = tokio::time::timeout(limits.body_deadline, reading).await;
    body.map_err(|_| too_slow(limits))?
}

/// Rejects a body whose declared length is beyond the limit of its path.
///
/// # Errors
/// A problem with status 413.
pub fn check_declared(
    limits: RequestLimits,
    path: &str,
    headers: &HeaderMap,
) -> Result<(), Problem> {
    let max_bytes = limits.body_bytes_at(path);
    match declared_length(headers) {
        Some(length) if length > max_bytes => Err(too_large(max_bytes)),
        _ => Ok(()),
    }
}

fn declared_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn too_large(max_bytes: usize) -> Problem {
    let detail = Detail::LargeBody { bytes: &max_bytes.to_string() }.to_message();
    Problem::new(ProblemType::BodyTooLarge, detail)
}

fn too_slow(limits: RequestLimits) -> Problem {
    let seconds = limits.body_deadline.as_secs_f64();
    let detail = format!("The body was not complete after {seconds} seconds.");
    Problem::new(ProblemType::RequestTimeout, detail)
}

fn broken(error: &PayloadError) -> Problem {
    let detail = match error {
        PayloadError::Incomplete(_) => "The body ended too early.",
        _ => "The body could not be read to its end.",
    };
    Problem::new(ProblemType::BadRequest, detail)
}
