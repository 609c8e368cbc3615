//! The languages of the pages: how a reader gets one, and how it writes numbers.

use std::cmp::Reverse;

use actix_web::HttpRequest;
use actix_web::http::header::{AcceptLanguage, Header as _, Preference, Quality};

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

    /// The language that `Accept-Language` prefers (RFC 9110, section 12.5.4); without one of these, the default.
    #[must_use]
    pub fn preferred(request: &HttpRequest) -> Self {
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
    fn a_tag_with_a_region_names_its_language() {
        assert_eq!(Language::from_tag("tr-CY"), Some(Turkish));
        assert_eq!(Language::from_tag("EN"), Some(English));
        for unknown in ["", "t", "trk", "de"] {
            assert_eq!(Language::from_tag(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        assert_eq!([English.percent(0.85), Turkish.percent(0.85)], ["85%", "%85"]);
        assert_eq!([English.percent(0.004), Turkish.percent(1.0)], ["0%", "%100"]);
        assert_eq!([English.decimal(0.5, 2), Turkish.decimal(0.5, 2)], ["0.50", "0,50"]);
        assert_eq!(Turkish.decimal(12.0, 0), "12");
    }
}
