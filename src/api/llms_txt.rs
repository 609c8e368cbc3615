//! What an assistant needs to know of this service, in short Markdown at the address where assistants look for it
//! (llmstxt.org). Operations come from the table of routes and counts from the knowledge, so that the text cannot
//! become outdated.

use std::fmt::Write as _;
use std::sync::Arc;

use actix_web::http::Method;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;

use crate::api::openapi::responses::{PlainProblems, Text};
use crate::api::openapi::tags::{PAGES, TAGS};
use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate::TEXT;
use crate::http::problem::Problem;
use crate::http::route_table::{Operation, RouteTable};
use crate::mcp::http::PATH as MCP;
use crate::mcp::tools::INSTRUCTIONS;
use crate::texts::language::Language;

/// Where the description of all operations is.
const DESCRIPTION: &str = "/openapi.json";
/// The section that a reader with little room may leave out, by the format.
const OPTIONAL: &str = "Optional";

/// What this service is, for assistants
///
/// Short Markdown, as llmstxt.org describes it: what the service is, when to use it, and links to everything else.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The text.", content_type = "text/plain", body = Text),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/llms.txt")]
pub async fn get_llms_txt(
    request: HttpRequest,
    state: Data<State>,
    routes: Data<Arc<RouteTable>>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    state.respond_with(&request, request.path(), || {
        let text = llms_txt(state.knowledge(), &routes, state.public_url());
        Ok(Representation::new(TEXT, text).in_language(Language::English))
    })
}

/// The text for this knowledge and these routes.
fn llms_txt(knowledge: &Knowledge, routes: &RouteTable, public_url: &PublicUrl) -> String {
    let mut text = format!(
        "# framewise\n\n> {about}.\n\n{INSTRUCTIONS}\n\nThe knowledge (version {version}) has {frameworks} frameworks, \
         {criteria} criteria, {questions} questions on the project and {sources} sources. No request needs an account \
         or a key.\n\n## Start here\n\n",
        about = env!("CARGO_PKG_DESCRIPTION"),
        version = knowledge.version,
        frameworks = knowledge.frameworks.len(),
        criteria = knowledge.criteria.len(),
        questions = knowledge.questions.len(),
        sources = knowledge.sources.len(),
    );
    let mut link = |name: &str, path: &str, note: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- [{name}]({}): {note}", public_url.to(path));
    };
    link(
        "API description",
        DESCRIPTION,
        "OpenAPI 3.1, with the schema and examples of every operation",
    );
    link("Tools for assistants", MCP, "Model Context Protocol over streamable HTTP");
    for (tag, about) in TAGS {
        section(&mut text, &title(tag), about, operations(routes, tag), public_url);
    }
    let about = "Pages and files for people.";
    section(&mut text, OPTIONAL, about, operations(routes, PAGES), public_url);
    text
}

/// The operations with this tag.
fn operations<'r>(routes: &'r RouteTable, tag: &str) -> impl Iterator<Item = &'r Operation> {
    routes.operations().filter(move |operation| operation.tag == tag)
}

/// A section with a link to each operation: to its address if that can be followed, otherwise to its description.
fn section<'r>(
    text: &mut String,
    title: &str,
    about: &str,
    operations: impl Iterator<Item = &'r Operation>,
    public_url: &PublicUrl,
) {
    let _ = write!(text, "\n## {title}\n\n{about}\n\n");
    for Operation { method, path, summary, needs_parameters, .. } in operations {
        let can_follow = *method == Method::GET && !needs_parameters;
        let address = public_url.to(if can_follow { path } else { DESCRIPTION });
        let _ = writeln!(text, "- [{summary}]({address}): `{method} {path}`");
    }
}

/// A tag as the title of a section.
fn title(tag: &str) -> String {
    let mut letters = tag.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
