//! Who gets a page in the place of a problem: a person in front of a browser.

use actix_web::{HttpRequest, HttpResponse};

use super::negotiate;
use super::problem::{MEDIA_TYPE, Problem};
use crate::config::PublicUrl;
use crate::texts::language::Language;

/// What is for programs: errors there are problems, whoever asks.
const FOR_PROGRAMS: [&str; 3] = ["/v1/", "/mcp", "/openapi"];

/// Makes a page of a problem.
pub type ErrorPage = fn(&PublicUrl, &Visit, &Problem) -> HttpResponse;

/// What an error page needs of its request.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language of the page.
    pub language: Language,
    /// Whether the address chose the language; then links carry it on.
    pub is_chosen: bool,
    /// The path of the request.
    pub path: String,
}

impl Visit {
    /// Of this request, with its language; `None` if it is from a program.
    #[must_use]
    pub fn of(request: &HttpRequest, language: Language, is_chosen: bool) -> Option<Self> {
        let path = request.path();
        if FOR_PROGRAMS.iter().any(|prefix| path.starts_with(prefix)) || !prefers_page(request) {
            return None;
        }
        Some(Self { language, is_chosen, path: path.to_owned() })
    }
}

/// Whether the caller prefers a page to a problem, as browsers do.
#[must_use]
pub fn prefers_page(request: &HttpRequest) -> bool {
    negotiate::accepted(request, &[MEDIA_TYPE, "text/html"]) == Some("text/html")
}
