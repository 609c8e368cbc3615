//! What every page needs: its language with texts and numbers, and links that keep the language and the public address.

use std::borrow::Cow;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use maud::{Markup, html};
use url::form_urlencoded::Serializer;

use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::extract::Query;
use crate::http::problem::Problem;
use crate::texts::catalogue::{Texts, Value};
use crate::texts::language::Language;

pub use crate::texts::language::PARAMETER as LANGUAGE_PARAMETER;

/// The language of a page and the base of its links.
///
/// As an argument of a handler, it takes the language from `?lang=`, else from `Accept-Language`.
#[derive(Debug, Clone)]
pub struct Site {
    language: Language,
    /// Whether the address chose the language; then links carry it on.
    is_chosen: bool,
    public_url: PublicUrl,
}

impl Site {
    /// A site in this language; `is_chosen` if links shall carry it on.
    #[must_use]
    pub fn new(language: Language, is_chosen: bool, public_url: PublicUrl) -> Self {
        Self { language, is_chosen, public_url }
    }

    /// The site that a request asks for.
    #[must_use]
    pub fn of(request: &HttpRequest, public_url: &PublicUrl) -> Self {
        let (language, is_chosen) = Language::asked_for(request);
        Self::new(language, is_chosen, public_url.clone())
    }

    /// The language of the page.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether the address chose the language.
    #[must_use]
    pub fn is_chosen(&self) -> bool {
        self.is_chosen
    }

    /// The base of all links.
    #[must_use]
    pub fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    /// The text with this key.
    #[must_use]
    pub fn text(&self, key: &str) -> Cow<'static, str> {
        Texts::of(self.language).get(key)
    }

    /// The text with this key and these values in it.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&'static str, Value<'_>)]) -> String {
        Texts::of(self.language).with(key, values)
    }

    /// A link to a page of this service: a path, which begins with a slash, with its query string. It keeps a
    /// language that the address chose.
    #[must_use]
    pub fn link(&self, path_and_query: &str) -> String {
        let link = self.public_url.to(path_and_query);
        if self.is_chosen { with_language(&link, self.language) } else { link }
    }

    /// A link to a page of this service with these parameters, which it escapes.
    #[must_use]
    pub fn link_with(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        self.link(&address(path, parameters))
    }

    /// A link to something that has no language: the API, or a file.
    #[must_use]
    pub fn file(&self, path_and_query: &str) -> String {
        self.public_url.to(path_and_query)
    }

    /// The same page in another language.
    #[must_use]
    pub fn link_in(&self, language: Language, path_and_query: &str) -> String {
        with_language(&self.public_url.to(path_and_query), language)
    }

    /// The key of a page in the cache of responses.
    #[must_use]
    pub fn cache_key(&self, path_and_query: &str) -> String {
        let chosen = if self.is_chosen { "!" } else { "" };
        format!("{path_and_query} {}{chosen}", self.language.tag())
    }

    /// A share in whole percent, with the exact number for programs: `<data value="0.8512">85%</data>`.
    #[must_use]
    pub fn percent(&self, share: f64) -> Markup {
        html! { data value=(share) { (self.language.percent(share)) } }
    }

    /// A number with this many digits after the point, with the exact one for programs.
    #[must_use]
    pub fn decimal(&self, number: f64, digits: usize) -> Markup {
        html! { data value=(number) { (self.language.decimal(number, digits)) } }
    }
}

impl FromRequest for Site {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let public_url = request.app_data::<Data<State>>().map(|state| state.public_url().clone());
        let query = Query::parse(request.query_string());
        ready(query.map(|_| Self::of(request, &public_url.unwrap_or_default())))
    }
}

/// A path with these parameters, escaped.
#[must_use]
pub fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    if parameters.is_empty() {
        return path.to_owned();
    }
    let query = Serializer::new(String::new()).extend_pairs(parameters).finish();
    // Commas and colons need no escaping in a query (RFC 3986, section 3.4).
    format!("{path}?{}", query.replace("%2C", ",").replace("%3A", ":"))
}

fn with_language(link: &str, language: Language) -> String {
    let (link, fragment) = link.split_once('#').map_or((link, None), |(a, b)| (a, Some(b)));
    let separator = if link.contains('?') { '&' } else { '?' };
    let tag = language.tag();
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    format!("{link}{separator}{LANGUAGE_PARAMETER}={tag}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::{Language, PublicUrl, Site, address};

    #[test]
    fn links_keep_the_prefix_and_a_chosen_language() {
        let base: PublicUrl = "https://tools.example/framewise".parse().unwrap();
        let chosen = Site::new(Language::Turkish, true, base.clone());
        for (path, link) in [
            ("/method", "https://tools.example/framewise/method?lang=tr"),
            (
                "/compare?frameworks=a,b",
                "https://tools.example/framewise/compare?frameworks=a,b&lang=tr",
            ),
            ("/method#weights", "https://tools.example/framewise/method?lang=tr#weights"),
        ] {
            assert_eq!(chosen.link(path), link);
        }
        assert_eq!(chosen.file("/openapi.json"), "https://tools.example/framewise/openapi.json");
        let negotiated = Site::new(Language::Turkish, false, PublicUrl::default());
        assert_eq!(negotiated.link("/method"), "/method");
        assert_eq!(negotiated.link_in(Language::English, "/method"), "/method?lang=en");
        assert_ne!(
            negotiated.cache_key("/"),
            Site::new(Language::Turkish, true, base).cache_key("/")
        );
    }

    #[test]
    fn parameters_are_escaped() {
        assert_eq!(address("/a", &[]), "/a");
        assert_eq!(address("/a", &[("x", "b,c:1"), ("y", "&<\"")]), "/a?x=b,c:1&y=%26%3C%22");
    }
}
