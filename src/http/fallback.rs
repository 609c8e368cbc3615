//! The response where no route matches: 405 where the path has other methods, else 404.

use std::sync::Arc;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::problem::Problem;
use super::problem_sentences::Detail;
use super::route_table::RouteTable;

/// Rejects a request that no route matches.
///
/// # Errors
/// Always: a problem with status 404 or 405.
pub async fn reject(
    request: HttpRequest,
    routes: Data<Arc<RouteTable>>,
) -> Result<HttpResponse, Problem> {
    let path = request.path();
    if let Some(template) = request.match_pattern()
        && let Some(allowed) = routes.allowed(&template)
    {
        return Err(Problem::method_not_allowed(allowed));
    }
    let without_slash =
        path.strip_suffix('/').and_then(|path| request.resource_map().match_pattern(path));
    let detail = match (without_slash, routes.suggestion(path)) {
        (Some(path), _) => Detail::NoSlash { path: &path }.to_message(),
        (None, Some(path)) => Detail::OtherPath { path }.to_message(),
        (None, None) => Detail::Nothing {}.to_message(),
    };
    Err(Problem::not_found(detail))
}
