//! Frameworks side by side.

/// A comparison as Markdown.
pub mod markdown;
/// A comparison as JSON.
pub mod response;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::fault::{Fault, excerpt};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::model::Framework;

use crate::api::comparison::markdown::markdown;
use crate::api::comparison::response::{Comparison, MAX_FRAMEWORKS, MIN_FRAMEWORKS, compare};
use crate::api::openapi::example::Example;
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::Query;
use crate::http::negotiate::{self, JSON, MARKDOWN};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;

/// Frameworks side by side
///
/// Facts, capabilities, ratings, advantages, disadvantages and when to use each, in the order of the request.
#[utoipa::path(
    tag = "frameworks",
    params((
        "frameworks" = Vec<String>, Query, style = Form, explode = false, min_items = 2,
        max_items = 8, description = "Ids of two to eight frameworks, separated by commas.",
        example = json!(["django", "flask"]),
    )),
    responses(
        (status = 200, description = "Side by side.", content(
            (Comparison<'static> = "application/json"),
            (String = "text/markdown"),
        )),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/comparison")]
pub async fn compare_frameworks(
    request: HttpRequest,
    state: Data<State>,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let form = negotiate::choose(&request, &[JSON, MARKDOWN])?;
    let knowledge = state.knowledge();
    let frameworks = read_frameworks(knowledge, &query)?;
    let render = || {
        let comparison = compare(knowledge, &frameworks);
        let representation = if form == MARKDOWN {
            Representation::new(MARKDOWN, markdown(knowledge, &comparison))
        } else {
            Representation::json(&comparison)?
        };
        Ok(representation.varying_on_accept())
    };
    let ids: Vec<&str> = frameworks.iter().map(|found| found.record.id.as_str()).collect();
    let key = format!("{form} /v1/comparison?frameworks={}", ids.join(","));
    state.respond_with(&request, &key, render)
}

fn read_frameworks<'k>(
    knowledge: &'k Knowledge,
    query: &Query,
) -> Result<Vec<&'k Framework>, Problem> {
    let mut faults = query.faults(&["frameworks"], |_| None);
    let known = knowledge.frameworks.iter().map(|found| found.record.id.as_str());
    let at = |detail: String| Fault::at(&["frameworks"], detail);
    let mut frameworks: Vec<&Framework> = Vec::new();
    let ids: Vec<&str> = query.items("frameworks").collect();
    for id in &ids {
        match knowledge.framework(id) {
            Some(found) if frameworks.iter().any(|other| other.record.id == *id) => {
                faults.push(|| at(format!("{} occurs twice", found.record.id)));
            }
            Some(found) => frameworks.push(found),
            None => {
                faults.push(|| {
                    let detail = format!("there is no framework {}", excerpt(id));
                    at(detail).with_allowed(id, known.clone())
                });
            }
        }
    }
    if !(MIN_FRAMEWORKS..=MAX_FRAMEWORKS).contains(&ids.len()) {
        let detail =
            format!("name {MIN_FRAMEWORKS} to {MAX_FRAMEWORKS} frameworks, separated by commas");
        faults.push(|| at(detail).with_allowed("", known));
    }
    if faults.is_empty() { Ok(frameworks) } else { Err(Problem::invalid(faults)) }
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    let address = "/v1/comparison?frameworks=django,flask";
    vec![Example::live("compare_frameworks", "django-flask", "Django and Flask", address)]
}
