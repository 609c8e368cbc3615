//! The end of the patience with a handler, so that a stuck one holds no connection for ever.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use crate::http::Limits;
use crate::http::problem::Problem;

/// Drops the handler when its time is up.
pub async fn enforce(
    limits: Limits,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    match tokio::time::timeout(limits.handler_deadline, next.call(request)).await {
        Ok(result) => result,
        Err(_) => Err(Problem::unavailable("The answer took too long.").into()),
    }
}
