//! The header `Idempotency-Key`. `framewise_storage::stored_queries` decides what a second request with the same key
//! gets.

use actix_web::HttpRequest;
use framewise_storage::privacy::IdempotencyKey;

use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;

/// Reads the key of a request that may be sent again; `None` if it has none.
///
/// # Errors
/// A problem if there is more than one, or if it is not a key.
pub(super) fn idempotency_key(
    request: &HttpRequest,
) -> Result<Option<IdempotencyKey<'_>>, Problem> {
    let mut values = request.headers().get_all("idempotency-key");
    let Some(value) = values.next() else { return Ok(None) };
    let refuse = |detail: String| Problem::new(ProblemType::BadRequest, detail);
    if values.next().is_some() {
        return Err(refuse("There is more than one Idempotency-Key.".to_owned()));
    }
    let key = IdempotencyKey::new(value.as_bytes());
    key.map(Some).map_err(|error| refuse(format!("{error}.")))
}
