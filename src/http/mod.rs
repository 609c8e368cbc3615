//! HTTP: every route named once, in `routes`, and what happens to every request, in
//! `middleware::frame`.
//!
//! No decisions here: handlers read a request, ask the service, and write the answer.

/// Answers that were written lately.
pub mod answers;
/// Answers that may be kept: `ETag`, 304.
pub mod cache;
/// The description of the API (OpenAPI 3.1), made of the routes.
pub mod description;
/// The description as a resource, and Swagger UI.
mod docs;
/// Examples of requests and answers in the description.
pub mod example;
/// From requests to what handlers work with.
pub mod extract;
/// What no route answers.
mod fallback;
/// That Global Privacy Control is honoured.
mod gpc;
/// The home page.
mod home;
/// What happens to every request.
mod middleware;
/// Which media type a resource answers with.
pub mod negotiate;
/// For those who run the service: alive, ready, version, explanations of problems.
mod ops;
/// The frame of HTML pages.
mod page;
/// The described paths and their methods.
mod paths;
/// Error answers.
pub mod problem;
/// Error answers as they are sent.
mod problem_body;
/// The table of problem types.
pub mod problem_types;
/// Answers that need neither router nor handler.
mod ready;
/// Which problems an operation can answer, for its description.
pub mod responses;
/// The metrics, on a listener of their own.
pub mod scrape;
/// What every handler can reach.
pub mod state;
/// Version 1 of the API.
pub mod v1;

use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::web::{self, Data};
use actix_web::{App, Error};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

use self::middleware::frame::Frame;
pub use self::state::{State, Storing, StoringProbe};

/// Something that registers routes. Only what utoipa describes can be registered.
pub type Routes = fn(&mut ServiceConfig<'_>);

/// What bounds a request.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a body.
    pub body_bytes: usize,
    /// Bytes of the body of a batch.
    pub batch_bytes: usize,
    /// Time from the head of a request to the end of its body.
    pub body_deadline: Duration,
    /// Time for a handler.
    pub handler_deadline: Duration,
    /// Time from a connection to the end of the first head, and the longest pause between requests.
    pub head_deadline: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 16 * 1024,
            batch_bytes: 256 * 1024,
            body_deadline: Duration::from_secs(5),
            handler_deadline: Duration::from_secs(2),
            head_deadline: Duration::from_secs(5),
        }
    }
}

/// Every route of the service.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(home::show_home)
        .service(ops::check_alive)
        .service(ops::check_ready)
        .service(ops::show_version)
        .service(ops::explain_problem)
        .service(gpc::get_gpc_support)
        .service(v1::recommendations::create_recommendation)
        .service(v1::recommendations::get_recommendation)
        .service(v1::batch::create_recommendations)
        .service(v1::feedback::create_feedback)
        .service(v1::receipts::delete_receipt)
        .service(v1::knowledge::get_knowledge)
        .service(v1::knowledge::get_full_knowledge)
        .service(v1::changes::list_changes)
        .service(v1::changes::get_changes_feed)
        .service(v1::frameworks::list_frameworks)
        .service(v1::frameworks::get_framework)
        .service(v1::comparison::compare_frameworks)
        .service(v1::criteria::list_criteria)
        .service(v1::questions::list_questions)
        .service(v1::capabilities::list_capabilities)
        .service(v1::sources::list_sources)
        .service(v1::sources::get_source)
        .service(v1::audit::get_audit)
        .service(v1::conformance::get_conformance_vectors)
        .service(v1::privacy::get_privacy)
        .service(v1::statistics::list_statistics)
        .service(v1::statistics::get_statistics)
        .service(docs::get_openapi_json)
        .service(docs::get_openapi_yaml)
        .service(docs::show_swagger_ui);
}

/// No routes.
pub fn no_routes(_: &mut ServiceConfig<'_>) {}

/// The application that each worker runs.
pub fn app(
    state: &Data<State>,
    limits: Limits,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    App::new()
        .into_utoipa_app()
        .app_data(state.clone())
        .app_data(extract::path::config())
        .configure(routes)
        .configure(state.more_routes())
        .into_app()
        .default_service(web::to(fallback::refuse))
        .wrap(Frame { state: state.clone(), limits })
}
