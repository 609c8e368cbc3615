//! Segments of paths, as `web::Path<String>` reads them.

use actix_web::web::PathConfig;

use crate::http::problem::Problem;

/// Responds with 404 to a segment that cannot be decoded, such as one that is not UTF-8.
#[must_use]
pub fn config() -> PathConfig {
    PathConfig::default().error_handler(|_, _| {
        Problem::not_found("There is nothing at this address: a segment of it cannot be decoded.")
            .into()
    })
}
