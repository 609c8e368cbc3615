//! The metrics on a separate listener: they are for operators, so the public port does not serve them.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header::{ALLOW, CACHE_CONTROL};
use actix_web::web::{self, Data};
use actix_web::{App, Error, HttpResponse};

use crate::metrics::{self, Registry};

/// The application of the listener: `GET` and `HEAD` of `/metrics`, and nothing else.
pub fn app(
    registry: &Data<Registry>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    let resource = web::resource("/metrics")
        .route(web::get().to(show_metrics))
        .route(web::head().to(show_metrics))
        .default_service(web::to(refuse_method));
    App::new().app_data(registry.clone()).service(resource)
}

async fn show_metrics(registry: Data<Registry>) -> HttpResponse {
    match metrics::render(&registry) {
        Ok(text) => HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, "no-store"))
            .content_type(metrics::MEDIA_TYPE)
            .body(text),
        Err(cause) => {
            tracing::error!(%cause, "metrics cannot be rendered");
            HttpResponse::InternalServerError().finish()
        }
    }
}

async fn refuse_method() -> HttpResponse {
    HttpResponse::MethodNotAllowed().insert_header((ALLOW, "GET, HEAD")).finish()
}
