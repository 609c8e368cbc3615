//! The languages: which one a request asks for, and how each writes numbers and capitals. `api::state` says which
//! resources are translated.

use std::borrow::Cow;
use std::cmp::Reverse;

use actix_web::http::header::{
    ACCEPT_LANGUAGE, AcceptLanguage, Header as _, HeaderValue, Preference, Quality,
};
use actix_web::{HttpMessage, HttpRequest};
use framewise_model::english;

/// The query parameter that chooses the language.
pub const PARAMETER: &str = "lang";

/// A language that has a catalogue in `locales/`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English, the default.
    #[default]
    English,
    /// Turkish.
    Turkish,
}

impl Language {
    /// All languages, the default first.
    pub const ALL: [Self; 2] = [Self::English, Self::Turkish];

    /// The language tag (BCP 47), which is also the name of its folder in `locales/`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Turkish => "tr",
        }
    }

    /// The name of the language in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Turkish => "Türkçe",
        }
    }

    /// The language of a tag such as `tr` or `tr-CY`; `None` if it has no catalogue.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language of a request: the one that the parameter `lang` of its query string chooses, else the one that
    /// `Accept-Language` prefers.
    #[must_use]
    pub fn of(query: &str, request: &impl HttpMessage) -> Self {
        Self::chosen(query).unwrap_or_else(|| Self::preferred(request))
    }

    /// The language of a request, and whether its address chose it.
    #[must_use]
    pub fn asked_for(request: &HttpRequest) -> (Self, bool) {
        let chosen = Self::chosen(request.query_string());
        (chosen.unwrap_or_else(|| Self::preferred(request)), chosen.is_some())
    }

    /// The language that a query string chooses; `None` if it chooses none that has a catalogue.
    #[must_use]
    pub fn chosen(query: &str) -> Option<Self> {
        query.split('&').find_map(|pair| {
            let (name, tag) = pair.split_once('=')?;
            (name == PARAMETER).then(|| Self::from_tag(tag)).flatten()
        })
    }

    /// The language that `Accept-Language` prefers (RFC 9110, section 12.5.4); without one of these, the default.
    #[must_use]
    pub fn preferred(request: &impl HttpMessage) -> Self {
        // Most programs send no such header, or one that names only the default, and reading one takes longer.
        let mut headers = request.headers().get_all(ACCEPT_LANGUAGE);
        if !headers.any(Self::may_be_other) {
            return Self::default();
        }
        let Ok(AcceptLanguage(mut ranges)) = AcceptLanguage::parse(request) else {
            return Self::default();
        };
        ranges.retain(|range| range.quality > Quality::ZERO);
        // Stable: of equal ones, the first in the header wins.
        ranges.sort_by_key(|range| Reverse(range.quality));
        let mut known = ranges.iter().filter_map(|range| match &range.item {
            Preference::Any => Some(Self::default()),
            Preference::Specific(tag) => Self::from_tag(tag.primary_language()),
        });
        known.next().unwrap_or_default()
    }

    /// Whether a header contains the tag of another language than the default.
    fn may_be_other(header: &HeaderValue) -> bool {
        let others = Self::ALL.into_iter().filter(|language| *language != Self::default());
        let mut tags = others.map(|language| language.tag().as_bytes());
        tags.any(|tag| {
            header.as_bytes().windows(tag.len()).any(|part| part.eq_ignore_ascii_case(tag))
        })
    }

    /// The value of `Content-Language`.
    #[must_use]
    pub fn header(self) -> HeaderValue {
        HeaderValue::from_static(self.tag())
    }

    /// The key under which a cache keeps something in this language: the default needs no mark.
    #[must_use]
    pub fn cache_key(self, key: &str) -> Cow<'_, str> {
        match self {
            Self::English => Cow::Borrowed(key),
            Self::Turkish => Cow::Owned(format!("{key} {}", self.tag())),
        }
    }

    /// A share from 0 to 1 in whole percent: `85%`, in Turkish `%85`.
    #[must_use]
    pub fn percent(self, share: f64) -> String {
        let percent = (share * 100.0).round();
        match self {
            Self::English => format!("{percent}%"),
            Self::Turkish => format!("%{percent}"),
        }
    }

    /// A number with this many digits after the point, which is a comma in Turkish.
    #[must_use]
    pub fn decimal(self, number: f64, digits: usize) -> String {
        let plain = format!("{number:.digits$}");
        match self {
            Self::English => plain,
            Self::Turkish => plain.replace('.', ","),
        }
    }

    /// A number in English form, such as `16,809` or `0.44`.
    #[must_use]
    pub fn number(self, english: &str) -> String {
        let turkish = |character| match character {
            ',' => '.',
            '.' => ',',
            other => other,
        };
        match self {
            Self::English => english.to_owned(),
            Self::Turkish => english.chars().map(turkish).collect(),
        }
    }

    /// A clause as the beginning of a sentence.
    #[must_use]
    pub fn upper_first(self, clause: &str) -> String {
        let mut characters = clause.chars();
        match (self, characters.next()) {
            (Self::Turkish, Some('i')) => format!("İ{}", characters.as_str()),
            (_, Some(first)) => first.to_uppercase().chain(characters).collect(),
            (_, None) => String::new(),
        }
    }

    /// A name inside a sentence: `Forms` becomes `forms`; `REST API` and `GraphQL` stay.
    #[must_use]
    pub fn lower_first(self, name: &str) -> String {
        let mut characters = name.chars();
        match (self, characters.next()) {
            (Self::English, _) => english::lower_first(name),
            (_, None) => String::new(),
            _ if is_proper(name) => name.to_owned(),
            (_, Some('I')) => format!("ı{}", characters.as_str()),
            (_, Some('İ')) => format!("i{}", characters.as_str()),
            (_, Some(first)) => first.to_lowercase().chain(characters).collect(),
        }
    }
}

