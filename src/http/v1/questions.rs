//! What is asked.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use crate::http::State;
use crate::http::example::Example;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;
use crate::service::views::{Collection, QuestionView};

/// All questions
///
/// What is asked about a project, with all options and what each adds to the weights of the criteria.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "All of them.", body = Collection<'static, QuestionView<'static>>),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/questions")]
pub async fn list_questions(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(state.prepared().questions.respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    vec![Example::live("list_questions", "all", "All questions", "/v1/questions")]
}
