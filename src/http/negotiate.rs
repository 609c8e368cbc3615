//! Which of its media types a resource answers with (RFC 9110, section 12.5.1).

use actix_web::HttpRequest;
use actix_web::http::header::{Accept, Header as _, Quality};

use super::problem::Problem;
use super::problem_types::ProblemType;

/// JSON.
pub const JSON: &str = "application/json";
/// YAML (RFC 9512).
pub const YAML: &str = "application/yaml";
/// An Atom feed (RFC 4287).
pub const ATOM: &str = "application/atom+xml";
/// Comma-separated values (RFC 4180).
pub const CSV: &str = "text/csv";
/// A picture of lines and texts (SVG).
pub const SVG: &str = "image/svg+xml";
/// Markdown (RFC 7763).
pub const MARKDOWN: &str = "text/markdown";

/// The one of `offered` that the caller likes best; ties and a missing or unreadable `Accept` go to
/// the first. A resource with more than one has to say `Vary: Accept`.
///
/// # Errors
/// A problem that lists `offered` if `Accept` excludes all of them.
pub fn choose(
    request: &HttpRequest,
    offered: &'static [&'static str],
) -> Result<&'static str, Problem> {
    accepted(request, offered).ok_or_else(|| {
        let detail = format!("This address answers {}.", offered.join(", "));
        Problem::new(ProblemType::NotAcceptable, detail)
    })
}

/// The one of `offered` that the caller accepts most; the first of equals, and the first of all where
/// there is no usable `Accept`.
#[must_use]
pub fn accepted<'a>(request: &HttpRequest, offered: &[&'a str]) -> Option<&'a str> {
    let ranges = Accept::parse(request).unwrap_or(Accept(Vec::new()));
    if ranges.is_empty() {
        return offered.first().copied();
    }
    let mut best = None;
    for media_type in offered {
        let quality = quality(&ranges, media_type);
        // Strictly better, so that ties go to the first.
        if quality > best.map_or(Quality::ZERO, |(highest, _)| highest) {
            best = Some((quality, *media_type));
        }
    }
    best.map(|(_, media_type)| media_type)
}

/// The quality of the most specific range that covers `media_type` (RFC 9110, section 12.5.1).
fn quality(ranges: &Accept, media_type: &str) -> Quality {
    let (kind, subkind) = media_type.split_once('/').unwrap_or((media_type, ""));
    let covering = ranges.iter().filter_map(|range| {
        let precision = match (range.item.type_().as_str(), range.item.subtype().as_str()) {
            ("*", "*") => 0,
            (name, "*") if name == kind => 1,
            (name, subname) if name == kind && subname == subkind => 2,
            _ => return None,
        };
        Some((precision, range.quality))
    });
    covering.max_by_key(|(precision, _)| *precision).map_or(Quality::ZERO, |(_, quality)| quality)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::{JSON, MARKDOWN, accepted};

    fn best<'a>(accept: &str, offered: &[&'a str]) -> Option<&'a str> {
        let request = TestRequest::default().insert_header(("Accept", accept));
        accepted(&request.to_http_request(), offered)
    }

    #[test]
    fn the_first_is_the_default() {
        let javas_default = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";
        for accept in ["", "*/*", "application/*", "nonsense", "text/html;q=2", ",,", javas_default]
        {
            assert_eq!(best(accept, &[JSON, MARKDOWN]), Some(JSON), "{accept}");
        }
    }

    #[test]
    fn the_highest_quality_wins() {
        let accept = "application/json;q=0.5, text/markdown;q=0.55";
        assert_eq!(best(accept, &[JSON, MARKDOWN]), Some(MARKDOWN));
        assert_eq!(best("text/markdown", &[JSON, MARKDOWN]), Some(MARKDOWN));
        assert_eq!(best("TEXT/Markdown; charset=utf-8", &[JSON, MARKDOWN]), Some(MARKDOWN));
    }

    #[test]
    fn the_most_specific_range_counts() {
        let accept = "*/*, application/json;q=0.1, text/*;q=0.2";
        assert_eq!(best(accept, &[JSON, MARKDOWN]), Some(MARKDOWN));
        assert_eq!(best("application/json;q=0, */*", &[JSON, MARKDOWN]), Some(MARKDOWN));
    }

    #[test]
    fn everything_excluded_is_nothing() {
        for accept in ["image/png", "*/*;q=0", "application/json;q=0.000", "text/html, image/*"] {
            assert_eq!(best(accept, &[JSON]), None, "{accept}");
        }
    }
}
