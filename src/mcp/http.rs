//! Streamable HTTP at `/mcp`: passes requests between actix-web and the protocol, which works on the types of the crate
//! `http`.

use std::net::IpAddr;
use std::sync::Arc;

use actix_web::http::header::{ACCEPT, ALLOW};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use framewise_mcp::http::{ACCEPTED, Endpoint, METHOD};

use super::tools::server;
use crate::api::state::State;
use crate::http::admission::rate_limits::Policy;
use crate::http::negotiate::{JSON, choose};
use crate::http::problem::Problem;

/// The path.
pub const PATH: &str = "/mcp";
/// The names of this machine.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
/// Pages of this machine, on any port.
const LOCAL_ORIGINS: [&str; 3] = ["http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"];

/// The endpoint of a service that is bound to this address, shared by all workers. It answers requests for this machine,
/// this address and the public one, and browsers only from pages of this machine and of the public address: a page
/// elsewhere could otherwise use a service in the network of its reader.
#[must_use]
pub fn endpoint(state: &Data<State>, bound: IpAddr) -> Endpoint {
    let public_url = state.public_url();
    let named = [bound.to_string(), public_url.host().to_owned()];
    let hosts = LOCAL.map(str::to_owned).into_iter().chain(named).filter(|host| !host.is_empty());
    let own = Some(public_url.origin().to_owned()).filter(|origin| !origin.is_empty());
    let origins = LOCAL_ORIGINS.map(str::to_owned).into_iter().chain(own);
    Endpoint::new(server(Arc::clone(state)), hosts.collect(), origins.collect())
}

/// Registers the path.
pub fn register(config: &mut web::ServiceConfig) {
    config.route(PATH, web::route().to(answer));
}

/// Answers a request of any method.
///
/// # Errors
/// A problem if the request or the answer cannot be converted.
async fn answer(
    request: HttpRequest,
    body: web::Bytes,
    endpoint: Data<Endpoint>,
    state: Data<State>,
) -> Result<HttpResponse, Problem> {
    state.admission().charge(&request, Policy::Computing, 1)?;
    let _permit = state.admission().enter(&request).await?;
    let mut converted =
        http::Request::builder().method(request.method().as_str()).uri(request.uri().to_string());
    if request.method() == Method::POST {
        choose(&request, &[JSON])?;
    }
    for (name, value) in request.headers().iter().filter(|(name, _)| *name != ACCEPT) {
        converted = converted.header(name.as_str(), value.as_bytes());
    }
    // Answers are JSON, so a caller may accept that alone.
    converted = converted.header(ACCEPT.as_str(), ACCEPTED);
    let converted = converted.body(body).map_err(Problem::internal)?;
    let (head, body) = endpoint.answer(converted).await.into_parts();
    let status = StatusCode::from_u16(head.status.as_u16()).map_err(Problem::internal)?;
    let is_json = head.headers.get(http::header::CONTENT_TYPE).is_some_and(|kind| kind == JSON);
    if status.is_client_error() && !is_json {
        // Not an error of the protocol but of HTTP, such as a wrong method or an origin that is refused.
        let problem = Problem::from_status(status);
        return Err(if status == StatusCode::METHOD_NOT_ALLOWED {
            problem.with_header(ALLOW, METHOD)
        } else {
            problem
        });
    }
    let mut response = HttpResponse::build(status);
    for (name, value) in &head.headers {
        response.append_header((name.as_str(), value.as_bytes()));
    }
    Ok(response.body(body))
}
