//! What all pages have in common: head, navigation, footer, and what browsers may do with a page.
//!
//! A page is a handler with a `Site` and a `maud::html!` template; all texts come from `locales/*/*.ftl`:
//!
//! ```ignore
//! #[utoipa::path(tag = "pages", responses((status = 200, description = "The page.", content_type = "text/html", body = Html), PlainProblems))]
//! #[get("/method")]
//! pub async fn show_method(request: HttpRequest, state: Data<State>, site: Site) -> Result<HttpResponse, Problem> {
//!     state.respond_with(&request, &site.cache_key("/method"), || {
//!         let main = html! {
//!             h1 { (site.text("nav-method")) }
//!             p { (site.with("footer", &[("version", "1.0".into())])) }
//!             a href=(site.link("/frameworks")) { (site.text("nav-frameworks")) }
//!         };
//!         let head = Head::new("/method", site.text("nav-method"), site.text("advisor-about"));
//!         Ok(layout::page(&site, &head, &main))
//!     })
//! }
//! ```
//!
//! Then register it in `api/routes.rs`. A page has no inline style and no inline script: its policy forbids them.
//! Numbers: `Site::percent`, `Site::decimal`. Texts of the knowledge: `names`. Styles: a file in `web/styles/`.

use std::borrow::Cow;

use actix_web::http::header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::assets::{self, STYLE};
use super::embed::discovery;
use super::site::Site;
use crate::http::caching::Representation;
use crate::http::negotiate::{HTML, PNG};
use crate::http::uncached::uncached_body;
use crate::texts::catalogue::Value;
use crate::texts::language::Language;

/// Width and height of a preview picture, as link previews expect them.
pub const PICTURE_SIZE: (usize, usize) = (1_200, 630);

/// Style sheet, scripts and forms of this service alone, and nothing inline.
pub const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);
/// The icon of all pages.
pub const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect \
    width='16' height='16' rx='3' fill='%230b5d5e'/%3E%3Cpath d='M4 12V4h8M4 8h6' fill='none' stroke='%23fff' \
    stroke-width='2'/%3E%3C/svg%3E";

/// What the head of a page says about it.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// Its canonical path and query string, without the language.
    pub address: &'a str,
    /// Its title, without the name of the service.
    pub title: Cow<'a, str>,
    /// What it is, in a sentence.
    pub description: Cow<'a, str>,
    /// The scripts of `web/scripts/` that it loads.
    pub scripts: &'a [&'a str],
    /// Path and query string of a preview picture.
    pub picture: Option<&'a str>,
    /// Whether search engines may list it.
    pub is_listed: bool,
    /// Further elements of the head.
    pub more: Markup,
}

impl<'a> Head<'a> {
    /// The head of a page that has no script and that search engines may list.
    pub fn new(
        address: &'a str,
        title: impl Into<Cow<'a, str>>,
        description: impl Into<Cow<'a, str>>,
    ) -> Self {
        Self {
            address,
            title: title.into(),
            description: description.into(),
            scripts: &[],
            picture: None,
            is_listed: true,
            more: PreEscaped(String::new()),
        }
    }
}

/// A page as it is sent.
#[must_use]
pub fn page(site: &Site, head: &Head<'_>, main: &Markup) -> Representation {
    representation(site, document(site, head, main).into_string())
}

/// A document as it is sent, with what browsers may do with it.
#[must_use]
pub fn representation(site: &Site, document: String) -> Representation {
    representation_under(POLICY, site, document)
}

/// A document under a policy of its own.
#[must_use]
pub fn representation_under(policy: HeaderValue, site: &Site, document: String) -> Representation {
    Representation::new(HTML, document)
        .translated(site.language())
        .with_header(CONTENT_SECURITY_POLICY, policy)
}

/// A response with a document for this caller alone, which no cache may store.
#[must_use]
pub fn respond_once(request: &HttpRequest, site: &Site, document: String) -> HttpResponse {
    respond_once_under(POLICY, request, site, document)
}

