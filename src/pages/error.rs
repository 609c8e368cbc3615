//! A problem as a page: what went wrong, what to do, and the way back.

use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, RETRY_AFTER, VARY,
};
use actix_web::{HttpResponse, ResponseError};
use maud::{Markup, html};

use super::layout::{self, Head};
use super::site::Site;
use crate::config::PublicUrl;
use crate::http::error_page::Visit;
use crate::http::negotiate::HTML;
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;

/// The page for a person whose request ended in this problem. Status and headers are those of the problem.
#[must_use]
pub fn respond(public_url: &PublicUrl, visit: &Visit, problem: &Problem) -> HttpResponse {
    let site = Site::new(visit.language, visit.is_chosen, public_url.clone());
    let response = problem.error_response();
    let seconds = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let main = main(&site, problem, seconds);
    let title = problem.body().title;
    let head = Head { is_listed: false, ..Head::new(&visit.path, title.as_str(), title.as_str()) };
    let page = layout::document(&site, &head, &main).into_string();
    let mut response = response.set_body(page).map_into_boxed_body();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(HTML));
    headers.insert(CONTENT_SECURITY_POLICY, layout::POLICY);
    headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Language"));
    response
}

fn main(site: &Site, problem: &Problem, seconds: Option<&str>) -> Markup {
    let body = problem.body();
    let remedy = problem.kind().remedy(site.language());
    html! {
        p.kicker { (site.with("error-kicker", &[("status", body.status.to_string().into())])) }
        h1 { (body.title) }
        p.lead { (body.detail) }
        @if !body.errors.is_empty() {
            ul {
                @for error in &body.errors {
                    li { code { (error.pointer) } " " (error.detail) }
                }
            }
        }
        // For an address that does not exist, it is advice to programmers.
        @if problem.kind() != ProblemType::NotFound { p { (remedy) } }
        @if let Some(seconds) = seconds {
            p { (site.with("error-wait", &[("seconds", seconds.into())])) }
        }
        ul.inline {
            li { a href=(site.link("/")) { (site.text("error-home")) } }
            li { a href=(site.link("/frameworks")) { (site.text("nav-frameworks")) } }
            li { a href=(site.link(&problem.kind().uri())) { (site.text("error-more")) } }
        }
        @if let Some(instance) = &body.instance {
            p.kicker { (site.text("error-instance")) " " code { (instance) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::language::Language;

    #[test]
    fn the_page_says_when_to_come_again() {
        let visit = |language| Visit { language, is_chosen: false, path: "/".to_owned() };
        let problem =
            Problem::new(ProblemType::TooManyRequests, "too many").with_header(RETRY_AFTER, "7");
        for (language, text) in
            [(Language::English, "in 7 seconds"), (Language::Turkish, "7 saniye")]
        {
            let problem = problem.clone().in_language(language);
            let response = respond(&PublicUrl::default(), &visit(language), &problem);
            assert_eq!(response.status().as_u16(), 429);
            assert_eq!(response.headers().get(RETRY_AFTER).unwrap(), "7");
            let site = Site::new(language, false, PublicUrl::default());
            let page = main(&site, &problem, Some("7")).into_string();
            assert!(page.contains(text), "{page}");
        }
    }
}
