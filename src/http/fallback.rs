//! What no route answers: 405 where the path exists for other methods, else 404.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::State;
use super::problem::Problem;

/// The answer to every request that no route takes.
pub async fn refuse(request: HttpRequest, state: Data<State>) -> Result<HttpResponse, Problem> {
    let paths = state.document().paths();
    let path = request.path();
    if let Some(allowed) = paths.allowed(path) {
        return Err(Problem::method_not_allowed(allowed));
    }
    let without_slash = path.strip_suffix('/').and_then(|path| paths.template(path));
    let detail = match (without_slash, paths.suggestion(path)) {
        (Some(template), _) => {
            format!("There is nothing at this address. {template} has no slash at the end.")
        }
        (None, Some(known)) => format!("There is nothing at this address. Was {known} meant?"),
        (None, None) => "There is nothing at this address.".to_owned(),
    };
    Err(Problem::not_found(detail))
}
