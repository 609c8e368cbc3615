//! The list of routes, and the application that serves them.

use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, Error};
use framewise_model::knowledge::Knowledge;
use serde_json::Value;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

use super::openapi::example::Example;
use super::state_switch::StateView;
use super::{
    audit, capabilities, claims, cohorts, comparison, context, criteria, feedback, frameworks,
    health, knowledge, llms_txt, openapi, privacy, questions, receipts, recommendations,
    security_txt, sources, statistics,
};
use crate::http::middleware;
use crate::http::middleware::context::Context;
use crate::http::request_limits::RequestLimits;
use crate::http::route_table::RouteTable;
use crate::http::{extract, fallback};
use crate::mcp;
use crate::pages::{self, advisor, assets, embed, problems};

/// A function that registers routes. Only operations that utoipa describes can be registered.
pub type Routes = fn(&mut ServiceConfig<'_>);

/// Paths with a larger limit for bodies, in bytes.
///
/// A text of 2,000 characters has up to 24,000 bytes where each is written as two escapes (`\ud83e\udd80`).
const LARGER_BODIES: &[(&str, usize)] = &[
    ("/", 32 * 1024),
    ("/v1/recommendations", 32 * 1024),
    ("/v1/recommendations.md", 32 * 1024),
    ("/v1/recommendations/batch", 256 * 1024),
];

/// Every route of the service. actix compares a path with one route after the other, so those that are requested most
/// come first, and those with a parameter, whose comparison takes longer, come late.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(recommendations::recommend)
        .service(recommendations::get_recommendation)
        .service(knowledge::get_knowledge)
        .service(advisor::show_advisor)
        .service(llms_txt::get_llms_txt)
        .service(embed::frame::show_frame)
        .service(embed::element::get_element)
        .service(embed::oembed::get_oembed)
        .service(embed::snippet::show_snippet)
        .service(pages::cohorts::create::show_cohorts)
        .service(pages::cohorts::teacher::show_cohort)
        .service(health::check_alive)
        .service(health::check_ready)
        .service(health::show_version)
        .service(advisor::describe_project)
        .service(advisor::preview::get_preview)
        .service(pages::frameworks::show_frameworks)
        .service(pages::compare::show_comparison)
        .service(pages::method::show_method)
        .service(pages::statistics::show_statistics)
        .service(pages::privacy::show_privacy)
        .service(pages::corrections::explain_corrections)
        .service(privacy::gpc::get_gpc_support)
        .service(security_txt::get_security_contact)
        .service(recommendations::batch::recommend_batch)
        .service(recommendations::decision_record::get_decision_record)
        .service(recommendations::decision_record::write_decision_record)
        .service(feedback::create_feedback)
        .service(receipts::erase_query)
        .service(cohorts::create_cohort)
        .service(cohorts::read_cohort)
        .service(cohorts::get_cohort_table)
        .service(cohorts::close_cohort)
        .service(cohorts::delete_cohort)
        .service(knowledge::get_full_knowledge)
        .service(knowledge::changes::list_changes)
        .service(knowledge::changes::get_changes_feed)
        .service(frameworks::list_frameworks)
        .service(comparison::compare_frameworks)
        .service(comparison::get_comparison_document)
        .service(criteria::list_criteria)
        .service(questions::list_questions)
        .service(self::context::get_context)
        .service(capabilities::list_capabilities)
        .service(sources::list_sources)
        .service(audit::get_audit)
        .service(privacy::get_privacy)
        .service(privacy::get_privacy_document)
        .service(statistics::list_statistics)
        .service(statistics::get_statistics)
        .service(statistics::get_statistics_table)
        .service(statistics::get_winners_chart)
        .service(openapi::get_openapi_json)
        .service(openapi::get_openapi_yaml)
        .service(openapi::swagger_ui::show_swagger_ui)
        .service(frameworks::get_framework)
        .service(claims::get_claim)
        .service(sources::get_source)
        .service(pages::framework::show_framework)
        .service(problems::explain_problem)
        .service(assets::get_asset);
}

/// The examples of all routes, for the description.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    [
        health::examples(knowledge),
        privacy::gpc::examples(),
        recommendations::examples::examples(knowledge),
        recommendations::batch::examples(knowledge),
        feedback::examples(),
        receipts::examples(),
        cohorts::examples(knowledge),
        self::knowledge::examples(knowledge),
        self::knowledge::changes::examples(knowledge),
        frameworks::examples(knowledge),
        comparison::examples(knowledge),
        claims::examples(knowledge),
        criteria::examples(knowledge),
        questions::examples(knowledge),
        self::context::examples(knowledge),
        capabilities::examples(knowledge),
        sources::examples(knowledge),
        audit::examples(knowledge),
        privacy::examples(),
        statistics::examples(knowledge),
    ]
    .concat()
}

/// No routes.
pub fn no_routes(_: &mut ServiceConfig<'_>) {}

/// The limits of requests.
#[must_use]
pub fn limits() -> RequestLimits {
    RequestLimits { larger_bodies: LARGER_BODIES, ..RequestLimits::default() }
}

/// The paths of all operations and their methods.
#[must_use]
pub fn route_table(operations: &Value) -> RouteTable {
    RouteTable::new(operations, &openapi::swagger_ui::ALIASES)
}

/// The application that each worker runs. Tests of the middleware add `more_routes`.
pub fn app(
    state: StateView,
    context: &Arc<Context>,
    more_routes: Routes,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    let context = Arc::clone(context);
    App::new()
        .into_utoipa_app()
        .app_data(Data::new(Arc::clone(&context.routes)))
        .app_data(extract::path::config())
        .configure(routes)
        .configure(more_routes)
        .into_app()
        .configure(mcp::http::register)
        .default_service(web::to(fallback::reject))
        .wrap(from_fn(move |mut request, next| {
            state.attach(&mut request);
            middleware::handle(Arc::clone(&context), request, next)
        }))
}