/// The same under a policy of its own.
#[must_use]
pub fn respond_once_under(
    policy: HeaderValue,
    request: &HttpRequest,
    site: &Site,
    document: String,
) -> HttpResponse {
    let mut response = uncached_body(request, HTML, document);
    let headers = response.headers_mut();
    headers.insert(CONTENT_LANGUAGE, site.language().header());
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// A page as a document.
#[must_use]
pub fn document(site: &Site, head: &Head<'_>, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(site.language().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                (about(site, head))
                link rel="icon" href=(PreEscaped(ICON));
                @for script in head.scripts { (assets::script(site, script)) }
                link rel="stylesheet" href=(site.file(&assets::address(STYLE)));
                (head.more)
            }
            body {
                a.skip href="#main" { (site.text("skip-to-content")) }
                (header(site, head.address))
                main id="main" tabindex="-1" { (main) }
                (footer(site, head.address))
            }
        }
    }
}

/// Title, description, canonical address, and the same for previews (Open Graph).
fn about(site: &Site, head: &Head<'_>) -> Markup {
    let title = format!("{} · framewise", head.title);
    let address = site.link(head.address);
    html! {
        title { (title) }
        meta name="description" content=(head.description);
        @if !head.is_listed { meta name="robots" content="noindex"; }
        link rel="canonical" href=(address);
        @for language in Language::ALL {
            link rel="alternate" hreflang=(language.tag()) href=(site.link_in(language, head.address));
        }
        meta property="og:type" content="website";
        meta property="og:site_name" content="framewise";
        meta property="og:title" content=(head.title);
        meta property="og:description" content=(head.description);
        meta property="og:url" content=(address);
        (discovery::links(site, head.address))
        @if let Some(picture) = head.picture {
            meta property="og:image" content=(site.link(picture));
            meta property="og:image:type" content=(PNG);
            meta property="og:image:width" content=(PICTURE_SIZE.0);
            meta property="og:image:height" content=(PICTURE_SIZE.1);
            meta name="twitter:card" content="summary_large_image";
        }
    }
}

fn header(site: &Site, address: &str) -> Markup {
    let here = address.split('?').next().unwrap_or(address);
    let current = |path: &str| (path == here).then_some("page");
    let of_a_framework = here.starts_with("/frameworks/").then_some("true");
    html! {
        header.site {
            nav aria-label=(site.text("nav-label")) {
                a.brand href=(site.link("/")) aria-current=[current("/")] { "framewise" }
                a href=(site.link("/frameworks")) aria-current=[current("/frameworks").or(of_a_framework)] {
                    (site.text("nav-frameworks"))
                }
                a href=(site.link("/compare?frameworks=django,flask")) aria-current=[current("/compare")] {
                    (site.text("nav-compare"))
                }
                a href=(site.link("/method")) aria-current=[current("/method")] { (site.text("nav-method")) }
                a href=(site.file("/swagger-ui/")) { (site.text("nav-api")) }
            }
        }
    }
}

fn footer(site: &Site, address: &str) -> Markup {
    html! {
        footer.site {
            p.languages {
                @for language in Language::ALL {
                    @if language == site.language() {
                        span aria-current="true" { (language.own_name()) } " "
                    } @else {
                        a href=(site.link_in(language, address)) hreflang=(language.tag())
                            lang=(language.tag()) { (language.own_name()) } " "
                    }
                }
            }
            p {
                a href=(site.link("/statistics")) { (site.text("nav-statistics")) } " · "
                a href=(site.link("/privacy")) { (site.text("nav-privacy")) } " · "
                a href=(site.link("/corrections")) { (site.text("nav-corrections")) } " · "
                a href=(site.link("/embed/new")) { (site.text("embed-nav")) } " · "
                a href=(site.link("/cohorts")) { (site.text("cohorts-title")) }
            }
            p { (site.with("footer", &[("version", Value::from(env!("CARGO_PKG_VERSION")))])) }
        }
    }
}
