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
use framewise_model::sentences::Wrong;

use crate::api::comparison::markdown::markdown;
use crate::api::comparison::response::{Comparison, MAX_FRAMEWORKS, MIN_FRAMEWORKS, compare};
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::{ReadProblems, Text};
use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::caching::Representation;
use crate::http::extract::Query;
use crate::http::negotiate::{self, MARKDOWN};
use crate::http::problem::Problem;
use crate::http::problem_sentences::Detail;
use crate::texts::language::Language;

/// Frameworks side by side
///
/// Facts, capabilities, ratings, advantages, disadvantages and when to use each, in the order of the request.
#[utoipa::path(
    tag = "frameworks",
    params((
        "frameworks" = Vec<String>, Query, style = Form, explode = false, min_items = 1,
        max_items = 8, description = "Ids of one to eight frameworks, separated by commas.",
        example = json!(["django", "flask"]),
    )),
    responses(
        (status = 200, description = "Side by side.", body = Comparison<'static>),
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
    let frameworks = read_frameworks(state.knowledge(), &query)?;
    let key = cache_key(&request, &frameworks);
    state.respond_translated(&request, &key, |knowledge| {
        compare(knowledge, &frameworks, state.public_url())
    })
}

/// Frameworks side by side as a document
///
/// The same comparison in Markdown, with sources as footnotes.
#[utoipa::path(
    tag = "frameworks",
    params((
        "frameworks" = Vec<String>, Query, style = Form, explode = false, min_items = 1,
        max_items = 8, description = "Ids of one to eight frameworks, separated by commas.",
        example = json!(["django", "flask"]),
    )),
    responses(
        (status = 200, description = "The document.", content_type = "text/markdown", body = Text),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/comparison.md")]
pub async fn get_comparison_document(
    request: HttpRequest,
    state: Data<State>,
    query: Query,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[MARKDOWN])?;
    let knowledge = state.knowledge();
    let frameworks = read_frameworks(knowledge, &query)?;
    let language = Language::of(request.query_string(), &request);
    let render = || {
        let knowledge = state.knowledge_in(language);
        let comparison = compare(knowledge, &frameworks, state.public_url());
        let document = markdown(knowledge, &comparison, language);
        Ok(Representation::new(MARKDOWN, document).translated(language))
    };
    let key = cache_key(&request, &frameworks);
    state.respond_with(&request, &language.cache_key(&key), render)
}

fn cache_key(request: &HttpRequest, frameworks: &[&Framework]) -> String {
    let ids: Vec<&str> = frameworks.iter().map(|found| found.record.id.as_str()).collect();
    format!("{}?frameworks={}", request.path(), ids.join(","))
}

fn read_frameworks<'k>(
    knowledge: &'k Knowledge,
    query: &Query,
) -> Result<Vec<&'k Framework>, Problem> {
    let mut faults = query.faults(&["frameworks"], |_| None);
    let known = knowledge.frameworks.iter().map(|found| found.record.id.as_str());
    let mut frameworks: Vec<&Framework> = Vec::new();
    let ids: Vec<&str> = query.items("frameworks").collect();
    for id in &ids {
        match knowledge.framework(id) {
            // A framework that is repeated counts once.
            Some(_) if frameworks.iter().any(|other| other.record.id == *id) => {}
            Some(found) => frameworks.push(found),
            None => {
                faults.push(|| {
                    let wrong = Wrong::Unknown { noun: "framework", given: &excerpt(id) };
                    Fault::wrong(&["frameworks"], &wrong).with_allowed(id, known.clone())
                });
            }
        }
    }
    let range = MIN_FRAMEWORKS..=MAX_FRAMEWORKS;
    if faults.is_empty() && !range.contains(&ids.len()) {
        let (min, max) = (&MIN_FRAMEWORKS.to_string(), &MAX_FRAMEWORKS.to_string());
        let detail = Detail::Frameworks { min, max }.to_message();
        faults.push(|| Fault::at(&["frameworks"], detail).with_allowed("", known));
    }
    if faults.is_empty() { Ok(frameworks) } else { Err(Problem::invalid(faults)) }
}

/// The examples of this resource.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let frameworks = ["django", "flask"].map(|id| knowledge.framework(id));
    let frameworks: Vec<&Framework> = frameworks.into_iter().flatten().collect();
    let value = compare(knowledge, &frameworks, &PublicUrl::default());
    vec![Example::response("compare_frameworks", "django-flask", "Django and Flask", &value)]
}
