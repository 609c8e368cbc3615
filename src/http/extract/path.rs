//! Segments of paths. `web::Path<String>` reads them; what it cannot read is an address at which
//! nothing lives.

use actix_web::web::PathConfig;

use crate::http::problem::Problem;

/// Turns an unreadable segment, such as one that is not UTF-8, into 404.
#[must_use]
pub fn config() -> PathConfig {
    PathConfig::default().error_handler(|_, _| {
        Problem::not_found("There is nothing at this address: a part of it cannot be read.").into()
    })
}