/// Whether the first word of a name has a capital after its first letter.
fn is_proper(name: &str) -> bool {
    name.split(' ').next().unwrap_or_default().chars().skip(1).any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::Language::{self, English, Turkish};

    #[test]
    fn the_preferred_language_that_has_a_catalogue_is_chosen() {
        for (header, expected) in [
            ("tr", Turkish),
            ("TR-tr, en;q=0.9", Turkish),
            ("en, tr", English),
            ("de, tr;q=0.8, en;q=0.5", Turkish),
            ("en;q=0.3, tr;q=0.7", Turkish),
            ("tr;q=0", English),
            ("*, tr;q=0.5", English),
            ("de", English),
            ("nonsense;;", English),
        ] {
            let request = TestRequest::default().insert_header(("Accept-Language", header));
            assert_eq!(Language::preferred(&request.to_http_request()), expected, "{header}");
        }
        assert_eq!(Language::preferred(&TestRequest::default().to_http_request()), English);
    }

    #[test]
    fn the_query_string_wins_over_the_header() {
        let turkish = TestRequest::default().insert_header(("Accept-Language", "tr"));
        let turkish = turkish.to_http_request();
        for (query, expected) in [
            ("", Turkish),
            ("lang=en", English),
            ("a=b&lang=EN-gb", English),
            ("lang=xx", Turkish),
            ("lang=", Turkish),
            ("language=en", Turkish),
            ("lang=xx&lang=en", English),
        ] {
            assert_eq!(Language::of(query, &turkish), expected, "{query}");
        }
    }

    #[test]
    fn a_tag_with_a_region_names_its_language() {
        assert_eq!(Language::from_tag("tr-CY"), Some(Turkish));
        assert_eq!(Language::from_tag("EN"), Some(English));
        for unknown in ["", "t", "trk", "de"] {
            assert_eq!(Language::from_tag(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn capitals_are_those_of_the_language() {
        assert_eq!(Turkish.upper_first("iş bulmak"), "İş bulmak");
        assert_eq!(English.upper_first("it is"), "It is");
        for (name, inside) in [
            ("İlişkisel veri", "ilişkisel veri"),
            ("Irmak", "ırmak"),
            ("API belgeleri", "API belgeleri"),
        ] {
            assert_eq!(Turkish.lower_first(name), inside);
        }
        assert_eq!(Turkish.number("16,809.5"), "16.809,5");
    }

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        assert_eq!([English.percent(0.85), Turkish.percent(0.85)], ["85%", "%85"]);
        assert_eq!([English.percent(0.004), Turkish.percent(1.0)], ["0%", "%100"]);
        assert_eq!([English.decimal(0.5, 2), Turkish.decimal(0.5, 2)], ["0.50", "0,50"]);
        assert_eq!(Turkish.decimal(12.0, 0), "12");
    }
}
